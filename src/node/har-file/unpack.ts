import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { unzipHar } from "./unzip-har.ts";

/** The text of a source as UTF-8 without a byte order mark. */
export interface UnpackedSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes of the source before the first of `chunks`; NaN where offsets in the two differ. */
  readonly bytesBefore: number;
}

/** Unpacks gzip and zip, and decodes UTF-16, which Windows shells write; null when the source is empty. */
export async function unpack(input: AsyncIterable<Uint8Array>): Promise<UnpackedSource | null> {
  const rest = input[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < maxSignatureLength) {
    const { done, value } = await rest.next();
    if (done) break;
    start = Buffer.concat([start, value]);
  }
  if (start.length === 0) return null;
  const all = prepend(start, rest);
  const startsWith = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte);
  if (startsWith(0x1f, 0x8b)) return { chunks: gunzip(all), bytesBefore: Number.NaN };
  if (startsWith(...zipSignature)) return { chunks: unzipHar(all), bytesBefore: Number.NaN };
  if (startsWith(0xff, 0xfe)) return { chunks: decode(all, "utf-16le"), bytesBefore: Number.NaN };
  if (startsWith(0xfe, 0xff)) return { chunks: decode(all, "utf-16be"), bytesBefore: Number.NaN };
  if (startsWith(0xef, 0xbb, 0xbf)) return { chunks: prepend(start.subarray(3), rest), bytesBefore: 3 };
  return { chunks: all, bytesBefore: 0 };
}

/** `PK` and the type of a file's header, or of the end of an empty archive. */
const zipSignature = [0x50, 0x4b];

/** In bytes: that of the byte order mark of UTF-8. */
const maxSignatureLength = 3;

async function* prepend(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function gunzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // The callback does nothing, because an error of either stream is thrown by the iteration as well.
  return pipeline(Readable.from(chunks), createGunzip({ chunkSize: 1 << 20 }), () => {});
}

async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
