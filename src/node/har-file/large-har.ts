import { constants } from "node:buffer";
import { type Fields, fieldsOf } from "../../recording/fields.ts";
import { HarFileError } from "./har-stream.ts";
import { findJsonErrorOffset } from "./json-error-offset.ts";
import { type RawHar, rawHarOf } from "./raw-har.ts";
import { advance, describeJsonError, type SourcePosition } from "./source-position.ts";
import { type EntryPiece, type HeadPiece, splitHar, type TailPiece } from "./split-har.ts";
import { createFieldStripper } from "./strip-unused-fields.ts";

/**
 * A HAR file of any size. The file is parsed one entry at a time, and entries have only the fields that the engine reads.
 * Throws `HarFileError`.
 */
export async function openLargeHar(chunks: AsyncIterable<Uint8Array>, start: SourcePosition): Promise<RawHar> {
  const pieces = splitHar(chunks);
  const { value: head } = await pieces.next();
  if (head?.kind !== "head") throw new TypeError("a file has a head");
  const text = decode(head.bytes);
  if (!head.path) return rawHarOf(parse(text, start));
  const closed = `${text}]${"}".repeat(head.path.length)}`;
  return {
    head: logIn(parse(closed, start), head),
    batches: readEntries(pieces, head, text, advance(start, head.bytes, text, "")),
  };
}

async function* readEntries(
  pieces: AsyncIterable<HeadPiece | EntryPiece | TailPiece>,
  head: HeadPiece,
  headText: string,
  start: SourcePosition,
): AsyncGenerator<readonly unknown[], Fields> {
  const stripFields = createFieldStripper();
  let position = start;
  let isFirst = true;
  let batch: unknown[] = [];
  let batchSize = 0;
  for await (const piece of pieces) {
    const text = decode(piece.bytes);
    if (piece.kind === "entry") {
      batch.push(...parseEntry(piece, text, isFirst, position).map(stripFields));
      isFirst = false;
      position = advance(position, piece.bytes, text, piece.end);
      batchSize += piece.bytes.length;
      if (batchSize < minBatchSize) continue;
      yield batch;
      batch = [];
      batchSize = 0;
    } else if (piece.kind === "tail") {
      yield batch;
      return parseFrame(head, headText, text, position);
    }
  }
  throw new HarFileError(describeJsonError("", position));
}

/** In bytes of the file. */
const minBatchSize = 1 << 20;

/** The entry, or none where the list of entries is empty. */
function parseEntry({ end }: EntryPiece, text: string, isFirst: boolean, position: SourcePosition): unknown[] {
  const isEmptyList = isFirst && end === "]" && /^[\t\n\r ]*$/.test(text);
  if (isEmptyList) return [];
  try {
    const entry = JSON.parse(text);
    if (end !== "") return [entry];
  } catch {
    throw new HarFileError(describeJsonError(text + end, position));
  }
  throw new HarFileError(describeJsonError(text, position));
}

/** The log without its entries, from what stands around them. */
function parseFrame(head: HeadPiece, headText: string, tail: string, tailStart: SourcePosition): Fields {
  // The head is valid JSON, so an error is in the tail.
  const start = `${headText}${placeholder}]`;
  let value: unknown;
  try {
    value = JSON.parse(start + tail);
  } catch {
    const offset = findJsonErrorOffset(start + tail) - start.length;
    throw new HarFileError(describeJsonError(tail, tailStart, offset));
  }
  const log = logIn(value, head);
  // In JSON, the last of equal keys counts, and another list than the one that was read would.
  const isOtherLog = head.path?.length === 1 && fieldsOf(value).log !== undefined;
  if (isOtherLog || !Array.isArray(log.entries) || log.entries[0] !== placeholder)
    throw new HarFileError("the file has several lists of entries; keep one of them");
  return log;
}

/** Stands for the entries. */
const placeholder = 0;

function decode(bytes: Buffer): string {
  if (bytes.length <= constants.MAX_STRING_LENGTH) return bytes.toString();
  throw new HarFileError("an entry of the file is larger than 512 MB; save the recording without response bodies");
}

function logIn(value: unknown, { path }: HeadPiece): Fields {
  return path?.length === 2 ? fieldsOf(fieldsOf(value).log) : fieldsOf(value);
}

function parse(text: string, start: SourcePosition): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HarFileError(describeJsonError(text, start));
  }
}
