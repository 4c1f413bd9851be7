import { createReadStream } from "node:fs";
import type { Recording } from "../../exchange.ts";
import { readHar } from "../../recording/har.ts";
import { visible } from "../../text/visible.ts";
import { readLarge } from "./large.ts";
import { jsonProblem, type SourcePosition } from "./place.ts";
import { unpack } from "./unpack.ts";

/** From this size on, in bytes, a file is read an entry at a time; `JSON.parse` is faster with less. */
const large = 32 * 1024 * 1024;

/** Reads a HAR file, or standard input for `-`; a sentence that says what is wrong, and where, when it cannot be read. */
export async function readHarFile(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  largeFrom = large,
): Promise<Recording | string> {
  try {
    const input = source === "-" ? stdin : createReadStream(source, { highWaterMark: 1 << 20 });
    const unpacked = await unpack(input);
    if (!unpacked) return source === "-" ? "nothing arrived" : "the file is empty";
    const start = { byte: unpacked.bytesBefore, line: 1, column: 1 };
    const rest = unpacked.chunks[Symbol.asyncIterator]();
    const chunks: Uint8Array[] = [];
    for (let size = 0; size < largeFrom; ) {
      const { done, value } = await rest.next();
      if (done) return readText(new TextDecoder().decode(Buffer.concat(chunks)), start);
      chunks.push(value);
      size += value.length;
    }
    return await readLarge(inTurn(chunks, rest), start);
  } catch (error) {
    return fileProblem(error);
  }
}

function readText(text: string, start: SourcePosition): Recording | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return jsonProblem(text, start);
  }
  try {
    return readHar(value);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

async function* inTurn(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function fileProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code) throw error;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "this is a directory; name the HAR file in it";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  if (code.startsWith("Z_")) return `the gzip data is damaged or cut short (${code})`;
  if (code === "ERR_STRING_TOO_LONG") return "one of its entries is too large to be read (512 MB of text at most)";
  return visible(message);
}
