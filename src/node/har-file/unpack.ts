import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** A source's bytes as UTF-8 without a byte order mark. */
export interface Unpacked {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes of the source before the first of them; NaN where offsets in the two do not agree. */
  readonly bytesBefore: number;
}

/** Unpacks gzip and decodes UTF-16, as a Windows shell writes it; null when nothing arrives. */
export async function unpack(input: AsyncIterable<Uint8Array>): Promise<Unpacked | null> {
  const rest = input[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < 3) {
    const { done, value } = await rest.next();
    if (done) break;
    start = Buffer.concat([start, value]);
  }
  if (start.length === 0) return null;
  const all = prepended(start, rest);
  const startsWith = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte);
  if (startsWith(0x1f, 0x8b)) return { chunks: gunzipped(all), bytesBefore: Number.NaN };
  if (startsWith(0xff, 0xfe)) return { chunks: decoded(all, "utf-16le"), bytesBefore: Number.NaN };
  if (startsWith(0xfe, 0xff)) return { chunks: decoded(all, "utf-16be"), bytesBefore: Number.NaN };
  if (startsWith(0xef, 0xbb, 0xbf)) return { chunks: prepended(start.subarray(3), rest), bytesBefore: 3 };
  return { chunks: all, bytesBefore: 0 };
}

async function* prepended(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // The error of either side ends the iteration, which tells it.
  return pipeline(Readable.from(chunks), createGunzip({ chunkSize: 1 << 20 }), () => {});
}

async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
