/**
 * Characters that a terminal acts on or that change how the text around them looks: control characters, marks for the
 * direction of writing, invisible characters, halves of surrogate pairs, and code points that are no characters.
 */
const unsafeCharacters =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/gu;

/** The text with every unsafe character as an escape, line feeds and tabs included. */
export function visible(text: string): string {
  return text.replace(unsafeCharacters, textEscape);
}

/** The lines of a text, each with its unsafe characters as escapes and with its tabs kept. */
export function visibleLines(text: string): string[] {
  return text.split("\n").map((line) => line.split("\t").map(visible).join("\t"));
}

/** JSON with its unsafe characters as JSON escapes: it has the same meaning and is safe to print. */
export function visibleJson(json: string): string {
  return json.replace(unsafeCharacters, (character) => (character === "\n" ? character : jsonEscape(character)));
}

/** The first `maxLength` characters of a text, with its full length when that is more. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength)}… (${text.length} characters)`;
}

function textEscape(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  return character < "\u0100" ? `\\x${hex(character, 2)}` : jsonEscape(character);
}

function jsonEscape(character: string): string {
  return `\\u${hex(character, 4)}`;
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, "0");
}
