import type { Exchange, Recording } from "../../exchange.ts";
import { checkMemory, keepHeapSmall } from "../memory.ts";
import { streamHar } from "./har-file.ts";
import type { HarStream } from "./har-stream.ts";

/** What a HAR file says beside its entries, as far as the engine reads it. */
export type RecordingFacts = Pick<Recording, "browser" | "pages" | "headerOverrides">;

/** What is made of a recording: of a small one as a whole, or of a large one part by part. */
export interface RecordingReader<Result> {
  readonly readWhole: (recording: Recording) => Result;
  readonly startParts: (facts: RecordingFacts) => {
    /** Takes the next exchanges in the recording's order. */
    readonly add: (exchanges: readonly Exchange[]) => void;
    /** What the recording gives when it ends; `problems` are the parts that could not be read. */
    readonly finish: (problems: readonly string[]) => Result;
  };
}

/**
 * What the reader makes of a HAR file, or of standard input for `-`; a sentence when it cannot be read. Up to 10,000 exchanges
 * are read as a whole.
 */
export function readInParts<Result>(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  reader: RecordingReader<Result>,
): Promise<Result | string> {
  return streamHar(source, stdin, (har) => readStream(har, reader));
}

async function readStream<Result>(har: HarStream, { readWhole, startParts }: RecordingReader<Result>): Promise<Result> {
  const { browser, pages, headerOverrides } = har;
  const facts = { browser, pages, ...(headerOverrides.length > 0 && { headerOverrides }) };
  const problems = createProblems();
  let whole: Exchange[] | null = [];
  const parts = startParts(facts);
  for await (const batch of har.batches) {
    problems.add(batch.problems);
    checkMemory();
    if (whole) for (const exchange of batch.exchanges) whole.push(exchange);
    else parts.add(batch.exchanges);
    if (whole && whole.length > maxWholeExchanges) {
      keepHeapSmall();
      while (whole.length > 0) parts.add(whole.splice(0, partLength));
      whole = null;
    }
  }
  return whole ? readWhole({ ...facts, exchanges: whole, problems: problems.shown() }) : parts.finish(problems.shown());
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
