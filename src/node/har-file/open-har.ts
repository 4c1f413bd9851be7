import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { visible } from "../../text/visible.ts";
import { keepHeapSmall } from "../memory.ts";
import { fileChunks } from "./file-chunks.ts";
import { HarFileError } from "./har-stream.ts";
import { openLargeHar } from "./large-har.ts";
import { holdEntries, type RawHar, rawHarOf } from "./raw-har.ts";
import { describeJsonError, type SourcePosition } from "./source-position.ts";
import { unpack } from "./unpack.ts";
import { UnreadableZip } from "./unzip-har.ts";

/** In bytes; a smaller file is read as a whole, with all of its fields. */
export const minLargeSize = 32 * 1024 * 1024;

/**
 * In bytes. A chunk of 1 MB lasts so long that V8 counts it among the old objects. Then it stays in memory until the next long garbage
 * collection, and makes that one come earlier.
 */
const chunkLength = 1 << 18;

/** Opens a HAR file, or standard input for `-`. Throws `HarFileError`. */
export async function openHar(source: string, stdin: AsyncIterable<Uint8Array>, largeFrom: number): Promise<RawHar> {
  const file = source === "-" ? null : createReadStream(source, { highWaterMark: chunkLength });
  const unpacked = await explainErrors(() => unpack(file ?? stdin));
  if (!unpacked) throw new HarFileError(source === "-" ? "no data arrived" : "the file is empty");
  const start = { byte: unpacked.bytesBefore, line: 1, column: 1 };
  const rest = withExplainedErrors(unpacked.chunks);
  // Of the sizes of archives and of standard input, nothing is known.
  const isLarge = file !== null && !Number.isNaN(start.byte) && (await isLargeFile(source, largeFrom));
  if (isLarge) file.destroy();
  const chunks: Uint8Array[] = [];
  for (let size = 0; size < largeFrom && !isLarge; ) {
    const { done, value } = await rest.next();
    if (done) return rawHarOf(parse(new TextDecoder().decode(Buffer.concat(chunks)), start));
    chunks.push(value);
    size += value.length;
  }
  keepHeapSmall();
  const all = isLarge ? withExplainedErrors(fileChunks(source, start.byte)) : concat(chunks, rest);
  const raw = await explainErrors(() => openLargeHar(all, start));
  const isComplete = ("pages" in raw.head && "creator" in raw.head) || (await canBeReadAgain(source));
  return isComplete ? raw : holdEntries(raw);
}

/** True for a file of so many bytes. */
async function isLargeFile(path: string, largeFrom: number): Promise<boolean> {
  return explainErrors(async () => (await stat(path)).size >= largeFrom);
}

/** False for standard input and for a pipe with a path, such as that of a shell's `<(…)`. */
export async function canBeReadAgain(source: string): Promise<boolean> {
  return source !== "-" && (await explainErrors(() => stat(source))).isFile();
}

function parse(text: string, start: SourcePosition): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HarFileError(describeJsonError(text, start));
  }
}

/** The chunks, then the rest. Each chunk is removed from the array, so that its memory can be freed. */
async function* concat(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* withExplainedErrors(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await explainErrors(() => iterator.next());
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Turns the errors of files and archives into a `HarFileError`. */
async function explainErrors<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof HarFileError ? error : new HarFileError(describeReadError(error));
  }
}

function describeReadError(error: unknown): string {
  if (error instanceof UnreadableZip) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code) throw error;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "this is a folder; give the path of the HAR file in it";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  if (code.startsWith("Z_")) return `the gzip data is damaged or incomplete (${code}); save the file again`;
  return visible(message);
}
