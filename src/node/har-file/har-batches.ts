import type { Exchange } from "../../exchange.ts";
import { readEntry } from "../../recording/har.ts";
import { isOfChromium, type LogFacts, readLogFacts } from "../../recording/har-log.ts";
import type { HarBatch, HarStream } from "./har-stream.ts";
import type { RawHar } from "./raw-har.ts";

/** Thrown behind the last entry of a file whose facts are others than its head and its first entries say. */
export class OtherFacts extends Error {
  /** What the whole file says. */
  readonly facts: LogFacts;
  constructor(facts: LogFacts) {
    super("what is needed to read the entries stands behind them");
    this.facts = facts;
  }
}

/**
 * The entries as exchanges. The facts are those of an earlier reading, else those of the file's head and first entries; then
 * the iteration throws `OtherFacts` if the rest of the file shows others.
 */
export async function toHarStream({ head, batches }: RawHar, known: LogFacts | null): Promise<HarStream> {
  const first = await batches.next();
  const facts = known ?? readLogFacts(head, first.done ? [] : first.value);
  return { ...facts, batches: readBatches(first, batches, facts, known !== null) };
}

async function* readBatches(
  first: IteratorResult<readonly unknown[], RawHar["head"]>,
  rest: RawHar["batches"],
  facts: LogFacts,
  areFactsKnown: boolean,
): AsyncGenerator<HarBatch> {
  let index = 0;
  let ofChromium: unknown;
  let next = first;
  try {
    for (; !next.done; next = await rest.next()) {
      const exchanges: Exchange[] = [];
      const problems: string[] = [];
      for (const entry of next.value) {
        if (ofChromium === undefined && isOfChromium(entry)) ofChromium = entry;
        const exchange = readEntry(entry, index++, facts.browser, problems);
        if (exchange) exchanges.push(exchange);
      }
      yield { exchanges, problems };
    }
  } finally {
    // Where the iteration is left early, this closes the file.
    if (!next.done) await rest.return({});
  }
  if (areFactsKnown) return;
  const ofWholeFile = readLogFacts(next.value, [ofChromium]);
  if (!areEqual(facts, ofWholeFile)) throw new OtherFacts(ofWholeFile);
}

function areEqual(a: LogFacts, b: LogFacts): boolean {
  const text = ({ browser, pages, headerOverrides }: LogFacts) =>
    JSON.stringify([browser, [...pages], headerOverrides]);
  return text(a) === text(b);
}
