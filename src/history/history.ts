// Takes a recording and returns what its other exchanges show of a URL or a server, for the verdict, reasons and notes.
// It states facts of the recording only, and decides nothing about a fetch.

import { groupBy, lazy } from "../collections.ts";
import type { Browser, Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";

/**
 * A recording by URL and by server. Each index is built when it is first used: a recording without errors needs none.
 */
export interface History {
  readonly browser: Browser;
  /** Every exchange with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** Every exchange with the server of this URL, in the order of their starts. */
  readonly ofServer: (url: string) => readonly Exchange[];
  /** The same for a server that is given by its origin. */
  readonly ofOrigin: (origin: string) => readonly Exchange[];
}

/** The history of a recording. */
export function createHistory({ browser, exchanges }: Recording): History {
  const inOrder = lazy(() => exchanges.toSorted((a, b) => a.startedAt - b.startedAt || a.index - b.index));
  const ofUrl = lazyIndex(inOrder, ({ url }) => url);
  const ofOrigin = lazyIndex(inOrder, ({ url }) => originOf(url));
  return { browser, ofUrl, ofServer: (url) => ofOrigin(originOf(url)), ofOrigin };
}

function lazyIndex(exchanges: () => readonly Exchange[], keyOf: (exchange: Exchange) => string) {
  const index = lazy(() => groupBy(exchanges(), keyOf));
  return (key: string): readonly Exchange[] => index().get(key) ?? [];
}
