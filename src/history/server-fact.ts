import { memoPerOwner } from "../collections.ts";
import type { Exchange } from "../exchange.ts";

/**
 * A function of the exchanges with one URL or one server that remembers its result for each long list. Many fetches ask
 * for the same facts of the same server.
 */
export function serverFact<T>(gather: (exchanges: readonly Exchange[]) => T): (exchanges: readonly Exchange[]) => T {
  const remember = memoPerOwner<readonly Exchange[], T>(1);
  return (exchanges) =>
    exchanges.length < minRememberedLength ? gather(exchanges) : remember(exchanges, "", () => gather(exchanges));
}

/** Reading a shorter list again costs less than remembering it. */
const minRememberedLength = 8;
