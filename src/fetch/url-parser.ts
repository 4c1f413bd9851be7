/**
 * True when Chromium parses a recorded header value as a URL. Chromium's parser accepts spaces and any `xn--` label in
 * a host name, which the standard's parser rejects, and it reads the bytes of the wire instead of a recorder's text.
 * @see https://url.spec.whatwg.org/#concept-url-parser
 */
export function isUrlInChromium(value: string): boolean {
  const escaped = percentEncodeBytes(value);
  if (/^file:\/\/[^/\\]*[?#]/i.test(escaped)) return false;
  const accepted = () => escaped.replace(/(?:%[89A-F].)+|%20/g, withoutSpaces).replace(/xn--/gi, "xn-");
  return URL.canParse(escaped) || URL.canParse(accepted());
}

/**
 * A recorded value with its bytes beyond ASCII percent-encoded, so that a URL parser reads them as UTF-8. Recorders
 * decode the bytes of a header as windows-1252 or as Latin-1.
 */
export function percentEncodeBytes(value: string): string {
  return value.replace(/[^\0-\x7f]/gu, percentEncodeByte);
}

function percentEncodeByte(character: string): string {
  const special = windows1252.indexOf(character);
  const byte = special < 0 ? character.charCodeAt(0) : 0x80 + special;
  if (byte <= 0xff) return `%${byte.toString(16).toUpperCase()}`;
  return /^[\ud800-\udfff]$/.test(character) ? "%EF%BF%BD" : encodeURI(character);
}

/** The characters of the bytes 0x80 to 0x9f in windows-1252. The five undefined bytes stand for themselves. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Percent-encoded characters of a host, with `_` for every character that is a space or that IDNA maps to a space. */
function withoutSpaces(escaped: string): string {
  try {
    const characters = decodeURIComponent(escaped).normalize("NFKC");
    return characters.includes(" ") ? encodeURI(characters.replaceAll(" ", "_")) : escaped;
  } catch {
    return escaped;
  }
}
