/**
 * The offset at which a text stops being JSON: that of the first wrong character, or the text's length where it is cut
 * off. Not every version of Node says so in the error of `JSON.parse`.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function findJsonErrorOffset(text: string): number {
  const brackets: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let offset = 0;
  for (;;) {
    offset = matchEnd(whitespace, text, offset);
    const character = text.charAt(offset);
    const bracket = brackets.at(-1);
    if (character === "") return text.length;
    if (expected === "comma or end" && character === "," && bracket) {
      expected = bracket === "{" ? "key" : "value";
      offset++;
    } else if (character === closingBrackets[bracket ?? ""] && mayEnd.has(expected)) {
      brackets.pop();
      expected = "comma or end";
      offset++;
    } else if (expected === "colon" && character === ":") {
      expected = "value";
      offset++;
    } else if (expected === "key" || expected === "key or end") {
      const end = stringEnd(text, offset);
      if (end < 0) return errorOffset(end);
      expected = "colon";
      offset = end;
    } else if (expected !== "value" && expected !== "value or end") {
      return offset;
    } else if (character === "{" || character === "[") {
      brackets.push(character);
      expected = character === "{" ? "key or end" : "value or end";
      offset++;
    } else {
      const end = character === '"' ? stringEnd(text, offset) : scalarEnd(text, offset);
      if (end < 0) return errorOffset(end);
      expected = "comma or end";
      offset = end;
    }
  }
}

type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end";

/** Where a closing bracket may follow. */
const mayEnd: ReadonlySet<Expected> = new Set(["value or end", "key or end", "comma or end"]);

const closingBrackets: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const whitespace = /[\t\n\r ]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Where the match that starts at `offset` ends; -1 when there is none. */
function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** A negative number that stands for an error at this offset, so that one number can be an end or an error. */
function errorAt(offset: number): number {
  return -offset - 1;
}

function errorOffset(error: number): number {
  return -error - 1;
}

/** Where the string ends, or `errorAt` the first wrong character. */
function stringEnd(text: string, start: number): number {
  if (text.charAt(start) !== '"') return errorAt(start);
  for (let offset = start + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === doubleQuote) return offset + 1;
    if (code < firstPrintable) return errorAt(offset);
    if (code !== backslash) continue;
    const end = matchEnd(escapeSequence, text, offset);
    if (end < 0) return errorAt(text.length - offset < "\\u0000".length ? text.length : offset);
    offset = end - 1;
  }
  return errorAt(text.length);
}

const [doubleQuote, backslash, firstPrintable] = [0x22, 0x5c, 0x20];

/** Where the number or word ends, or `errorAt` its start. */
function scalarEnd(text: string, start: number): number {
  const end = matchEnd(scalar, text, start);
  if (end >= 0) return end;
  const rest = text.slice(start, start + 64);
  const isCutOff =
    start + rest.length === text.length && /^(?:-?\d*\.?\d*(?:[eE][+-]?)?|t(?:ru?)?|f(?:al?s?)?|n(?:ul?)?)$/.test(rest);
  return errorAt(isCutOff ? text.length : start);
}
