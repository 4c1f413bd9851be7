/**
 * Characters that a terminal acts on, or that change how the text around them reads: control characters, marks that turn
 * the direction of writing, invisible ones, halves of surrogate pairs, and what is no character.
 */
const unsafeCharacters =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/gu;

/** Text from a recording with every such character written as an escape, line feeds and tabs too. */
export function visible(text: string): string {
  return text.replace(unsafeCharacters, textEscape);
}

/** The same for text of several lines, which keeps its line feeds and tabs. */
export function visibleLines(text: string): string[] {
  return text.split("\n").map((line) => line.split("\t").map(visible).join("\t"));
}

/** JSON with the same characters as escapes, so that it means the same and is safe to print. */
export function visibleJson(json: string): string {
  return json.replace(unsafeCharacters, (character) => (character === "\n" ? character : jsonEscape(character)));
}

/** At most `length` characters, and how many there are when that is not all. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length)}… (${text.length} characters)`;
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
