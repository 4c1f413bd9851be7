import { visible } from "../../text/visible.ts";
import { findJsonErrorOffset } from "./json-error-offset.ts";

/** A position in a file, counted as editors and tools count. */
export interface SourcePosition {
  /** From 0; NaN where offsets in the file differ from those in its text. */
  readonly byte: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** The position after a piece of the file (`bytes`, which are `text`) and the ASCII characters `rest` behind it. */
export function advance(
  { byte, line, column }: SourcePosition,
  bytes: Uint8Array,
  text: string,
  rest: string,
): SourcePosition {
  let lineBreaks = 0;
  let lastLineBreak = -1;
  for (let offset = text.indexOf("\n"); offset >= 0; offset = text.indexOf("\n", offset + 1)) {
    lineBreaks++;
    lastLineBreak = offset;
  }
  return {
    byte: byte + bytes.length + rest.length,
    line: line + lineBreaks,
    column: (lastLineBreak < 0 ? column + text.length : text.length - lastLineBreak) + rest.length,
  };
}

/** A sentence that says where a text, which starts at this position, is not JSON, and which character is wrong. */
export function describeJsonError(text: string, start: SourcePosition, offset = findJsonErrorOffset(text)): string {
  const position = describePosition(text, start, offset);
  if (offset >= text.length) return `the JSON ends too early at ${position}; the file is incomplete, save it again`;
  const found = visible(String.fromCodePoint(text.codePointAt(offset) ?? 0));
  return `invalid JSON: unexpected \`${found}\` at ${position}`;
}

/** The position at this offset of a text, which starts at a position, in words. */
export function describePosition(text: string, start: SourcePosition, offset: number): string {
  const before = text.slice(0, offset);
  const { byte, line, column } = advance(start, Buffer.from(before), before, "");
  return `line ${line}, column ${column}${Number.isNaN(byte) ? "" : ` (byte ${byte})`}`;
}
