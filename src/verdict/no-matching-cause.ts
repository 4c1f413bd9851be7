import type { CorsFetch, Exchange, Hop } from "../exchange.ts";
import { isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { storedResponse } from "../history/http-cache.ts";
import { localNetworkBlock } from "../history/server-facts.ts";
import { isRevalidation, judge } from "./check-response.ts";
import { emptyStep, firstNames, refused, type World } from "./credentials-modes.ts";
import { chromeName, failed, nothing, unique, type Verdict } from "./outcome.ts";
import { localNetworkNames, namesLeft, responseNames, targetsLocalNetwork } from "./possible-names.ts";

/** The browser refused, and nothing that the recording holds says why: what is left is told, the likeliest first. */
export function unexplained(fetch: CorsFetch, hop: Hop, history: History, refusing: readonly World[] = []): Verdict {
  const { actual } = hop;
  if (!actual) return failed(fetch);
  if (actual.status > 0 && !isRevalidation(hop)) {
    if (isRedirect(actual)) return failed(fetch);
    return {
      ...nothing(fetch),
      outcome: "unknown",
      cannotTell: {
        because:
          "the browser refused a response whose recorded headers allow it: something changed them on their way, such as another extension",
        todo: "try again in a private window without extensions",
      },
    };
  }
  if (actual.viaServiceWorker) return failed(fetch);
  const stored = storedResponse(actual, history);
  const fromCache = stored && refusedFromCache(fetch, hop, stored);
  if (fromCache) return fromCache;
  const names = unique([...firstNames(refusing), ...namesLeft(fetch, hop)]);
  if (actual.status > 0) return { ...nothing(fetch), alternatives: names, cannotTell: storedNotRecorded };
  const network = localNetworkGuess(fetch, hop, history, names);
  if (network) return network;
  if (fetch.context !== "page") return { ...cannotTellInWorker(fetch, refusing), alternatives: names };
  return {
    ...nothing(fetch),
    outcome: "unknown",
    alternatives: names,
    cannotTell: {
      because: "the browser refused the response before its status and headers were recorded",
      todo: "reload and try again with DevTools open; if it stays so, look at the response with the curl command",
    },
  };
}

export function cannotTellInWorker(fetch: CorsFetch, refusing: readonly World[]): Verdict {
  return {
    ...nothing(fetch),
    outcome: "unknown",
    alternatives: unique([...firstNames(refusing), ...responseNames]),
    cannotTell: {
      because:
        "the call was made in a worker, and DevTools does not record the response headers of a worker's blocked request",
      todo: "make the same call from the page once, or look at the response with the curl command",
    },
  };
}

export function cannotTellWhoEnded(fetch: CorsFetch, refusing: readonly World[]): Verdict {
  return {
    ...nothing(fetch),
    alternatives: unique(firstNames(refusing)),
    cannotTell: {
      because: "a service worker made this request, and it ends like a refused one when its page wants it no more",
      todo: 'tick "Bypass for network" in DevTools and try again',
    },
  };
}

export function localNetworkRefusal(fetch: CorsFetch, preflight: Exchange): Verdict {
  const step = { ...emptyStep(fetch), name: "preflight" as const, exchange: preflight };
  const hits = judge(step).slice(0, 1);
  const [first] = hits;
  const others = localNetworkNames(fetch).filter((name) => !first || name !== chromeName(first));
  return {
    ...nothing(fetch),
    outcome: "refused",
    hits: hits.map((hit) => ({ hit, certainty: "possible" as const })),
    certainty: "possible",
    alternatives: others,
  };
}

function refusedFromCache(fetch: CorsFetch, hop: Hop, stored: Exchange): Verdict | undefined {
  const worlds = (["omit", "include"] as const).map((credentials) => ({
    credentials,
    hits: judge({ ...emptyStep(fetch), exchange: stored, origin: hop.origin, credentials }),
  }));
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  if (refusing.length === 0) return undefined;
  const verdict = refused(fetch, refusing);
  const names = namesLeft(fetch, hop).filter((name) => !verdict.alternatives.includes(name));
  const [first] = verdict.hits;
  return {
    ...verdict,
    credentials: fetch.credentials,
    certainty: "possible",
    hits: verdict.hits.map(({ hit }) => ({ hit, certainty: "possible" })),
    alternatives: [...verdict.alternatives, ...names].filter((name) => !first || name !== chromeName(first.hit)),
  };
}

export const storedNotRecorded = {
  because:
    "the server confirmed with 304 what the browser's cache holds, and the recording does not hold those headers",
  todo: 'tick "Disable cache" in the Network panel and reload; if it then passes, send `Vary: Origin`',
};

/** A request to the local network that a page from elsewhere made, and that left no trace but its failure. */
function localNetworkGuess(
  fetch: CorsFetch,
  hop: Hop,
  history: History,
  names: readonly string[],
): Verdict | undefined {
  if (!hop.actual || !targetsLocalNetwork(hop.url)) return undefined;
  const seenBlocked = localNetworkBlock(history.ofServer(hop.url));
  const pageIsLocal = targetsLocalNetwork(fetch.origin);
  if (!seenBlocked && pageIsLocal) return undefined;
  const blocked = { ...hop.actual, error: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS" };
  const [hit] = judge({ ...emptyStep(fetch), exchange: blocked, origin: fetch.origin });
  if (!hit) return undefined;
  return {
    ...nothing(fetch),
    outcome: "refused",
    hits: [{ hit, certainty: "possible" }],
    certainty: "possible",
    alternatives: names.filter((name) => name !== chromeName(hit)),
  };
}
