import { type Fields, fieldsOf } from "../recording/fields.ts";
import { readObservedCall } from "../recording/observed-call-field.ts";
import { isParameterName, type Mask, numberedMask, redacted, redactHeaders, redactUrl } from "./redact.ts";

/**
 * A HAR file or log, as plain data, without what may be secret in it: cookies, credentials, tokens, the values in URLs,
 * everything sent or received as a body, and any text in a field that is not known. It stays a HAR log and says the same
 * of CORS: equal values in URLs get equal numbers (`REDACTED-1`), so that requests still pair.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function redactHar(har: unknown): unknown {
  return redactField("", har, numberedMask(), 0);
}

/** What lies deeper is no HAR, and would exhaust the stack. */
const deepest = 200;

/** A value by the name of its field; the members of a list by the name of the list. */
function redactField(field: string, value: unknown, mask: Mask, depth: number): unknown {
  if (typeof value === "string") return redactText(field, value, mask);
  if (typeof value !== "object" || value === null) return value;
  if (field === "_observedCall" || field === "_asked") return readObservedCall(value);
  if (depth > deepest) return redacted;
  if (Array.isArray(value)) return value.map((item) => redactField(field, item, mask, depth + 1));
  const members = Object.entries(value).filter(([name]) => field !== "content" || !bodyFields.has(name));
  const masked = members.map(([name, member]) => [name, redactField(name, member, mask, depth + 1)]);
  return { ...Object.fromEntries(masked), ...redactMember(field, fieldsOf(value), mask) };
}

/** What the member of a list of headers or parameters needs beyond its own field names. */
function redactMember(list: string, { name, value }: Fields, mask: Mask): Fields {
  if (typeof name !== "string") return {};
  if (list === "headers" && typeof value === "string") return { ...redactHeaders([{ name, value }], mask)[0] };
  return list === "queryString" && !isParameterName(name) && value === "" ? { name: mask(name) } : {};
}

function redactText(field: string, text: string, mask: Mask): string {
  if (text === "" || harmless.has(field)) return text;
  if (field === "url" || field === "redirectURL") return redactUrl(text, mask);
  // Chromium writes the page's URL there, Firefox its title.
  if (field === "title" && /^[a-z][a-z0-9+.-]*:\S*$/i.test(text)) return redactUrl(text, mask);
  return redacted;
}

/** A response body is left out altogether: a placeholder would be read as a body. */
const bodyFields: ReadonlySet<string> = new Set(["text", "encoding"]);

/** Fields whose text is the browser's own, or the name of something. */
const harmless: ReadonlySet<string> = new Set(
  `version name browser creator id pageref startedDateTime method httpVersion statusText mimeType expires path domain
  sameSite connection serverIPAddress type requestId scriptId functionName debuggerId _connectionId _error _failureText
  _fromCache _priority _resourceType _securityState`.split(/\s+/),
);
