import { MIMEType } from "whatwg-mimetype";

// The parts of the Fetch standard about headers and methods, one function for each of its algorithms, step by step. They are
// slow and plain on purpose: nothing of the engine is used, so that an error of the engine cannot be one of the oracle.

/** @see https://fetch.spec.whatwg.org/#concept-header */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** @see https://fetch.spec.whatwg.org/#concept-header-list-get */
export function get(name: string, list: readonly Header[]): string | null {
  const values = list.filter((header) => header.name.toLowerCase() === name.toLowerCase());
  if (values.length === 0) return null;
  return normalize(values.map(({ value }) => normalize(value)).join(", "));
}

/** @see https://fetch.spec.whatwg.org/#concept-header-value-normalize */
function normalize(value: string): string {
  return value.replace(/^[\t\n\r ]+/, "").replace(/[\t\n\r ]+$/, "");
}

/**
 * The values of a header whose grammar is a list of tokens, null where the header is absent.
 * @see https://fetch.spec.whatwg.org/#extract-header-list-values
 * @see https://www.rfc-editor.org/rfc/rfc9110#abnf.extension.recipient for empty elements
 */
export function extractHeaderListValues(name: string, list: readonly Header[]): readonly string[] | "failure" | null {
  const lines = list.filter((header) => header.name.toLowerCase() === name.toLowerCase());
  if (lines.length === 0) return null;
  const values: string[] = [];
  for (const { value } of lines) {
    for (const element of value.split(",")) {
      const token = element.replace(/^[\t ]+/, "").replace(/[\t ]+$/, "");
      if (token === "") continue;
      if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(token)) return "failure";
      values.push(token);
    }
  }
  return values;
}

/** @see https://fetch.spec.whatwg.org/#concept-method-normalize */
export function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].includes(upper) ? upper : method;
}

/** @see https://fetch.spec.whatwg.org/#cors-safelisted-method */
export function isCorsSafelistedMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "POST";
}

/** @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export function corsUnsafeRequestHeaderNames(headers: readonly Header[]): readonly string[] {
  const unsafeNames: string[] = [];
  const potentiallyUnsafeNames: string[] = [];
  let safelistValueSize = 0;
  for (const header of headers) {
    if (!isCorsSafelistedRequestHeader(header)) unsafeNames.push(header.name);
    else {
      potentiallyUnsafeNames.push(header.name);
      safelistValueSize += header.value.length;
    }
  }
  if (safelistValueSize > 1024) unsafeNames.push(...potentiallyUnsafeNames);
  return [...new Set(unsafeNames.map((name) => name.toLowerCase()))].sort();
}

/** @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
function isCorsSafelistedRequestHeader({ name, value }: Header): boolean {
  if (value.length > 128) return false;
  switch (name.toLowerCase()) {
    case "accept":
      return !hasCorsUnsafeRequestHeaderByte(value);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type": {
      if (hasCorsUnsafeRequestHeaderByte(value)) return false;
      const mimeType = MIMEType.parse(value);
      if (mimeType === null) return false;
      return ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"].includes(mimeType.essence);
    }
    case "range":
      return /^bytes=[0-9]+-[0-9]*$/.test(value) && isOrderedRange(value);
    default:
      return false;
  }
}

/** @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
function hasCorsUnsafeRequestHeaderByte(value: string): boolean {
  for (const character of value) {
    if (character < " " && character !== "\t") return true;
    if ('"():<>?@[\\]{}\x7f'.includes(character)) return true;
  }
  return false;
}

/** @see https://fetch.spec.whatwg.org/#simple-range-header-value */
function isOrderedRange(value: string): boolean {
  const [start, end] = value.slice("bytes=".length).split("-");
  return end === "" || Number(start) <= Number(end);
}
