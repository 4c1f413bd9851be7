// Reads HAR files of any size: what comes in is a path or standard input, what goes out is a stream of exchanges, or a sentence
// that says what is wrong and where. What a HAR means is decided in src/recording/.

import type { LogFacts } from "../../recording/har-log.ts";
import { OtherFacts, toHarStream } from "./har-batches.ts";
import { HarFileError, type HarStream } from "./har-stream.ts";
import { canBeReadAgain, minLargeSize, openHar } from "./open-har.ts";

/** How a HAR file is read. */
export interface ReadOptions {
  /** In bytes; a smaller file is read as a whole, with all of its fields. */
  readonly largeFrom?: number;
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
  { largeFrom = minLargeSize }: ReadOptions = {},
): Promise<Result | string> {
  let known: LogFacts | null = null;
  for (;;) {
    try {
      return await read(await toHarStream(await openHar(source, stdin, largeFrom), known));
    } catch (error) {
      if (error instanceof OtherFacts && (await canBeReadAgain(source))) known = error.facts;
      else if (error instanceof OtherFacts) return `${error.message}; give the path of a file instead of a pipe`;
      else if (error instanceof HarFileError) return error.message;
      else throw error;
    }
  }
}
