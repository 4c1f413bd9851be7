import { addAbortSignal, PassThrough, pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import type { Header } from "../../exchange.ts";
import { getHeader } from "../../fetch/headers.ts";
import { isTextType } from "../../recording/body-text.ts";

/** In bytes, after decompression; enough of a body for the sentence in which a server says what it refuses. */
const maxLength = 2048;

/** In bytes, as sent. Some bodies unpack to nothing, however long they are. */
const maxSentLength = 65_536;

/** In milliseconds; a body may never end. */
const maxTime = 1000;

/**
 * The first 2,048 bytes of a response's body as UTF-8 text, without a character that is cut off at the end. Of a body
 * that breaks off or takes longer than a second, the text that arrived. null for an empty body, for a type other than
 * text, for binary content, and for a compression that Node cannot undo. The rest is not read. Never rejects.
 */
export async function readBodyStart(
  body: Readable,
  headers: readonly Header[],
  signal: AbortSignal,
): Promise<string | null> {
  const decoder = decoderFor(getHeader(headers, "Content-Encoding"));
  if (!decoder || !isTextType(getHeader(headers, "Content-Type"))) return null;
  const bytes = await readFirstBytes(body, decoder, AbortSignal.any([signal, AbortSignal.timeout(maxTime)]));
  // With `stream`, the decoder keeps back the bytes of a character that is not complete.
  const text = new TextDecoder().decode(bytes, { stream: true });
  return text === "" || text.includes("\0") ? null : text;
}

/** A stream that undoes a `Content-Encoding`; undefined where none can. */
function decoderFor(encoding: string | null): Transform | undefined {
  switch (encoding?.trim().toLowerCase() ?? "identity") {
    case "identity":
      return new PassThrough();
    case "gzip":
    case "x-gzip":
    case "deflate":
      return createUnzip();
    case "br":
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

async function readFirstBytes(body: Readable, decoder: Transform, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  // Errors are reported by the loop.
  pipeline(body, limitSentLength, addAbortSignal(signal, decoder), () => {});
  try {
    for await (const part of decoder) {
      parts.push(part);
      length += part.length;
      if (length >= maxLength) break;
    }
  } catch {
    // The body broke off, is not in its encoding, or took too long. What arrived may still show the cause.
  }
  return Buffer.concat(parts).subarray(0, maxLength);
}

async function* limitSentLength(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const part of body) {
    yield part;
    length += part.length;
    if (length >= maxSentLength) return;
  }
}
