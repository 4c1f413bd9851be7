import type { Exchange, Recording } from "./exchange.ts";
import { originOf } from "./fetch/origin.ts";

/** What else a recording holds of a URL or a server; built on first use, so that a clean recording costs nothing. */
export interface History {
  /** Every exchange with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** Every exchange with the server of this URL, preflights included, in the order of their starts. */
  readonly ofServer: (url: string) => readonly Exchange[];
}

/** An index of a recording by URL and by server. */
export function historyOf({ exchanges }: Recording): History {
  const byUrl = lazyIndex(exchanges, ({ url }) => url);
  const byServer = lazyIndex(exchanges, ({ url }) => originOf(url));
  return { ofUrl: byUrl, ofServer: (url) => byServer(originOf(url)) };
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
