import type { Header } from "../exchange.ts";
import { isInfrastructureHeader } from "../fetch/infrastructure-headers.ts";
import { type Mask, maskUnlessBlank, plainMask, redacted } from "./mask.ts";
import { isRandomWord } from "./random-word.ts";
import { redactUrl } from "./redact-url.ts";
import { redactWords } from "./redact-words.ts";
import { isSecretName } from "./secret-names.ts";

/**
 * Headers with their possible secrets masked. Cookies keep their names and attributes, credentials their scheme, URLs
 * their path and parameter names. A value that is a token, by its header's name or by its form, is masked completely. In headers
 * that neither a standard nor a common server or proxy defines, so is each word that looks random.
 * @param mask what stands in place of a value in a URL or of a token; `REDACTED` by default
 */
export function redactHeaders(headers: readonly Header[], mask: Mask = plainMask): Header[] {
  return headers.map(({ name, value }) => ({ name, value: redactValue(name.toLowerCase(), value, mask) }));
}

/** The masked value of a header with this lower-cased name. Several recorders join repeated headers with line feeds. */
function redactValue(name: string, folded: string, mask: Mask): string {
  return folded
    .split("\n")
    .map((value) => {
      if (name === "set-cookie" || name === "set-cookie2") return redactSetCookie(value);
      if (name === "cookie" || name === "cookie2") return value.split(";").map(redactPair).join(";");
      if (isSecretName(name) || /^\s*[a-z0-9-]+\s+\S/i.test(value)) return redactCredentials(name, value, mask);
      if (urlHeaders.has(name)) return redactUrl(value, mask);
      return redactOther(name, value, mask);
    })
    .join("\n");
}

/** Lower-cased names of headers whose whole value is an absolute or relative URL. */
const urlHeaders: ReadonlySet<string> = new Set(["location", "content-location", "referer", ":path"]);

/**
 * The scheme of an authentication header with its credentials masked. A value without a known scheme is masked
 * completely when the header's name suggests a secret.
 */
function redactCredentials(name: string, value: string, mask: Mask): string {
  const [, space = "", scheme = ""] = /^(\s*)([A-Za-z0-9-]+)(?=\s+\S)/.exec(value) ?? [];
  if (authSchemes.has(scheme.toLowerCase())) return `${space}${scheme} ${redacted}`;
  return isSecretName(name) ? maskUnlessBlank(value, plainMask) : redactOther(name, value, mask);
}

/**
 * In lower case: the registered schemes, and those that APIs use.
 * @see https://www.iana.org/assignments/http-authschemes/
 */
const authSchemes: ReadonlySet<string> = new Set(
  "apikey aws aws4-hmac-sha256 basic bearer digest dpop gnap hawk hoba hmac jwt key mutual negotiate ntlm oauth privatetoken scram-sha-1 scram-sha-256 signature token vapid".split(
    " ",
  ),
);

function redactOther(name: string, value: string, mask: Mask): string {
  const shown = redactWords(value, mask);
  if (publicHeaders.has(name) || /^(?::|access-control-|sec-)/.test(name) || isInfrastructureHeader(name)) return shown;
  return shown.replace(/[^\s,;="'<>()[\]{}]{16,}/g, (word) =>
    !word.includes("://") && isRandomWord(word) ? redacted : word,
  );
}

/** Lower-cased names of standard headers that pages, too, send and read. Their values are no keys. */
const publicHeaders: ReadonlySet<string> = new Set(
  `accept-charset accept-language accept-ranges cache-control content-disposition content-digest content-language
  content-length content-range content-type digest etag expect expires forwarded from idempotency-key if-match if-modified-since
  if-none-match if-range if-unmodified-since last-modified link max-forwards prefer preference-applied purpose range
  repr-digest retry-after save-data sunset upgrade-insecure-requests user-agent x-requested-with`.split(/\s+/),
);

/** A cookie's `name=value` with the value masked. A cookie without a name is masked completely. */
function redactPair(pair: string): string {
  const [, name = "", value = ""] = /^(\s*[^=]*=)?(.*)$/s.exec(pair) ?? [];
  return name + maskUnlessBlank(value, plainMask);
}

function redactSetCookie(value: string): string {
  const [cookie = "", ...attributes] = value.split(";");
  const known = /^\s*(?:path|domain|expires|max-age|secure|httponly|samesite|partitioned|priority)\s*(?:=|$)/i;
  return [redactPair(cookie), ...attributes.map((part) => (known.test(part) ? part : redactPair(part)))].join(";");
}
