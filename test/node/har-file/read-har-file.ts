import type { Exchange, Recording } from "../../../src/index.ts";
import { type ReadOptions, streamHar } from "../../../src/node/har-file/har-file.ts";
import type { HarStream } from "../../../src/node/har-file/har-stream.ts";

/** The recording in a HAR file, or in standard input for `-`; a sentence when it cannot be read. */
export function readHarFile(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  options?: ReadOptions,
): Promise<Recording | string> {
  return streamHar(source, stdin, toRecording, options);
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
