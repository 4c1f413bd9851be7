/**
 * Whether Chromium reads a header's value, as it was recorded, as a URL. Its parser lets spaces and any `xn--` label
 * stand in a host name, where the standard's does not, and has the bytes of the wire before it.
 * @see https://url.spec.whatwg.org/#concept-url-parser
 */
export function isUrlInChromium(value: string): boolean {
  const escaped = percentEncodeBytes(value);
  if (/^file:\/\/[^/\\]*[?#]/i.test(escaped)) return false;
  const lenient = () => escaped.replace(/(?:%[89A-F].)+|%20/g, withoutSpaces).replace(/xn--/gi, "xn-");
  return URL.canParse(escaped) || URL.canParse(lenient());
}

/** Recorders show the bytes of a header as windows-1252 or as Latin-1; escaped as bytes, a URL parser reads them as UTF-8. */
export function percentEncodeBytes(value: string): string {
  return value.replace(/[^\0-\x7f]/gu, escapeByte);
}

function escapeByte(character: string): string {
  const special = windows1252.indexOf(character);
  const byte = special < 0 ? character.charCodeAt(0) : 0x80 + special;
  if (byte <= 0xff) return `%${byte.toString(16).toUpperCase()}`;
  return /^[\ud800-\udfff]$/.test(character) ? "%EF%BF%BD" : encodeURI(character);
}

/** What windows-1252 has for the bytes from 0x80 to 0x9f; the five that it leaves open stand for themselves. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Escaped characters of a host, with another for each that is, or that IDNA maps to, a space. */
function withoutSpaces(escaped: string): string {
  try {
    const characters = decodeURIComponent(escaped).normalize("NFKC");
    return characters.includes(" ") ? encodeURI(characters.replaceAll(" ", "_")) : escaped;
  } catch {
    return escaped;
  }
}
