import { unique } from "../collections.ts";
import type { CorsFetch, Exchange, Hop } from "../exchange.ts";
import { isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { storedResponse } from "../history/http-cache.ts";
import { possiblyRefusedVerdict } from "./certainty.ts";
import { checkResponse, isRevalidation } from "./check-response.ts";
import { actualStepOf, blockingNames, type ModeResult, refusingResults } from "./credentials-modes.ts";
import { possibleLocalNetworkRefusal } from "./local-network.ts";
import { cannotTell, failedVerdict, type Verdict } from "./outcome.ts";
import { possibleNames } from "./possible-names.ts";
import { cannotTellInWorker } from "./workers.ts";

/**
 * The verdict on a fetch that the browser blocked, where no recorded header says why. Its alternatives are the causes
 * that are still possible, the likeliest first; `refusing` are the credentials modes under which a cause matches.
 */
export function noMatchingCause(
  fetch: CorsFetch,
  hop: Hop,
  history: History,
  refusing: readonly ModeResult[] = [],
): Verdict {
  const { actual } = hop;
  if (!actual) return failedVerdict(fetch);
  if (actual.status > 0 && !isRevalidation(hop)) {
    return isRedirect(actual) ? failedVerdict(fetch) : cannotTell(fetch, headersAllowIt, { isBlocked: true });
  }
  if (actual.fetchedViaServiceWorker) return failedVerdict(fetch);
  const stored = storedResponse(actual, history);
  const fromCache = stored && refusedFromCache(fetch, hop, stored);
  if (fromCache) return fromCache;
  const alternatives = [...blockingNames(refusing), ...possibleNames(fetch, hop)];
  if (actual.status > 0) return cannotTell(fetch, storedHeadersNotRecorded, { alternatives, isBlocked: true });
  const localNetwork = possibleLocalNetworkRefusal(fetch, actual, history, alternatives);
  if (localNetwork) return localNetwork;
  if (fetch.context !== "page") return { ...cannotTellInWorker(fetch, refusing), alternatives: unique(alternatives) };
  return cannotTell(fetch, responseNotRecorded, { alternatives, isBlocked: true });
}

/** The verdict on a response that came from the HTTP cache, judged by the headers that the cache had stored. */
function refusedFromCache(fetch: CorsFetch, hop: Hop, stored: Exchange): Verdict | undefined {
  const results = (["omit", "include"] as const).map((credentials) => ({
    credentials,
    matches: checkResponse({ ...actualStepOf(fetch), exchange: stored, credentials }),
  }));
  const refusing = refusingResults(results);
  return refusing.length === 0 ? undefined : possiblyRefusedVerdict(fetch, refusing, possibleNames(fetch, hop));
}

const headersAllowIt = {
  because:
    "the recorded headers allow the request, but the browser refused the response; another extension may have changed the headers",
  todo: "repeat the request in a private window without extensions",
};

const responseNotRecorded = {
  because: "the browser refused the response, but the recording lacks the response's status and headers",
  todo: "reload with DevTools open; if the headers are still missing, run the curl command and read the response headers there",
};

/** Why the result of the check of a 304 is unknown. */
export const storedHeadersNotRecorded = {
  because: "the server responded with 304, and the recording lacks the headers in the browser's cache",
  todo: 'turn on "Disable cache" in the Network panel and reload; if the request then passes, send `Vary: Origin` from the server',
};
