import { visible } from "../../text/visible.ts";
import { endOfJson } from "./json-end.ts";

/** A place in a file, as editors and tools count. */
export interface SourcePosition {
  /** From 0; NaN where the file's bytes are not those of its text. */
  readonly byte: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** The place after a piece of the file, and the ASCII characters that follow it. */
export function advance(
  { byte, line, column }: SourcePosition,
  bytes: Uint8Array,
  text: string,
  rest: string,
): SourcePosition {
  let lines = 0;
  let lastBreak = -1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lines++;
    lastBreak = at;
  }
  return {
    byte: byte + bytes.length + rest.length,
    line: line + lines,
    column: (lastBreak < 0 ? column + text.length : text.length - lastBreak) + rest.length,
  };
}

/** Where a text that starts at this place stops being JSON, and what stands there. */
export function jsonProblem(text: string, start: SourcePosition, offset = endOfJson(text)): string {
  const before = text.slice(0, offset);
  const { byte, line, column } = advance(start, Buffer.from(before), before, "");
  const place = `line ${line}, column ${column}${Number.isNaN(byte) ? "" : ` (byte ${byte})`}`;
  if (offset >= text.length) return `the JSON breaks off at ${place}: the file was cut short`;
  const found = visible(String.fromCodePoint(text.codePointAt(offset) ?? 0));
  return `this is not JSON: unexpected \`${found}\` at ${place}`;
}
