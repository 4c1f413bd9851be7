import type { Browser, Exchange } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { serverOf } from "../fetch/recorded-exchange.ts";
import type { History, HistoryTallies, PreflightFacts } from "./history.ts";
import { createNextRequests } from "./next-request.ts";
import { addPreflight, requestKey } from "./preflight-facts.ts";
import { type Shown, shownBy } from "./representatives.ts";
import { isAnsweredWithOrigin } from "./server-facts.ts";

/** How many exchanges the history of a recording that is read in parts remembers. */
export interface HistoryLimits {
  /** So many are all remembered, the first of the recording. */
  readonly all: number;
  /** So many more that show something new of their server. */
  readonly ofServer: number;
  readonly ofAllServers: number;
  /** So many URLs are remembered with their latest exchanges. */
  readonly urls: number;
}

const historyLimits: HistoryLimits = { all: 1000, ofServer: 400, ofAllServers: 3000, urls: 2000 };

/** The history of a recording that is read in parts. */
export interface GrowingHistory extends History {
  /** Takes the next exchange of the recording. */
  readonly add: (exchange: Exchange) => void;
  /** The exchanges that it remembers of the servers. */
  readonly remembered: () => Exchange[];
  /** True where the servers showed more that is different than is remembered, or where there were too many servers to count for. */
  readonly wasFull: () => boolean;
}

interface Remembered {
  readonly exchanges: Exchange[];
  /** The exchanges in the order of their starts, until one is added. */
  inOrder: readonly Exchange[] | null;
}

interface RememberedServer extends Remembered {
  /** The facts that the exchanges show. */
  readonly facts: Set<string>;
  /** The kinds of the exchanges: what their response headers show → the rest. */
  readonly kinds: Map<string, Set<string>>;
  /** How many were added after the first ones of the recording. */
  added: number;
}

/**
 * A history whose size does not grow with the recording. It remembers all exchanges at first, then those that show something new
 * of their server or of their URL, those with errors before others. Whether requests may lack their preflights, the caller knows.
 */
export function createGrowingHistory(
  browser: Browser,
  limits: HistoryLimits = historyLimits,
  mayLackPreflights: HistoryTallies["mayLackPreflights"] = () => false,
): GrowingHistory {
  const servers = new Map<string, RememberedServer>();
  /** Most URLs have one exchange, which needs no list. */
  const urls = createLatest<Exchange | Remembered>(limits.urls);
  const counts = createLatest<{ count: number; crashed: number }>(limits.urls, () => {
    isFull = true;
  });
  const preflights = new Map<string, PreflightFacts>();
  const next = createNextRequests();
  let count = 0;
  let size = 0;
  let isFull = false;
  const ofOrigin = (origin: string) => inOrderOf(servers.get(origin));

  const addToServer = (exchange: Exchange, origin: string, { facts, kind }: Shown) => {
    const server = servers.get(origin) ?? { ...rememberNothing(), facts: new Set(), kinds: new Map(), added: 0 };
    const isNewFact = facts.some((fact) => !server.facts.has(fact));
    const alike = server.kinds.get(kind.headers);
    if (!isNewFact && alike?.has(kind.rest) && count > limits.all) return;
    const isError = exchange.status === 0 || exchange.status >= 400;
    // Half of the room is for new facts, and a quarter for errors, which reasons read first.
    const share = isNewFact ? 1 : isError ? 0.5 : 0.25;
    const hasRoom = server.added < limits.ofServer * share && size < limits.ofAllServers * share;
    if (count > limits.all) {
      if (!hasRoom) {
        isFull = true;
        return;
      }
      server.added += 1;
      size += 1;
    }
    servers.set(origin, server);
    remember(server, exchange);
    if (alike) alike.add(kind.rest);
    else server.kinds.set(kind.headers, new Set([kind.rest]));
    for (const fact of facts) server.facts.add(fact);
  };

  const addToUrl = (exchange: Exchange) => {
    const ofUrl = urls.touch(exchange.url);
    if (!ofUrl || !isList(ofUrl)) {
      urls.add(exchange.url, ofUrl ? { exchanges: [ofUrl, exchange], inOrder: null } : exchange);
      return;
    }
    const { exchanges } = ofUrl;
    remember(ofUrl, exchange);
    if (exchanges.length <= maxOfUrl || count <= limits.all) return;
    // The first exchanges are those to which facts point, and the latest is what a cache may hold.
    const middle = exchanges.findIndex((one, at) => at >= maxOfUrl / 2 && !(one.status === 0 || one.status >= 400));
    exchanges.splice(middle < 0 || middle === exchanges.length - 1 ? maxOfUrl / 2 : middle, 1);
  };

  return {
    browser,
    ofUrl(url) {
      const ofUrl = urls.get(url);
      return !ofUrl || isList(ofUrl) ? inOrderOf(ofUrl) : [ofUrl];
    },
    ofServer: (url) => ofOrigin(originOf(url)),
    ofOrigin,
    tallies: {
      preflightFacts: (method, url) => preflights.get(requestKey(method, url)),
      countWithOrigin: (url) => counts.get(originOf(url)) ?? noResponses,
      rejectedNextRequest: (request, origin) => next.after(request, origin),
      mayLackPreflights,
    },
    add(exchange) {
      count += 1;
      const origin = serverOf(exchange);
      addToServer(exchange, origin, shownBy(exchange));
      addToUrl(exchange);
      next.add(exchange, origin);
      const knownPreflights = preflights.size;
      const preflightOf = addPreflight(exchange, preflights);
      if (preflights.size > knownPreflights) forgetOldest(preflights, limits.urls);
      else if (preflightOf !== null) makeLatest(preflights, preflightOf);
      if (!isAnsweredWithOrigin(exchange)) return;
      const known = counts.touch(origin) ?? counts.add(origin, { count: 0, crashed: 0 });
      known.count += 1;
      if (exchange.status === 500) known.crashed += 1;
    },
    remembered: () => [...servers.values()].flatMap(({ exchanges }) => exchanges),
    wasFull: () => isFull,
  };
}

/** Exchanges of one URL that are remembered after the first ones of the recording. */
const maxOfUrl = 12;

const noResponses = { count: 0, crashed: 0 };

function isList(remembered: Exchange | Remembered): remembered is Remembered {
  return "exchanges" in remembered;
}

function rememberNothing(): Remembered {
  return { exchanges: [], inOrder: null };
}

function remember(remembered: Remembered, exchange: Exchange): void {
  remembered.exchanges.push(exchange);
  remembered.inOrder = null;
}

function inOrderOf(remembered: Remembered | undefined): readonly Exchange[] {
  if (!remembered) return none;
  remembered.inOrder ??= remembered.exchanges.toSorted((a, b) => a.startedAt - b.startedAt || a.index - b.index);
  return remembered.inOrder;
}

const none: readonly Exchange[] = [];

/** The values of the latest keys. */
interface Latest<T> {
  readonly get: (key: string) => T | undefined;
  /** The value of a key, which is the latest one now; undefined for a new key. */
  readonly touch: (key: string) => T | undefined;
  /** Adds a new key, or gives the latest one another value. Returns the value. */
  readonly add: (key: string, value: T) => T;
}

function createLatest<T>(max: number, onForget?: () => void): Latest<T> {
  const values = new Map<string, T>();
  let latestKey: string | undefined;
  let latest: T | undefined;
  return {
    get: (key) => values.get(key),
    touch(key) {
      if (key === latestKey) return latest;
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      latestKey = key;
      latest = value;
      return value;
    },
    add(key, value) {
      values.set(key, value);
      latestKey = key;
      latest = value;
      if (forgetOldest(values, max)) onForget?.();
      return value;
    },
  };
}

/** Moves a key behind all others. */
function makeLatest<T>(values: Map<string, T>, key: string): void {
  const value = values.get(key);
  if (value === undefined) return;
  values.delete(key);
  values.set(key, value);
}

/**
 * Forgets the first keys of a map that has an eighth more than `max`. To find the first key of a map takes as long as it has deleted
 * keys before it, so that to forget one at a time takes a twentieth of the time of a large recording. Returns true where it
 * forgot any.
 */
function forgetOldest(values: Map<string, unknown>, max: number): boolean {
  if (values.size < max * 1.125) return false;
  for (const oldest of values.keys()) {
    if (values.size <= max) break;
    values.delete(oldest);
  }
  return true;
}
