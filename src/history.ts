import type { Browser, Exchange, Recording } from "./exchange.ts";
import { mayBeStored } from "./fetch/cache.ts";
import { lazy } from "./fetch/memo.ts";
import { originOf } from "./fetch/origin.ts";
import { fetchedFolders, type Sightings, sightingsOf } from "./sightings.ts";

/** What else a recording holds of a URL or a server; built on first use, so that a clean recording costs nothing. */
export interface History {
  readonly browser: Browser;
  /** Every exchange with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** The successes with this URL that a browser's cache may have kept, in the order of their starts. */
  readonly storedOf: (url: string) => readonly Exchange[];
  /** First segments of the paths that scripts fetched from this origin with success. */
  readonly foldersOf: (origin: string) => ReadonlySet<string>;
  /** What the exchanges with this URL show together; gathered once, however many fetches ask. */
  readonly atUrl: (url: string) => Sightings;
  /** What the exchanges with the server of this URL show together; gathered once, however many fetches ask. */
  readonly atServer: (url: string) => Sightings;
}

/** An index of a recording by URL and by server. */
export function historyOf({ browser, exchanges }: Recording): History {
  const inOrder = lazy(() => exchanges.toSorted((a, b) => a.startedAt - b.startedAt || a.index - b.index));
  const ofUrl = lazyIndex(inOrder, ({ url }) => url);
  const ofOrigin = lazyIndex(inOrder, ({ url }) => originOf(url));
  const atUrl = once((url) => sightingsOf(ofUrl(url)));
  const atOrigin = once((origin) => sightingsOf(ofOrigin(origin)));
  return {
    browser,
    ofUrl,
    storedOf: once((url) => ofUrl(url).filter(isStored)),
    foldersOf: once((origin) => fetchedFolders(ofOrigin(origin))),
    atUrl,
    atServer: (url) => atOrigin(originOf(url)),
  };
}

function isStored({ method, status, responseHeaders }: Exchange): boolean {
  return method === "GET" && status === 200 && mayBeStored(responseHeaders);
}

function once<T>(gather: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = gather(key);
      known.set(key, value);
    }
    return value;
  };
}

function lazyIndex(exchanges: () => readonly Exchange[], keyOf: (exchange: Exchange) => string) {
  const index = lazy(() => {
    const byKey = new Map<string, Exchange[]>();
    for (const exchange of exchanges()) {
      const key = keyOf(exchange);
      const list = byKey.get(key);
      if (list) list.push(exchange);
      else byKey.set(key, [exchange]);
    }
    return byKey;
  });
  return (key: string): readonly Exchange[] => index().get(key) ?? [];
}
