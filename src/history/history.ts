import { lazy } from "../collections.ts";
import type { Browser, Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";

/** What else a recording holds of a URL or a server; built on first use, so that a clean recording costs nothing. */
export interface History {
  readonly browser: Browser;
  /** Every exchange with this URL, preflights included, in the order of their starts. */
  readonly ofUrl: (url: string) => readonly Exchange[];
  /** Every exchange with the server of this URL, in the order of their starts. */
  readonly ofServer: (url: string) => readonly Exchange[];
  /** The same for a server that is given by its origin. */
  readonly ofOrigin: (origin: string) => readonly Exchange[];
}

/** An index of a recording by URL and by server. */
export function createHistory({ browser, exchanges }: Recording): History {
  const inOrder = lazy(() => exchanges.toSorted((a, b) => a.startedAt - b.startedAt || a.index - b.index));
  const ofUrl = lazyIndex(inOrder, ({ url }) => url);
  const ofOrigin = lazyIndex(inOrder, ({ url }) => originOf(url));
  return { browser, ofUrl, ofServer: (url) => ofOrigin(originOf(url)), ofOrigin };
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
