import type { CorsFetch, Exchange, Hop } from "../exchange.ts";
import { isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { storedResponse } from "../history/http-cache.ts";
import { hasLocalNetworkBlock } from "../history/server-facts.ts";
import { checkResponse, isRevalidation } from "./check-response.ts";
import { actualStepOf, blockingNames, type ModeResult, refusedVerdict } from "./credentials-modes.ts";
import { chromeName, failedVerdict, unique, unknownVerdict, type Verdict } from "./outcome.ts";
import { localNetworkNames, possibleNames, responseNames, targetsLocalNetwork } from "./possible-names.ts";

/** The browser refused, and nothing that the recording holds says why: what is left is told, the likeliest first. */
export function noMatchingCause(
  fetch: CorsFetch,
  hop: Hop,
  history: History,
  refusing: readonly ModeResult[] = [],
): Verdict {
  const { actual } = hop;
  if (!actual) return failedVerdict(fetch);
  if (actual.status > 0 && !isRevalidation(hop)) {
    if (isRedirect(actual)) return failedVerdict(fetch);
    return {
      ...unknownVerdict(fetch),
      outcome: "unknown",
      cannotTell: {
        because:
          "the browser refused a response whose recorded headers allow it: something changed them on their way, such as another extension",
        todo: "try again in a private window without extensions",
      },
    };
  }
  if (actual.fetchedViaServiceWorker) return failedVerdict(fetch);
  const stored = storedResponse(actual, history);
  const fromCache = stored && refusedFromCache(fetch, hop, stored);
  if (fromCache) return fromCache;
  const names = unique([...blockingNames(refusing), ...possibleNames(fetch, hop)]);
  if (actual.status > 0) return { ...unknownVerdict(fetch), alternatives: names, cannotTell: storedNotRecorded };
  const network = localNetworkGuess(fetch, hop, history, names);
  if (network) return network;
  if (fetch.context !== "page") return { ...cannotTellInWorker(fetch, refusing), alternatives: names };
  return {
    ...unknownVerdict(fetch),
    outcome: "unknown",
    alternatives: names,
    cannotTell: {
      because: "the browser refused the response before its status and headers were recorded",
      todo: "reload and try again with DevTools open; if it stays so, look at the response with the curl command",
    },
  };
}

export function cannotTellInWorker(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  return {
    ...unknownVerdict(fetch),
    outcome: "unknown",
    alternatives: unique([...blockingNames(refusing), ...responseNames]),
    cannotTell: {
      because:
        "the call was made in a worker, and DevTools does not record the response headers of a worker's blocked request",
      todo: "make the same call from the page once, or look at the response with the curl command",
    },
  };
}

export function cannotTellWhoEnded(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  return {
    ...unknownVerdict(fetch),
    alternatives: unique(blockingNames(refusing)),
    cannotTell: {
      because: "a service worker made this request, and it ends like a refused one when its page wants it no more",
      todo: 'tick "Bypass for network" in DevTools and try again',
    },
  };
}

export function localNetworkRefusal(fetch: CorsFetch, preflight: Exchange): Verdict {
  const step = { ...actualStepOf(fetch), name: "preflight" as const, exchange: preflight };
  const matches = checkResponse(step).slice(0, 1);
  const [first] = matches;
  const others = localNetworkNames(fetch).filter((name) => !first || name !== chromeName(first));
  return {
    ...unknownVerdict(fetch),
    outcome: "refused",
    matches: matches.map((match) => ({ match, certainty: "possible" as const })),
    certainty: "possible",
    alternatives: others,
  };
}

function refusedFromCache(fetch: CorsFetch, hop: Hop, stored: Exchange): Verdict | undefined {
  const results = (["omit", "include"] as const).map((credentials) => ({
    credentials,
    matches: checkResponse({ ...actualStepOf(fetch), exchange: stored, origin: hop.origin, credentials }),
  }));
  const refusing = results.filter(({ matches }) => matches.length > 0);
  if (refusing.length === 0) return undefined;
  const verdict = refusedVerdict(fetch, refusing);
  const names = possibleNames(fetch, hop).filter((name) => !verdict.alternatives.includes(name));
  const [first] = verdict.matches;
  return {
    ...verdict,
    credentials: fetch.credentials,
    certainty: "possible",
    matches: verdict.matches.map(({ match }) => ({ match, certainty: "possible" })),
    alternatives: [...verdict.alternatives, ...names].filter((name) => !first || name !== chromeName(first.match)),
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
  const seenBlocked = hasLocalNetworkBlock(history.ofServer(hop.url));
  const pageIsLocal = targetsLocalNetwork(fetch.origin);
  if (!seenBlocked && pageIsLocal) return undefined;
  const blocked = { ...hop.actual, error: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS" };
  const [match] = checkResponse({ ...actualStepOf(fetch), exchange: blocked, origin: fetch.origin });
  if (!match) return undefined;
  return {
    ...unknownVerdict(fetch),
    outcome: "refused",
    matches: [{ match, certainty: "possible" }],
    certainty: "possible",
    alternatives: names.filter((name) => name !== chromeName(match)),
  };
}
