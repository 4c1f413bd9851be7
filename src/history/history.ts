// Takes a recording and returns what its other exchanges show of a URL or a server, for the verdict, reasons and notes.
// It states facts of the recording only, and decides nothing about a fetch.

import { groupBy, lazy } from "../collections.ts";
import type { Browser, Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { nextRequestAmong } from "./next-request.ts";
import { type PreflightFacts, preflightFactsFor } from "./preflight-facts.ts";
import { type CountWithOrigin, countWithOrigin } from "./server-facts.ts";

/**
 * A recording by URL and by server. Each index is built when it is first used: a recording without errors needs none. The history
 * of a recording that is read in parts lacks exchanges that show the same as others do; what counts exchanges has fields of its own.
 */
export interface History {
  readonly browser: Browser;
  /** The exchanges with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** The exchanges with the server of this URL, in the order of their starts. */
  readonly ofServer: (url: string) => readonly Exchange[];
  /** The same for a server that is given by its origin. */
  readonly ofOrigin: (origin: string) => readonly Exchange[];
  /** The preflights for a method at a URL; undefined where there are none. */
  readonly preflightFacts: (method: string, url: string) => PreflightFacts | undefined;
  /** How the server of this URL responded to requests with an `Origin`. */
  readonly countWithOrigin: (url: string) => CountWithOrigin;
  /**
   * The first request, no preflight, to the server of a request from this origin that started after it; undefined without one. Of a
   * recording that is read in parts, only one with an error status.
   */
  readonly nextRequest: (request: Exchange, origin: string) => Exchange | undefined;
}

/** The history of a recording. */
export function createHistory({ browser, exchanges }: Recording): History {
  const inOrder = lazy(() => exchanges.toSorted((a, b) => a.startedAt - b.startedAt || a.index - b.index));
  const ofUrl = lazyIndex(inOrder, ({ url }) => url);
  const ofOrigin = lazyIndex(inOrder, ({ url }) => originOf(url));
  const ofServer = (url: string) => ofOrigin(originOf(url));
  return {
    browser,
    ofUrl,
    ofServer,
    ofOrigin,
    preflightFacts: (method, url) => preflightFactsFor(method, url, ofUrl(url)),
    countWithOrigin: (url) => countWithOrigin(ofServer(url)),
    nextRequest: (request, origin) => nextRequestAmong(ofServer(request.url), request, origin),
  };
}

function lazyIndex(exchanges: () => readonly Exchange[], keyOf: (exchange: Exchange) => string) {
  const index = lazy(() => groupBy(exchanges(), keyOf));
  return (key: string): readonly Exchange[] => index().get(key) ?? [];
}
