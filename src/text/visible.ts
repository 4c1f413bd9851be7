/**
 * Characters that a terminal acts on or that change how the text around them looks: control characters, marks for the
 * direction of writing, characters without a width, halves of surrogate pairs, and code points that are no characters.
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const unsafeCharacters = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufdd0-\ufdef\ufffe\uffff]/gu;

/** The text with every unsafe character as an escape, line feeds and tabs included. */
export function visible(text: string): string {
  return text.replace(unsafeCharacters, textEscape);
}

/** The text with its unsafe characters as escapes and with its line feeds and tabs kept. */
export function visibleText(text: string): string {
  return /^[\n\t -~]*$/.test(text) ? text : text.replace(/[^\n\t]+/g, visible);
}

/** The lines of a text, each with its unsafe characters as escapes and with its tabs kept. */
export function visibleLines(text: string): string[] {
  return visibleText(text).split("\n");
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

/** The escapes of a character, which are two for one beyond U+FFFF. */
function jsonEscape(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${hex(unit, 4)}`)
    .join("");
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, "0");
}
