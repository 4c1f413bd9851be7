import { diagnose } from "../../diagnose.ts";
import type { Exchange } from "../../exchange.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { createStreamedSource } from "../../report/streamed-source.ts";
import { checkMemory, keepHeapSmall } from "../memory.ts";
import { type ReadOptions, streamHar } from "./har-file.ts";
import type { HarStream } from "./har-stream.ts";

/**
 * The diagnosed recording of a HAR file, or of standard input for `-`; a sentence when it cannot be read. A small recording is
 * diagnosed as a whole, and of a larger one only what a report shows stays in memory.
 */
export function diagnoseHar(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
  maxWhole = maxWholeExchanges,
): Promise<DiagnosedSource | string> {
  return streamHar(source, stdin, (har) => diagnoseStream(source, har, maxWhole), options);
}

async function diagnoseStream(source: string, har: HarStream, maxWhole: number): Promise<DiagnosedSource> {
  const { browser, pages, headerOverrides } = har;
  const facts = { browser, pages, ...(headerOverrides.length > 0 && { headerOverrides }) };
  const problems = createProblems();
  let whole: Exchange[] | null = [];
  const streamed = createStreamedSource(facts);
  for await (const batch of har.batches) {
    problems.add(batch.problems);
    checkMemory();
    if (whole) for (const exchange of batch.exchanges) whole.push(exchange);
    else streamed.add(batch.exchanges);
    if (whole && whole.length > maxWhole) {
      keepHeapSmall();
      while (whole.length > 0) streamed.add(whole.splice(0, partLength));
      whole = null;
    }
  }
  if (!whole) return streamed.finish(source, problems.shown());
  const recording = { ...facts, exchanges: whole, problems: problems.shown() };
  return { source, recording, diagnoses: diagnose(recording) };
}

/** A HAR file without bodies has so many entries in about 30 MB. */
const maxWholeExchanges = 10_000;

const partLength = 500;

/** The first of many problems, and how many more there are. */
function createProblems() {
  const first: string[] = [];
  let more = 0;
  return {
    add(problems: readonly string[]) {
      for (const problem of problems) {
        if (first.length < maxProblems) first.push(problem);
        else more += 1;
      }
    },
    shown: () => (more > 0 ? [...first, `and ${more} more parts of the recording could not be read`] : first),
  };
}

const maxProblems = 1000;
