import { hasKnownKey } from "./known-keys.ts";
import { type Mask, maskUnlessBlank, plainMask, redacted } from "./mask.ts";
import { isRandomWord } from "./random-word.ts";
import { redactPath } from "./redact-path.ts";
import { decodeAscii, isSecretParameter } from "./secret-names.ts";

/**
 * An absolute or relative URL with its possible secrets masked: user name and password, the values of query and path
 * parameters, the fragment, the content of a `data:` URL, and the path segments that `redactPath` masks. Host, other path
 * segments and parameter names stay.
 * @param mask what stands in place of a value; `REDACTED` by default
 */
export function redactUrl(url: string, mask: Mask = plainMask): string {
  return redactParts(url, mask, "all", (query, fragment) => {
    const middle = query === undefined ? "" : `?${redactQuery(query, mask)}`;
    return middle + (fragment === undefined ? "" : `#${fragment && redacted}`);
  });
}

/**
 * A URL with those values masked that are secret by their name or form: as `redactUrl`, but the values of parameters without
 * such a name or form stay.
 */
export function redactSecretsOfUrl(url: string, mask: Mask = plainMask): string {
  return redactParts(url, mask, "secret", (query, fragment) => {
    const middle = query === undefined ? "" : redactSecretPairs(`?${query}`, mask, false);
    return middle + (fragment === undefined ? "" : redactSecretPairs(`#${fragment}`, mask, true));
  });
}

/** With `random`, values that look random are masked too: no server gets a fragment, so no diagnosis needs its values. */
function redactSecretPairs(text: string, mask: Mask, random: boolean): string {
  return text.replace(
    /([?&;#])([^=&;?#]*)(?:=([^&;#]*))?/g,
    (part, separator: string, name: string, value?: string) => {
      if (value === undefined) return name !== "" && looksSecret(name) ? separator + mask(name) : part;
      const isSecret = isSecretParameter(name) || (random ? looksSecret(value) : hasKnownKey(decodeAscii(value)));
      return `${separator}${looksSecret(name) ? mask(name) : name}=${isSecret && value !== "" ? mask(value) : value}`;
    },
  );
}

function redactParts(
  url: string,
  mask: Mask,
  parameters: "all" | "secret",
  redactRest: (query: string | undefined, fragment: string | undefined) => string,
): string {
  const nested = /^(?:blob|filesystem|view-source):/i.exec(url)?.[0];
  if (nested) return nested + redactParts(url.slice(nested.length), mask, parameters, redactRest);
  const content = /^(?:data:[^,]*,|javascript:)/i.exec(url)?.[0];
  if (content) return content + maskUnlessBlank(url.slice(content.length), mask);
  const [, address = "", query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const shown = withoutUserinfo(address);
  const start = /^\s*(?:(?:https?|wss?):[\\/]*|(?:[a-z][a-z0-9+.-]*:)?[\\/]{2,})[^/\\]*/i.exec(shown)?.[0] ?? "";
  return start + redactPath(shown.slice(start.length), mask, parameters) + redactRest(query, fragment);
}

function redactQuery(query: string, mask: Mask): string {
  return query
    .split("&")
    .map((part) => {
      const equals = part.indexOf("=");
      const name = part.slice(0, Math.max(0, equals));
      const value = part.slice(equals + 1);
      if (equals >= 0 && !/^=*$/.test(value)) return `${looksSecret(name) ? mask(name) : name}=${mask(value)}`;
      return isParameterName(part.replace(/=$/, "")) ? part : mask(part);
    })
    .join("&");
}

/** True for the name of a query parameter; false for text that may be a token. */
export function isParameterName(part: string): boolean {
  return /^(?:[A-Za-z_$][A-Za-z_.$[\]-]{0,30}\d{0,2})?$/.test(part) && !looksSecret(part);
}

/** True for a text that stands where a name is expected, and looks like a key. */
function looksSecret(text: string): boolean {
  const decoded = decodeAscii(text);
  return hasKnownKey(decoded) || isRandomWord(decoded);
}

function withoutUserinfo(address: string): string {
  const [start = "", scheme] = /^\s*([a-z][a-z0-9+.-]*:)?[\\/]*/i.exec(address) ?? [];
  if (!scheme && !/[\\/]{2}$/.test(start)) return address;
  const rest = address.slice(start.length);
  const authority = /^[^/]*/.exec(rest)?.[0] ?? "";
  const userinfo = authority.slice(0, Math.max(0, authority.lastIndexOf("@")));
  return /^:?$/.test(userinfo) ? address : `${start}${redacted}${rest.slice(userinfo.length)}`;
}
