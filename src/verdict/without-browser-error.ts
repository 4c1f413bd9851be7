import type { Step } from "../causes/cause.ts";
import { unsupportedScheme } from "../causes/unsupported-scheme.ts";
import { type CorsFetch, type Exchange, type Hop, lastHop, observedCallOf } from "../exchange.ts";
import { maxRedirects } from "../fetch/http-redirect-fetch.ts";
import { isHttpUrl } from "../fetch/origin.ts";
import { isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { storedResponse } from "../history/http-cache.ts";
import { mergeMatches, possibleMatches, possiblyRefusedVerdict, refusedVerdict } from "./certainty.ts";
import {
  actualStepOf,
  blockingNames,
  endsAtTarget,
  type ModeResult,
  modeResults,
  refusingResults,
} from "./credentials-modes.ts";
import { storedHeadersNotRecorded } from "./no-matching-cause.ts";
import { allowedVerdict, cannotTell, chromeName, failedVerdict, type Verdict } from "./outcome.ts";
import { possibleNames, responseNames } from "./possible-names.ts";

/**
 * The verdict from a recording that has no field for the browser's error (Firefox, and most HAR files). The CORS check
 * decides alone, and what depends on an open credentials mode stays possible.
 */
export function withoutBrowserError(
  fetch: CorsFetch,
  actual: Exchange,
  results: readonly ModeResult[],
  history: History,
): Verdict {
  const hop = lastHop(fetch);
  const refusing = refusingResults(results);
  const isAtResponse = firstStep(refusing) === "actual";
  // Firefox records a request that it did not send in another way than one without a response.
  const hasNoEnd = actual.status === 0 && actual.mayHaveBeenSent && history.browser !== "firefox";
  if (hasNoEnd && isAtResponse) return withoutEnd(fetch, hop, refusing);
  if (actual.status > 0 && isAtResponse && !isCheckedByHeaders(fetch, actual)) {
    return maybeUnchecked(fetch, actual, refusing);
  }
  if (refusing.length === results.length) {
    return mayBeManualRedirect(fetch, actual, refusing, history)
      ? possiblyRefusedVerdict(fetch, refusing)
      : refusedVerdict(fetch, refusing);
  }
  if (!actual.mayHaveBeenSent && refusing.length > 0) return refusedVerdict(fetch, refusing);
  if (actual.status === 0 && actual.responseHeaders.length > 0) return withoutStatus(fetch, hop);
  if (actual.status === 0) return hasNoEnd ? withoutEnd(fetch, hop, refusing) : failedVerdict(fetch);
  if (isRedirect(actual) && observedCallOf(fetch.hops)?.redirect !== "manual") {
    return fetch.hops.length > maxRedirects ? failedVerdict(fetch) : withoutRedirectTarget(fetch, actual, refusing);
  }
  return allowedUnlessCredentials(fetch, refusing);
}

/**
 * The verdict on a 304 of which no recording says how it ended. The headers that the browser's cache had stored decide, if
 * the recording has them; else the headers of the 304, as far as it repeats them, whose results are `repeated`.
 */
export function afterRevalidation(
  fetch: CorsFetch,
  actual: Exchange,
  repeated: readonly ModeResult[],
  history: History,
): Verdict {
  const stored = storedResponse(actual, history);
  const isDecided = repeated.length > 0 && repeated.every(({ matches: [first] }) => first?.evidence.got !== null);
  if (!stored && isDecided) return withoutBrowserError(fetch, actual, repeated, history);
  if (!stored) return cannotTell(fetch, storedHeadersNotRecorded, { alternatives: responseNames });
  const results = modeResults(fetch, { ...actualStepOf(fetch), exchange: stored });
  const refusing = refusingResults(results);
  return refusing.length === results.length
    ? possiblyRefusedVerdict(fetch, refusing)
    : withoutBrowserError(fetch, actual, results, history);
}

function firstStep([result]: readonly ModeResult[]): Step["name"] | undefined {
  return result?.matches[0]?.step.name;
}

/**
 * False where the check may not apply, as for a form or a beacon, which send their origin too, and where the recorded
 * headers may not be those of the wire.
 */
function isCheckedByHeaders({ mode }: CorsFetch, { hasWireHeaders }: Exchange): boolean {
  return mode !== "unknown" && hasWireHeaders;
}

/**
 * With `redirect: "manual"` the page gets a redirect even where its target is forbidden. Firefox lists the target's
 * request where it tried to follow, so a listed target speaks against `manual`.
 */
function mayBeManualRedirect(
  fetch: CorsFetch,
  { redirectUrl }: Exchange,
  refusing: readonly ModeResult[],
  history: History,
): boolean {
  const isTargetListed = history.ofUrl(redirectUrl).length > 0;
  if (observedCallOf(fetch.hops)?.redirect === "follow" || isTargetListed) return false;
  return endsAtTarget(refusing);
}

/** The response passes at least without credentials, so the fetch is taken for one without them. */
export function allowedUnlessCredentials(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  const matches = mergeMatches(refusing).map(({ match }) => match);
  return {
    ...allowedVerdict(fetch),
    matches: possibleMatches(matches),
    alternatives: matches.slice(0, 1).map(chromeName),
    cannotTell: matches.length > 0 ? credentialsNotRecorded : null,
  };
}

const credentialsNotRecorded = {
  because: "the response passes only without credentials, and the recording lacks the credentials mode",
  todo: 'search the code that sends the request for `credentials: "include"` and `withCredentials`; with either setting, the browser refuses this response',
};

/** A response that fails the check, of a request that the browser may not have checked. */
export function maybeUnchecked(
  fetch: CorsFetch,
  { hasWireHeaders }: Exchange,
  refusing: readonly ModeResult[],
): Verdict {
  const reason = hasWireHeaders
    ? {
        because:
          "a script, a form or a beacon may have sent this request, and browsers check only responses to scripts",
        todo: "find the code that sends this request; if that code uses `fetch` or XMLHttpRequest, the browser refuses this response",
      }
    : {
        because:
          "the recording lacks the headers that were sent, so the response may come from a service worker or the cache instead of the server",
        todo: "record the request again in the DevTools of Chrome or Firefox, and save all fields of the recording",
      };
  return cannotTell(fetch, reason, { alternatives: blockingNames(refusing) });
}

/** Firefox records no status where the frame or worker behind the request ended before the response was complete. */
function withoutStatus(fetch: CorsFetch, hop: Hop): Verdict {
  const reason = {
    because: "the frame or worker that sent the request ended before the response was complete",
    todo: "send the same request from the page, or run the curl command and read the response headers there",
  };
  return cannotTell(fetch, reason, { alternatives: possibleNames(fetch, hop) });
}

/** No response and no error: Safari records a refused request so, other recorders one that never got a response. */
function withoutEnd(fetch: CorsFetch, hop: Hop, refusing: readonly ModeResult[]): Verdict {
  const reason = {
    because: "the recording shows neither a response nor how the request ended",
    todo: "open the URL in a new tab to see whether the server responds, and record the request again in Chrome or Firefox",
  };
  return cannotTell(fetch, reason, { alternatives: [...blockingNames(refusing), ...possibleNames(fetch, hop)] });
}

function withoutRedirectTarget(fetch: CorsFetch, { redirectUrl }: Exchange, refusing: readonly ModeResult[]): Verdict {
  const reason = {
    because: "the response redirects, and the recording lacks the request after the redirect",
    todo: "reload while the recorder is open, and clear the filter of the recorder",
  };
  const { id, reportedAs } = unsupportedScheme;
  const ofTarget = isHttpUrl(redirectUrl) ? [] : [reportedAs.chrome.actual ?? id];
  return cannotTell(fetch, reason, { alternatives: [...blockingNames(refusing), ...ofTarget] });
}
