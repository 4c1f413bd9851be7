import type { Recording } from "../../exchange.ts";
import { findJsonErrorOffset } from "./json-error-offset.ts";
import { readParsedHar } from "./parsed-har.ts";
import { advance, describeJsonError, type SourcePosition } from "./source-position.ts";
import { type EntryPiece, type HeadPiece, splitHar } from "./split-har.ts";
import { createFieldStripper } from "./strip-unused-fields.ts";

/**
 * The recording in a HAR file of any size; a sentence when it cannot be read. The file is parsed one entry at a time,
 * and only the fields that the engine reads stay in memory.
 */
export async function readLargeHar(
  chunks: AsyncIterable<Uint8Array>,
  start: SourcePosition,
): Promise<Recording | string> {
  const stripFields = createFieldStripper();
  const entries: unknown[] = [];
  let head: HeadPiece | null = null;
  let position = start;
  for await (const piece of splitHar(chunks)) {
    const text = piece.bytes.toString();
    if (piece.kind === "head") {
      head = piece;
      if (!piece.path)
        return readFrame({ head: "", tail: text, headStart: position, tailStart: position }, (log) => log);
    } else if (piece.kind === "entry") {
      const parsed = parseEntry(piece, text, entries.length === 0, position);
      if ("problem" in parsed) return parsed.problem;
      entries.push(...parsed.entries.map(stripFields));
    } else {
      const frame = { head: `${head?.bytes ?? ""}]`, tail: text, headStart: start, tailStart: position };
      return readFrame(frame, (log) => ({ ...log, entries }), head?.path?.length === 2);
    }
    position = advance(position, piece.bytes, text, piece.kind === "entry" ? piece.end : "");
  }
  return describeJsonError("", position);
}

/** The entry, or none where the list of entries is empty; a sentence when it is not JSON or is cut off. */
function parseEntry(
  { end }: EntryPiece,
  text: string,
  isFirst: boolean,
  position: SourcePosition,
): { readonly entries: readonly unknown[] } | { readonly problem: string } {
  const isEmptyList = isFirst && end === "]" && /^[\t\n\r ]*$/.test(text);
  try {
    const entries = isEmptyList ? [] : [JSON.parse(text)];
    return end === "" ? { problem: describeJsonError(text, position) } : { entries };
  } catch {
    return { problem: describeJsonError(text + end, position) };
  }
}

/** The text of a HAR file without its entries, and where its two parts stand in the file. */
interface Frame {
  readonly head: string;
  readonly tail: string;
  readonly headStart: SourcePosition;
  readonly tailStart: SourcePosition;
}

/** Parses the frame and reads it with the entries that `withEntries` adds to the log. */
function readFrame(frame: Frame, withEntries: (log: object) => object, isInLog = false): Recording | string {
  const { head, tail, headStart, tailStart } = frame;
  const text = head + tail;
  let value: { readonly log?: object } | null;
  try {
    value = JSON.parse(text);
  } catch {
    const offset = findJsonErrorOffset(text);
    return offset < head.length
      ? describeJsonError(text, headStart)
      : describeJsonError(tail, tailStart, offset - head.length);
  }
  if (value === null || typeof value !== "object") return readParsedHar(value);
  return readParsedHar(isInLog ? { log: withEntries(value.log ?? {}) } : { ...value, ...withEntries(value) });
}
