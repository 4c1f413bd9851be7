import type { Exchange, Recording } from "./exchange.ts";
import { originOf } from "./fetch/origin.ts";
import { type Sightings, sightingsOf } from "./sightings.ts";

/** What else a recording holds of a URL or a server; built on first use, so that a clean recording costs nothing. */
export interface History {
  /** Every exchange with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** Every exchange with the server of this URL, preflights included, in the order of their starts. */
  readonly ofServer: (url: string) => readonly Exchange[];
  /** What the exchanges with this URL show together; gathered once, however many fetches ask. */
  readonly atUrl: (url: string) => Sightings;
  /** What the exchanges with the server of this URL show together; gathered once, however many fetches ask. */
  readonly atServer: (url: string) => Sightings;
}

/** An index of a recording by URL and by server. */
export function historyOf({ exchanges }: Recording): History {
  const ofUrl = lazyIndex(exchanges, ({ url }) => url);
  const ofOrigin = lazyIndex(exchanges, ({ url }) => originOf(url));
  const atUrl = once((url) => sightingsOf(ofUrl(url)));
  const atOrigin = once((origin) => sightingsOf(ofOrigin(origin)));
  return {
    ofUrl,
    ofServer: (url) => ofOrigin(originOf(url)),
    atUrl,
    atServer: (url) => atOrigin(originOf(url)),
  };
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

function lazyIndex(exchanges: readonly Exchange[], keyOf: (exchange: Exchange) => string) {
  let index: Map<string, Exchange[]> | undefined;
  return (key: string): readonly Exchange[] => {
    if (!index) {
      index = new Map();
      for (const exchange of [...exchanges].sort((a, b) => a.startedAt - b.startedAt || a.index - b.index)) {
        const list = index.get(keyOf(exchange));
        if (list) list.push(exchange);
        else index.set(keyOf(exchange), [exchange]);
      }
    }
    return index.get(key) ?? [];
  };
}
