import type { Fields } from "../../recording/fields.ts";
import { entriesOf, logOf } from "../../recording/har-log.ts";
import { HarFileError } from "./har-stream.ts";

/** The values of a HAR file, not yet read as exchanges. */
export interface RawHar {
  /** The fields of the log that stand before its entries. */
  readonly head: Fields;
  /** The entries in batches; at the end, all fields of the log, in which the entries may be missing. */
  readonly batches: AsyncGenerator<readonly unknown[], Fields>;
}

/** A parsed HAR file. Throws `HarFileError` when the value is no HAR log. */
export function rawHarOf(value: unknown): RawHar {
  const log = logOf(value);
  return { head: log, batches: inOneBatch(listOfEntries(log), log) };
}

/** The same with all of its entries in memory, so that all fields of the log are known before the first entry. */
export async function holdEntries({ batches }: RawHar): Promise<RawHar> {
  const held: unknown[] = [];
  for (;;) {
    const { done, value } = await batches.next();
    if (done) return { head: value, batches: inOneBatch(held, value) };
    for (const entry of value) held.push(entry);
  }
}

async function* inOneBatch(entries: readonly unknown[], log: Fields): AsyncGenerator<readonly unknown[], Fields> {
  yield entries;
  return log;
}

function listOfEntries(log: Fields): readonly unknown[] {
  try {
    return entriesOf(log);
  } catch (error) {
    throw error instanceof TypeError ? new HarFileError(error.message) : error;
  }
}
