// Reads HAR files of any size: what comes in is a path or standard input, what goes out is a `Recording`, or a sentence
// that says what is wrong and where. What a HAR means is decided in src/recording/.

import { createReadStream } from "node:fs";
import type { Recording } from "../../exchange.ts";
import { visible } from "../../text/visible.ts";
import { readLargeHar } from "./large-har.ts";
import { readParsedHar } from "./parsed-har.ts";
import { describeJsonError, type SourcePosition } from "./source-position.ts";
import { unpack } from "./unpack.ts";
import { UnreadableZip } from "./unzip-har.ts";

/** In bytes; a smaller file is read as a whole, because `JSON.parse` of a whole file is faster. */
const minLargeSize = 32 * 1024 * 1024;

/** The recording in a HAR file, or in standard input for `-`; a sentence when it cannot be read. */
export async function readHarFile(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  largeFrom = minLargeSize,
): Promise<Recording | string> {
  try {
    const input = source === "-" ? stdin : createReadStream(source, { highWaterMark: 1 << 20 });
    const unpacked = await unpack(input);
    if (!unpacked) return source === "-" ? "no data arrived" : "the file is empty";
    const start = { byte: unpacked.bytesBefore, line: 1, column: 1 };
    const rest = unpacked.chunks[Symbol.asyncIterator]();
    const chunks: Uint8Array[] = [];
    for (let size = 0; size < largeFrom; ) {
      const { done, value } = await rest.next();
      if (done) return readText(new TextDecoder().decode(Buffer.concat(chunks)), start);
      chunks.push(value);
      size += value.length;
    }
    return await readLargeHar(concat(chunks, rest), start);
  } catch (error) {
    return describeReadError(error);
  }
}

function readText(text: string, start: SourcePosition): Recording | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return describeJsonError(text, start);
  }
  return readParsedHar(value);
}

/** The chunks, then the rest. Each chunk is removed from the array, so that its memory can be freed. */
async function* concat(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function describeReadError(error: unknown): string {
  if (error instanceof UnreadableZip) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code) throw error;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "this is a directory; give the path of the HAR file in it";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  if (code.startsWith("Z_")) return `the gzip data is damaged or incomplete (${code}); save the file again`;
  if (code === "ERR_STRING_TOO_LONG")
    return "an entry of the file is larger than 512 MB; save the recording without response bodies";
  return visible(message);
}
