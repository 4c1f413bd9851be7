import type { Exchange } from "../exchange.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import { originHeaderOf } from "../fetch/recorded-exchange.ts";
import type { History } from "./history.ts";
import { serverFact } from "./server-fact.ts";

/**
 * The first request, no preflight, to the server of a request from this origin that started after it, where the server rejected
 * it with a 4xx status; undefined otherwise.
 */
export function rejectedNextRequest(history: History, request: Exchange, origin: string): Exchange | undefined {
  const { tallies } = history;
  if (tallies) return tallies.rejectedNextRequest(request, origin);
  const next = nextRequestAmong(requestsInOrder(history.ofServer(request.url)), request, origin);
  return next && isRejected(next) ? next : undefined;
}

function isRejected({ status }: Exchange): boolean {
  return status >= 400 && status < 500;
}

function nextRequestAmong(
  requests: readonly Exchange[],
  { startedAt }: Exchange,
  origin: string,
): Exchange | undefined {
  let [from, to] = [0, requests.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((requests[middle]?.startedAt ?? 0) > startedAt) to = middle;
    else from = middle + 1;
  }
  for (let at = from; at < requests.length; at++) {
    const request = requests[at];
    if (request && isFrom(request, origin)) return request;
  }
  return undefined;
}

/**
 * The requests of a server whose start is known, without preflights, in the order of their starts; empty where the server
 * rejected none of them, so that nobody searches for the next one of each of thousands of requests.
 */
const requestsInOrder = serverFact((exchanges) => {
  const requests = exchanges.some(isRejected) ? exchanges.filter(isTimedRequest) : [];
  return requests.sort((a, b) => a.startedAt - b.startedAt);
});

function isTimedRequest(exchange: Exchange): boolean {
  return !Number.isNaN(exchange.startedAt) && !isCorsPreflightRequest(exchange);
}

/** True for a request of a page with this origin, and for one that does not name its origin. */
function isFrom(request: Exchange, origin: string): boolean {
  return (originHeaderOf(request) ?? origin) === origin;
}

/** The next request after each request of a recording that is read in parts. */
export interface NextRequests {
  /** Takes the next exchange of the recording. */
  readonly add: (exchange: Exchange, server: string) => void;
  /** The next request from this origin where the server rejected it, as far as the recording is read; else undefined. */
  readonly after: (request: Exchange, origin: string) => Exchange | undefined;
}

/** Remembers the next request as long as the request itself is remembered elsewhere. */
export function createNextRequests(): NextRequests {
  const next = new WeakMap<Exchange, Exchange>();
  /** Server → the requests after which none has started yet. */
  const waiting = new Map<string, Exchange[]>();
  let latestServer: string | undefined;
  return {
    add(exchange, server) {
      if (!isTimedRequest(exchange)) return;
      const origin = originHeaderOf(exchange);
      const stillWaiting = waiting.get(server) ?? [];
      let kept = 0;
      for (let at = 0; at < stillWaiting.length; at++) {
        const earlier = stillWaiting[at] as Exchange;
        const own = originHeaderOf(earlier);
        const isNext = exchange.startedAt > earlier.startedAt && (origin === null || own === null || own === origin);
        if (!isNext) stillWaiting[kept++] = earlier;
        // The copy is no key of the map, so that what follows on it can be freed.
        else if (isRejected(exchange)) next.set(earlier, { ...exchange });
      }
      stillWaiting[kept++] = exchange;
      if (stillWaiting.length > kept) stillWaiting.length = kept;
      if (stillWaiting.length > maxWaiting) stillWaiting.shift();
      if (server === latestServer) return;
      latestServer = server;
      waiting.delete(server);
      waiting.set(server, stillWaiting);
      const [oldest] = waiting.size > maxServers ? waiting.keys() : [];
      if (oldest !== undefined) waiting.delete(oldest);
    },
    after(request, origin) {
      const found = next.get(request);
      return found && isFrom(found, origin) ? found : undefined;
    },
  };
}

/** Requests of one server that start in the same millisecond, or are from different pages. */
const maxWaiting = 32;
const maxServers = 500;
