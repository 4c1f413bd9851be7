import type { Exchange } from "../../exchange.ts";
import type { LogFacts } from "../../recording/har-log.ts";

/** A HAR file that is read in batches: what its log says beside the entries, then the entries. */
export interface HarStream extends LogFacts {
  /** In the order of the file. They can be iterated once; what is wrong with the file is thrown as a `HarFileError`. */
  readonly batches: AsyncIterable<HarBatch>;
}

/** Some consecutive entries of a HAR file. */
export interface HarBatch {
  readonly exchanges: readonly Exchange[];
  /** One message for each part that could not be read, with its JSON path. */
  readonly problems: readonly string[];
}

/** Says in its message, for the user, why a HAR file cannot be read. */
export class HarFileError extends Error {}
