/**
 * The offset at which a text stops being JSON: that of the first character that cannot stand where it does, or the
 * text's length where it breaks off. `JSON.parse` does not tell it in every version of Node.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function endOfJson(text: string): number {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let offset = 0;
  for (;;) {
    offset = endOf(whitespace, text, offset);
    const character = text.charAt(offset);
    const inside = open.at(-1);
    if (character === "") return text.length;
    if (expected === "comma or end" && character === "," && inside) {
      expected = inside === "{" ? "key" : "value";
      offset++;
    } else if (
      character === closing[inside ?? ""] &&
      expected !== "key" &&
      expected !== "value" &&
      expected !== "colon"
    ) {
      open.pop();
      expected = "comma or end";
      offset++;
    } else if (expected === "colon" && character === ":") {
      expected = "value";
      offset++;
    } else if (expected === "key" || expected === "key or end") {
      const end = endOfString(text, offset);
      if (end < 0) return -end - 1;
      expected = "colon";
      offset = end;
    } else if (expected === "value" || expected === "value or end") {
      if (character === "{" || character === "[") {
        open.push(character);
        expected = character === "{" ? "key or end" : "value or end";
        offset++;
      } else {
        const end = character === '"' ? endOfString(text, offset) : endOfScalar(text, offset);
        if (end < 0) return -end - 1;
        expected = "comma or end";
        offset = end;
      }
    } else {
      return offset;
    }
  }
}

type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end";

const closing: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const whitespace = /[\t\n\r ]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Where the match that starts at `offset` ends; -1 when there is none. */
function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where the string ends; when it is none, the offset of what is wrong, as `-offset - 1`. */
function endOfString(text: string, start: number): number {
  if (text.charAt(start) !== '"') return -start - 1;
  for (let offset = start + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 0x22) return offset + 1;
    if (code < 0x20) return -offset - 1;
    if (code !== 0x5c) continue;
    const end = endOf(escapeSequence, text, offset);
    if (end < 0) return text.length - offset < 6 ? -text.length - 1 : -offset - 1;
    offset = end - 1;
  }
  return -text.length - 1;
}

/** Where the number or word ends, in the same way. */
function endOfScalar(text: string, start: number): number {
  const end = endOf(scalar, text, start);
  if (end >= 0) return end;
  const rest = text.slice(start, start + 64);
  const breaksOff =
    start + rest.length === text.length && /^(?:-?\d*\.?\d*(?:[eE][+-]?)?|t(?:ru?)?|f(?:al?s?)?|n(?:ul?)?)$/.test(rest);
  return breaksOff ? -text.length - 1 : -start - 1;
}
