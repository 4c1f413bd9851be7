// Secrets come out of URLs, headers and texts here: a value goes in, and the same value with placeholders goes out.
// Host names, paths, parameter names and CORS headers stay, so that a diagnosis of redacted data is the same.

import type { Header } from "../exchange.ts";

/** The placeholder of a secret. */
export const redacted = "REDACTED";

/** Returns the placeholder of a value. */
export type Mask = (value: string) => string;

const plainMask: Mask = () => redacted;

/** A mask that numbers the values (`REDACTED-1`), and gives equal values the same number. */
export function numberedMask(): Mask {
  const numbers = new Map<string, number>();
  return (value) => {
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return `${redacted}-${number}`;
  };
}

/**
 * An absolute or relative URL with its possible secrets masked: user name and password, the values of query and path
 * parameters, the fragment, and the content of a `data:` URL. Host, path and parameter names stay, so a secret in a
 * path segment stays too.
 */
export function redactUrl(url: string, mask: Mask = plainMask): string {
  const nested = /^(?:blob|filesystem|view-source):/i.exec(url)?.[0];
  if (nested) return nested + redactUrl(url.slice(nested.length), mask);
  const content = /^(?:data:[^,]*,|javascript:)/i.exec(url)?.[0];
  if (content) return content + maskUnlessBlank(url.slice(content.length), mask);
  const [, address = "", query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const start = withoutUserinfo(address).replace(
    /;([^;/=]*)=([^;/]+)/g,
    (_, name: string, value: string) => `;${name}=${mask(value)}`,
  );
  const middle = query === undefined ? "" : `?${redactQuery(query, mask)}`;
  return start + middle + (fragment === undefined ? "" : `#${fragment && redacted}`);
}

/**
 * Headers with their possible secrets masked. Cookies keep their names and attributes, credentials their scheme, URLs
 * their path and parameter names. A value that is a token, by its header's name or by its form, is masked completely.
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
      return redactWords(value, mask);
    })
    .join("\n");
}

/** Lower-cased names of headers whose whole value is an absolute or relative URL. */
const urlHeaders: ReadonlySet<string> = new Set(["location", "content-location", "referer", ":path"]);

/** True when the lower-cased name of a header suggests that its value is a secret. */
export function isSecretName(name: string): boolean {
  if (/^(?::|access-control-|sec-)/.test(name)) return false;
  return (
    /token|secret|passw|api-?key|session|csrf|xsrf|credential|jwt|signature|cookie|auth[eo]|bypass/.test(name) ||
    name.split(/[-_.]/).some((part) => secretParts.has(part))
  );
}

const secretParts: ReadonlySet<string> = new Set(
  "auth bearer key keys pass pwd pin otp sid sso saml oauth assertion sig hmac nonce cert".split(" "),
);

/**
 * The scheme of an authentication header with its credentials masked. A value without a known scheme is masked
 * completely when the header's name suggests a secret.
 */
function redactCredentials(name: string, value: string, mask: Mask): string {
  const [, space = "", scheme = ""] = /^(\s*)([A-Za-z0-9-]+)(?=\s+\S)/.exec(value) ?? [];
  if (authSchemes.has(scheme.toLowerCase())) return `${space}${scheme} ${redacted}`;
  return isSecretName(name) ? maskUnlessBlank(value, plainMask) : redactWords(value, mask);
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

/** A text with the secrets of every URL and every JSON Web Token in it masked. */
export function redactWords(value: string, mask: Mask = plainMask): string {
  if (!/[/.]/.test(value)) return value;
  return value.replace(wordPattern, (word) => {
    if (hasJsonWebToken(word)) return redacted;
    return word.includes("://") || /^[^?]*\/[^?]*\?/.test(word) || /^\/[^?]*#/.test(word)
      ? redactUrl(word, mask)
      : word;
  });
}

/** True when a text holds a JSON Web Token. @see https://www.rfc-editor.org/rfc/rfc7519 */
export function hasJsonWebToken(text: string): boolean {
  return /(?:^|[^A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+/.test(text);
}

/**
 * The text of a response body with its possible secrets masked: values in URLs, values with a secret's name, credentials
 * after their scheme, JSON Web Tokens, email addresses, and long random words. Sentences and header names stay.
 */
export function redactBody(text: string): string {
  return redactWords(text)
    .replace(namedValuePattern, (pair, start: string, name: string) =>
      isSecretName(toKebabCase(name)) ? start + redacted : pair,
    )
    .replace(credentialsPattern, (_, scheme: string) => `${scheme}${redacted}`)
    .replace(emailPattern, redacted)
    .replace(/[A-Za-z0-9+/_-]{16,}={0,2}/g, (word) => (hasRandomPart(word) ? redacted : word));
}

/** Matches `"access_token": "abc"`, `token=abc` and `Authorization: Bearer abc`, the value without its quotation mark. */
const namedValuePattern =
  /((?<![\w-])([\w-]{1,64})["']?\s{0,8}[:=]\s{0,8}["']?)(?:(?<=["'])[^"']+|(?:(?:bearer|basic|digest)\s+)?[^\s"'<>,;&{}[\]]+)/gi;

/** The schemes that prose uses with other words too, as in "basic authentication", need a value with a digit. */
const credentialsPattern =
  /(?<![\w-])((?:bearer|basic|digest|negotiate|ntlm|apikey|token)\s+)(?=\S{0,200}?[0-9=_])[\w.~+/=-]{6,}/gi;

/** A local part has 64 characters at most. @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const emailPattern = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;

/** True for a UUID, and where a part of 16 characters or more mixes letters with digits, as hashes, keys and ids do. */
function hasRandomPart(word: string): boolean {
  if (/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.test(word)) return true;
  return word.split(/[-_/]/).some((part) => part.length >= 16 && /\d/.test(part) && /[A-Za-z]/.test(part));
}

/** `accessToken` as `access-token`. */
export function toKebabCase(name: string): string {
  return name.replace(/([a-z])(?=[A-Z])/g, "$1-").toLowerCase();
}

/**
 * Matches a word: characters up to a space or to one that no URL holds. An apostrophe belongs to a URL unless it begins
 * or ends the word.
 */
export const wordPattern = /(?!')[^\s"<>]+(?<!')/g;

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

function redactQuery(query: string, mask: Mask): string {
  return query
    .split("&")
    .map((part) => {
      const equals = part.indexOf("=");
      const value = part.slice(equals + 1);
      if (equals >= 0 && !/^=*$/.test(value)) return `${part.slice(0, equals)}=${mask(value)}`;
      return isParameterName(part.replace(/=$/, "")) ? part : mask(part);
    })
    .join("&");
}

/** True for the name of a query parameter; false for text that may be a token. */
export function isParameterName(part: string): boolean {
  return /^(?:[A-Za-z_$][A-Za-z_.$[\]-]{0,30}\d{0,2})?$/.test(part);
}

function withoutUserinfo(address: string): string {
  const [start = "", scheme] = /^\s*([a-z][a-z0-9+.-]*:)?[\\/]*/i.exec(address) ?? [];
  if (!scheme && !/[\\/]{2}$/.test(start)) return address;
  const rest = address.slice(start.length);
  const authority = /^[^/]*/.exec(rest)?.[0] ?? "";
  const userinfo = authority.slice(0, Math.max(0, authority.lastIndexOf("@")));
  return /^:?$/.test(userinfo) ? address : `${start}${redacted}${rest.slice(userinfo.length)}`;
}

function maskUnlessBlank(value: string, mask: Mask): string {
  return value.trim() === "" ? value : mask(value);
}
