// Reads HAR files of any size: what comes in is a path or standard input, what goes out is a stream of exchanges, or a sentence
// that says what is wrong and where. What a HAR means is decided in src/recording/.

import { existsSync } from "node:fs";
import type { LogFacts } from "../../recording/har-log.ts";
import { OtherFacts, toHarStream } from "./har-batches.ts";
import { HarFileError, type HarStream } from "./har-stream.ts";
import { canBeReadAgain, isLargeFile, minLargeSize, openHar } from "./open-har.ts";
import { openInWorker } from "./open-in-worker.ts";

/** How a HAR file is read. */
export interface ReadOptions {
  /** In bytes; a smaller file is read as a whole, with all of its fields. */
  readonly largeFrom?: number;
  /** Threads: with more than one, another one reads a large file. 1 by default: a second one was measured to save no time, because judging takes longer. */
  readonly jobs?: number | undefined;
}

/**
 * Returns what `read` makes of a HAR file, or of standard input for `-`; a sentence when the file cannot be read. `read` is
 * called again, from the start, where facts that it needs turn out to stand behind the entries: what it collects belongs
 * to the call, and nothing that it writes comes before its end.
 */
export async function streamHar<Result>(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  read: (har: HarStream) => Promise<Result>,
  options: ReadOptions = {},
): Promise<Result | string> {
  let known: LogFacts | null = null;
  for (;;) {
    try {
      const { har, close } = await open(source, stdin, known, options);
      try {
        return await read(har);
      } finally {
        await close();
      }
    } catch (error) {
      if (error instanceof OtherFacts && (await canBeReadAgain(source))) known = error.facts;
      else if (error instanceof OtherFacts) return `${error.message}; give the path of a file instead of a pipe`;
      else if (error instanceof HarFileError) return error.message;
      else throw error;
    }
  }
}

async function open(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  known: LogFacts | null,
  { largeFrom = minLargeSize, jobs = 1 }: ReadOptions,
): Promise<{ readonly har: HarStream; readonly close: () => Promise<void> }> {
  // The sources have no compiled worker.
  const mayUseWorker = source !== "-" && jobs > 1 && existsSync(workerFile);
  if (mayUseWorker && (await isLargeFile(source, largeFrom)))
    return openInWorker(workerFile, { source, largeFrom, known });
  const har = await toHarStream(await openHar(source, stdin, largeFrom), known);
  return { har, close: async () => {} };
}

const workerName = "har-worker.js";
const workerFile = new URL(workerName, import.meta.url);
