import { constants } from "node:buffer";
import { type Fields, fieldsOf } from "../../recording/fields.ts";
import { quote } from "../../text/quote.ts";
import { EntryList } from "./entry-list.ts";
import { HeadScanner } from "./har-head.ts";
import { HarFileError } from "./har-stream.ts";
import { findJsonErrorOffset } from "./json-error-offset.ts";
import { findLastList } from "./last-list.ts";
import { type RawHar, rawHarOf } from "./raw-har.ts";
import { advance, describeJsonError, describePosition, type SourcePosition } from "./source-position.ts";

/**
 * A HAR file of any size. Of its entries, only what the engine reads is in memory, and only one chunk at a time, which is not read
 * any more once the next one is asked for. Throws `HarFileError`. The chunks are ended with the batches, and where it throws.
 */
export async function openLargeHar(chunks: AsyncIterable<Uint8Array>, start: SourcePosition): Promise<RawHar> {
  const rest = chunks[Symbol.asyncIterator]();
  try {
    return await openChunks(rest, start);
  } catch (error) {
    await rest.return?.();
    throw error;
  }
}

async function openChunks(rest: AsyncIterator<Uint8Array>, start: SourcePosition): Promise<RawHar> {
  const { bytes, path, behind } = await readHead(rest);
  const text = decode(bytes);
  // Without a list of entries, the head is the whole file.
  if (!path) return rawHarOf(parse(text, start));
  const head: Head = { text, isInLog: path.length === 2 };
  return {
    head: logIn(parse(`${text}]${"}".repeat(path.length)}`, start), head),
    batches: readEntries(behind, rest, head, advance(start, bytes, text, "")),
  };
}

/** What comes before the first entry, with the opening bracket. */
interface Head {
  readonly text: string;
  /** False where the file is a bare log. */
  readonly isInLog: boolean;
}

/** The bytes of the head, and those of its last chunk that stand behind it. The path is null where there is no list. */
async function readHead(
  chunks: AsyncIterator<Uint8Array>,
): Promise<{ readonly bytes: Buffer; readonly path: readonly string[] | null; readonly behind: Uint8Array }> {
  const scanner = new HeadScanner();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return { bytes: Buffer.concat(parts), path: null, behind: Buffer.alloc(0) };
    const end = scanner.findEnd(value);
    parts.push(Buffer.from(end < 0 ? value : value.subarray(0, end)));
    if (end >= 0) return { bytes: Buffer.concat(parts), path: scanner.path, behind: value.subarray(end) };
  }
}

async function* readEntries(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  head: Head,
  start: SourcePosition,
): AsyncGenerator<readonly unknown[], Fields> {
  const list = new EntryList(start);
  try {
    let chunk: Uint8Array | null = first;
    while (chunk) {
      // A large chunk, such as standard input in a test, does not become a large batch.
      for (let at = 0; at < chunk.length; at += maxPartLength) {
        const entries = list.add(chunk.subarray(at, at + maxPartLength));
        if (entries.length > 0) yield entries;
      }
      const { done, value }: IteratorResult<Uint8Array> = await rest.next();
      chunk = done ? null : value;
    }
    const end = list.finish();
    yield end.entries;
    return parseFrame(head, end.rest, end.position);
  } finally {
    await rest.return?.();
  }
}

/** In bytes. */
const maxPartLength = 1 << 20;

/** The log without its entries, from what stands around them. */
function parseFrame(head: Head, tail: string, tailStart: SourcePosition): Fields {
  // The head is valid JSON, so an error is in the tail.
  const start = `${head.text}${placeholder}]`;
  let value: unknown;
  try {
    value = JSON.parse(start + tail);
  } catch {
    const offset = findJsonErrorOffset(start + tail) - start.length;
    throw new HarFileError(describeJsonError(tail, tailStart, offset));
  }
  const log = logIn(value, head);
  // In JSON, the last of equal keys counts, and another list than the one that was read would.
  const isOtherLog = !head.isInLog && fieldsOf(value).log !== undefined;
  if (isOtherLog || !Array.isArray(log.entries) || log.entries[0] !== placeholder)
    throw new HarFileError(describeOtherList(start, tail, tailStart));
  return log;
}

/** Says where the list stands that counts instead of the one before the tail. */
function describeOtherList(beforeTail: string, tail: string, tailStart: SourcePosition): string {
  const { key, offset } = findLastList(beforeTail + tail) ?? { key: "entries", offset: beforeTail.length };
  const position = describePosition(tail, tailStart, offset - beforeTail.length);
  return `the file has a second ${quote(key)} at ${position}, so it has several lists of entries; remove all but one`;
}

/** Stands for the entries. */
const placeholder = 0;

function logIn(value: unknown, { isInLog }: Head): Fields {
  return isInLog ? fieldsOf(fieldsOf(value).log) : fieldsOf(value);
}

function decode(bytes: Buffer): string {
  if (bytes.length <= constants.MAX_STRING_LENGTH) return bytes.toString();
  throw new HarFileError("the file is not a HAR file: its first 512 MB have no list of entries");
}

function parse(text: string, start: SourcePosition): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HarFileError(describeJsonError(text, start));
  }
}
