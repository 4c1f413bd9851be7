// Reads HAR files of any size: what comes in is a path or standard input, what goes out is a stream of exchanges or a
// `Recording`, or a sentence that says what is wrong and where. What a HAR means is decided in src/recording/.

import { createReadStream } from "node:fs";
import type { Exchange, Recording } from "../../exchange.ts";
import type { LogFacts } from "../../recording/har-log.ts";
import { visible } from "../../text/visible.ts";
import { OtherFacts, toHarStream } from "./har-batches.ts";
import { HarFileError, type HarStream } from "./har-stream.ts";
import { openLargeHar } from "./large-har.ts";
import { holdEntries, type RawHar, rawHarOf } from "./raw-har.ts";
import { describeJsonError, type SourcePosition } from "./source-position.ts";
import { unpack } from "./unpack.ts";
import { UnreadableZip } from "./unzip-har.ts";

/** In bytes; a smaller file is read as a whole, because `JSON.parse` of a whole file is faster. */
const minLargeSize = 32 * 1024 * 1024;

/**
 * Returns what `read` makes of a HAR file, or of standard input for `-`; a sentence when the file cannot be read. `read` is
 * called again, from the start, where facts that it needs turn out to stand behind the entries: what it collects belongs
 * to the call, and nothing that it writes comes before its end.
 */
export async function streamHar<Result>(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  read: (har: HarStream) => Promise<Result>,
  largeFrom = minLargeSize,
): Promise<Result | string> {
  let known: LogFacts | null = null;
  for (;;) {
    try {
      const raw = await open(source, stdin, largeFrom);
      return await read(await toHarStream(raw, known));
    } catch (error) {
      if (error instanceof OtherFacts && source !== "-") known = error.facts;
      else if (error instanceof OtherFacts) return `${error.message}; give the path of the file instead of "-"`;
      else if (error instanceof HarFileError) return error.message;
      else throw error;
    }
  }
}

/** The recording in a HAR file, or in standard input for `-`; a sentence when it cannot be read. */
export function readHarFile(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  largeFrom?: number,
): Promise<Recording | string> {
  return streamHar(source, stdin, toRecording, largeFrom);
}

async function toRecording({ browser, pages, headerOverrides, batches }: HarStream): Promise<Recording> {
  const exchanges: Exchange[] = [];
  const problems: string[] = [];
  for await (const batch of batches) {
    for (const exchange of batch.exchanges) exchanges.push(exchange);
    problems.push(...batch.problems);
  }
  return { browser, exchanges, pages, problems, ...(headerOverrides.length > 0 && { headerOverrides }) };
}

async function open(source: string, stdin: AsyncIterable<Uint8Array>, largeFrom: number): Promise<RawHar> {
  const input = source === "-" ? stdin : createReadStream(source, { highWaterMark: 1 << 20 });
  const unpacked = await explainErrors(() => unpack(input));
  if (!unpacked) throw new HarFileError(source === "-" ? "no data arrived" : "the file is empty");
  const start = { byte: unpacked.bytesBefore, line: 1, column: 1 };
  const rest = withExplainedErrors(unpacked.chunks);
  const chunks: Uint8Array[] = [];
  for (let size = 0; size < largeFrom; ) {
    const { done, value } = await rest.next();
    if (done) return rawHarOf(parse(new TextDecoder().decode(Buffer.concat(chunks)), start));
    chunks.push(value);
    size += value.length;
  }
  const raw = await explainErrors(() => openLargeHar(concat(chunks, rest), start));
  // Standard input cannot be read again.
  const isComplete = source !== "-" || ("pages" in raw.head && "creator" in raw.head);
  return isComplete ? raw : holdEntries(raw);
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
  for (;;) {
    const { done, value } = await explainErrors(() => iterator.next());
    if (done) return;
    yield value;
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
