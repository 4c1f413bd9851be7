import type { Header } from "../exchange.ts";

/** What stands in place of a secret. */
export const redacted = "REDACTED";

/** Gives what stands in place of a value. */
export type Mask = (value: string) => string;

const plainMask: Mask = () => redacted;

/** A mask that numbers the values, equal ones equally. */
export function numberedMask(): Mask {
  const numbers = new Map<string, number>();
  return (value) => {
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return `${redacted}-${number}`;
  };
}

/**
 * A URL, absolute or relative, without what may be secret in it: user name and password, the values of query and path
 * parameters, the fragment, and what a `data:` URL holds. Host, path and parameter names stay, so a secret that is a
 * segment of the path does too.
 */
export function redactUrl(url: string, mask: Mask = plainMask): string {
  const nested = /^(?:blob|filesystem|view-source):/i.exec(url)?.[0];
  if (nested) return nested + redactUrl(url.slice(nested.length), mask);
  const content = /^(?:data:[^,]*,|javascript:)/i.exec(url)?.[0];
  if (content) return content + masked(url.slice(content.length), mask);
  const [, address = "", query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const start = withoutUserinfo(address).replace(
    /;([^;/=]*)=([^;/]+)/g,
    (_, name: string, value: string) => `;${name}=${mask(value)}`,
  );
  const middle = query === undefined ? "" : `?${redactQuery(query, mask)}`;
  return start + middle + (fragment === undefined ? "" : `#${fragment && redacted}`);
}

/**
 * Headers without what may be secret in them: cookies keep their names and attributes, credentials their scheme, URLs
 * their path and the names of their parameters; of what a name or its look tells to be a token, nothing stays.
 */
export function redactHeaders(headers: readonly Header[], mask: Mask = plainMask): Header[] {
  return headers.map(({ name, value }) => ({ name, value: redactValue(name.toLowerCase(), value, mask) }));
}

/** A header's value, by its lower-cased name; several recorders fold repeated headers into one, line by line. */
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

/** Headers whose whole value is a URL, which may be relative. */
const urlHeaders: ReadonlySet<string> = new Set(["location", "content-location", "referer", ":path"]);

/** True for a header that carries a secret, as far as its lower-cased name tells. */
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

/** The scheme, and nothing of what follows it; a value without a known scheme goes whole, unless its name is harmless. */
function redactCredentials(name: string, value: string, mask: Mask): string {
  const [, space = "", scheme = ""] = /^(\s*)([A-Za-z0-9-]+)(?=\s+\S)/.exec(value) ?? [];
  if (authSchemes.has(scheme.toLowerCase())) return `${space}${scheme} ${redacted}`;
  return isSecretName(name) ? masked(value, plainMask) : redactWords(value, mask);
}

/** @see https://www.iana.org/assignments/http-authschemes/ and what APIs use beside it */
const authSchemes: ReadonlySet<string> = new Set(
  "apikey aws aws4-hmac-sha256 basic bearer digest dpop gnap hawk hoba hmac jwt key mutual negotiate ntlm oauth privatetoken scram-sha-1 scram-sha-256 signature token vapid".split(
    " ",
  ),
);

/** Words that are URLs or JSON Web Tokens, wherever they stand in a value. */
export function redactWords(value: string, mask: Mask = plainMask): string {
  if (!/[/.]/.test(value)) return value;
  return value.replace(wordPattern, (word) => {
    if (/(?:^|[^A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+/.test(word)) return redacted;
    return word.includes("://") || /^[^?]*\/[^?]*\?/.test(word) || /^\/[^?]*#/.test(word)
      ? redactUrl(word, mask)
      : word;
  });
}

/** Up to a space or a sign that no URL holds. An apostrophe is of the URL unless it begins or ends the word. */
export const wordPattern = /(?!')[^\s"<>]+(?<!')/g;

/** `name=value` of a cookie; one without a name is all value. */
function redactPair(pair: string): string {
  const [, name = "", value = ""] = /^(\s*[^=]*=)?(.*)$/s.exec(pair) ?? [];
  return name + masked(value, plainMask);
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

/** False for what, standing alone in a query, may be a token rather than the name of a parameter. */
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

function masked(value: string, mask: Mask): string {
  return value.trim() === "" ? value : mask(value);
}
