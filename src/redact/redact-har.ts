import { type Fields, fieldsOf } from "../recording/fields.ts";
import { readHeaderOverrides } from "../recording/header-overrides-field.ts";
import { readObservedCall } from "../recording/observed-call-field.ts";
import { type Mask, numberedMask, redacted } from "./mask.ts";
import { redactHeaders } from "./redact-headers.ts";
import { redactPath } from "./redact-path.ts";
import { isParameterName, redactUrl } from "./redact-url.ts";

/**
 * A HAR file or log, as plain data, with its possible secrets masked: cookies, credentials, tokens, values in URLs,
 * bodies, and the text of every unknown field. The result is a HAR log with the same diagnoses. Equal values in URLs
 * get the same number (`REDACTED-1`), so that preflights still pair with their requests.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function redactHar(har: unknown): unknown {
  return redactField("", har, numberedMask(), 0);
}

/** A HAR log is never nested this deep, and deeper values would exhaust the stack. */
const maxDepth = 200;

/** The redacted value of a field. The members of a list are redacted under the name of the list. */
function redactField(field: string, value: unknown, mask: Mask, depth: number): unknown {
  if (typeof value === "string") return redactText(field, value, mask);
  if (typeof value !== "object" || value === null) return value;
  if (field === "_observedCall" || field === "_asked") return readObservedCall(value);
  if (field === "_headerOverrides") return readHeaderOverrides(value);
  if (depth > maxDepth) return redacted;
  if (Array.isArray(value)) return value.map((item) => redactField(field, item, mask, depth + 1));
  const isKept = (name: string, member: unknown) => field !== "content" || member === "" || !bodyFields.has(name);
  const members = Object.entries(value).filter(([name, member]) => isKept(name, member));
  const masked = members.map(([name, member]) => [name, redactField(name, member, mask, depth + 1)]);
  return { ...Object.fromEntries(masked), ...redactMember(field, fieldsOf(value), mask) };
}

/** The fields of a header or a query parameter that its own field names do not suffice to redact. */
function redactMember(list: string, { name, value }: Fields, mask: Mask): Fields {
  if (typeof name !== "string") return {};
  if (list === "headers" && typeof value === "string") return { ...redactHeaders([{ name, value }], mask)[0] };
  return list === "queryString" && !isParameterName(name) && value === "" ? { name: mask(name) } : {};
}

function redactText(field: string, text: string, mask: Mask): string {
  if (text === "" || fieldsWithoutSecrets.has(field)) return text;
  if (field === "path") return redactPath(text, mask);
  if (field === "url" || field === "redirectURL") return redactUrl(text, mask);
  // Chromium writes the page's URL in this field, Firefox the page's title.
  if (field === "title" && /^[a-z][a-z0-9+.-]*:\S*$/i.test(text)) return redactUrl(text, mask);
  return redacted;
}

/** The fields of a response body. They are removed unless empty, because a placeholder would be read as a body. */
const bodyFields: ReadonlySet<string> = new Set(["text", "encoding"]);

/** Fields whose text comes from the browser itself or is only a name. */
const fieldsWithoutSecrets: ReadonlySet<string> = new Set(
  `version name browser creator id pageref startedDateTime method httpVersion statusText mimeType expires domain
  sameSite connection serverIPAddress type requestId scriptId functionName debuggerId _connectionId _error _failureText
  _fromCache _priority _resourceType _securityState`.split(/\s+/),
);
