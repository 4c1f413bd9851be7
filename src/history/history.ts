// Takes a recording and returns what its other exchanges show of a URL or a server, for the verdict, reasons and notes.
// It states facts of the recording only, and decides nothing about a fetch.

import { groupBy, lazy, memoPerObject } from "../collections.ts";
import type { Browser, Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { serverOf } from "../fetch/recorded-exchange.ts";

/**
 * A recording by URL and by server. Each index is built when it is first used: a recording without errors needs none. The history
 * of a recording that is read in parts lacks exchanges that show the same as others do.
 */
export interface History {
  readonly browser: Browser;
  /** The exchanges with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** The exchanges with the server of this URL, in the order of their starts. */
  readonly ofServer: (url: string) => readonly Exchange[];
  /** The same for a server that is given by its origin. */
  readonly ofOrigin: (origin: string) => readonly Exchange[];
  /** What the exchanges above do not show, because some are not remembered; undefined where all are. */
  readonly tallies?: HistoryTallies;
}

/** What has been counted and compared while a recording was read in parts. */
export interface HistoryTallies {
  /** The preflights for a method at a URL; undefined where there are none. */
  readonly preflightFacts: (method: string, url: string) => PreflightFacts | undefined;
  /** How the server of this URL responded to requests with an `Origin`. */
  readonly countWithOrigin: (url: string) => CountWithOrigin;
  /** The next request after a request, where the server rejected it, as `rejectedNextRequest` finds it. */
  readonly rejectedNextRequest: (request: Exchange, origin: string) => Exchange | undefined;
  /** True where a request may have a recorded preflight that was not found, so that its absence shows nothing. */
  readonly mayLackPreflights: () => boolean;
}

/**
 * The preflights for one method at one URL that ask for the same headers as the first of them and start after it has
 * ended, so that a cached response to the first would have spared the others.
 */
export interface PreflightFacts {
  readonly first: Exchange;
  readonly count: number;
  /** How long all of them took together. */
  readonly milliseconds: number;
  /** True for several preflights where DevTools' "Disable cache" made the browser ask each time. */
  readonly cacheDisabled: boolean;
}

/** The number of requests with an `Origin` that got a response, and how many of these responses have the status 500. */
export interface CountWithOrigin {
  readonly count: number;
  readonly crashed: number;
}

/** The history of a recording. Its diagnoses and its notes share one, because its indexes take a tenth of a report's time. */
export const historyOf = memoPerObject(({ browser, exchanges }: Recording): History => {
  const inOrder = lazy(() => exchanges.toSorted((a, b) => a.startedAt - b.startedAt || a.index - b.index));
  const ofUrl = lazyIndex(inOrder, ({ url }) => url);
  const ofOrigin = lazyIndex(inOrder, serverOf);
  return { browser, ofUrl, ofServer: (url) => ofOrigin(originOf(url)), ofOrigin };
});

function lazyIndex(exchanges: () => readonly Exchange[], keyOf: (exchange: Exchange) => string) {
  const index = lazy(() => groupBy(exchanges(), keyOf));
  return (key: string): readonly Exchange[] => index().get(key) ?? [];
}
