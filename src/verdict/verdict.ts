import type { Step } from "../causes/cause.ts";
import { type CorsFetch, type Exchange, type Hop, lastHop, observedCallOf } from "../exchange.ts";
import { passesCorsCheck } from "../fetch/cors-check.ts";
import { isBlockedByLocalNetworkAccess } from "../fetch/local-network-access.ts";
import { isHttpUrl } from "../fetch/origin.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { isOkStatus, isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { withAmbiguousPreflights } from "./ambiguous-preflights.ts";
import { hasCanceledTarget, withCanceledTarget } from "./canceled-target.ts";
import { mergeMatches, possiblyRefusedVerdict, refusedVerdict } from "./certainty.ts";
import { decidingStep, isRevalidation } from "./check-response.ts";
import {
  blockingNames,
  endsAtTarget,
  type ModeResult,
  modeResult,
  modeResults,
  refusingResults,
} from "./credentials-modes.ts";
import { localNetworkRefusal } from "./local-network.ts";
import { noMatchingCause } from "./no-matching-cause.ts";
import { withOpaqueOrigin } from "./opaque-origin.ts";
import { allowedVerdict, cannotTell, failedVerdict, type Verdict } from "./outcome.ts";
import {
  afterRevalidation,
  allowedUnlessCredentials,
  maybeUnchecked,
  withoutBrowserError,
} from "./without-browser-error.ts";
import { cannotTellInWorker, cannotTellWhoEnded, mayHidePreflight } from "./workers.ts";

// The verdict room takes a fetch and the history of its recording, and gives its outcome, the causes behind it and how
// sure they are. It knows causes, and neither reasons nor servers nor fixes.

/**
 * Judges one fetch. The browser's own error says whether it was refused, where the recording has that error; else the
 * CORS check says it. Why it was refused is always the check's answer. Where the recording leaves the credentials mode
 * open, both modes are tried, and a mode that contradicts the outcome is dropped. Where something overrode the response
 * headers, the recorded ones do not show what became of a canceled request. Where the origin may be that of a sandboxed frame,
 * both origins are tried.
 */
export function judgeFetch(fetch: CorsFetch, history: History, isOverridden: boolean): Verdict {
  const verdict = judgeByOwnPreflight(fetch, history, isOverridden);
  // Neither doubt concerns a fetch that the browser let pass, as most are.
  if (verdict.outcome === "allowed" && lastHop(fetch).actual?.error === null) return verdict;
  const judge = (one: CorsFetch) => judgeByOwnPreflight(one, history, isOverridden);
  return withAmbiguousPreflights(withOpaqueOrigin(verdict, judge));
}

function judgeByOwnPreflight(fetch: CorsFetch, history: History, isOverridden: boolean): Verdict {
  const hop = lastHop(fetch);
  const { actual, preflight } = hop;
  if (hasCanceledTarget(fetch)) return withCanceledTarget(fetch);
  if (actual && (fetch.mode === "no-cors" || fetch.mode === "same-origin")) return withoutCheck(fetch, actual);
  if (preflight && isBlockedByLocalNetworkAccess(preflight)) return localNetworkRefusal(fetch, preflight);
  const plain = plainlyAllowed(fetch, hop);
  if (plain) return plain;
  const step = decidingStep(hop, fetch.origin);
  const results = modeResults(fetch, step);
  const error = actual ? actual.error : preflight?.error;
  if (error === null && actual) return withoutError(fetch, actual, results);
  if (error === "net::ERR_ABORTED" && actual && mayHaveBeenRead(hop, actual)) {
    return isOverridden ? allowedVerdict(fetch) : canceled(fetch, actual, results);
  }
  if (isOtherError(error)) return failedVerdict(fetch);
  if (!actual) return withoutActualRequest(fetch, results);
  // A preflight that redirects to a URL is refused; a `Location` that does not parse is a network error.
  if (error === "net::ERR_INVALID_REDIRECT" && !(preflight && isRedirect(preflight))) return failedVerdict(fetch);
  if (error === undefined) {
    return isRevalidation(hop)
      ? afterRevalidation(fetch, actual, step ? results : [], history)
      : withoutBrowserError(fetch, actual, results, history);
  }
  return blockedByBrowser(fetch, actual, { step, results }, history);
}

/**
 * The verdict where the browser let the page have a response that passes the CORS check in a credentials mode that is possible, as
 * most do: then no cause has to be looked for. Null for all others.
 */
function plainlyAllowed(fetch: CorsFetch, { actual, preflight, origin, isCrossOrigin }: Hop): Verdict | null {
  if (actual?.error !== null || actual.isIntercepted || preflight?.isIntercepted || !isHttpUrl(actual.url)) return null;
  const headers = corsHeadersOf(actual);
  const mode = fetch.credentials === "omit" ? "omit" : "include";
  if (!isCrossOrigin || passesCorsCheck(origin, mode, headers)) return allowedVerdict(fetch);
  // The target of a redirect may be refused in either mode.
  if (fetch.credentials !== "unknown" || isRedirect(actual) || !passesCorsCheck(origin, "omit", headers)) return null;
  return isDecidedByHeaders(actual) ? { ...allowedVerdict(fetch), credentials: "omit" } : allowedVerdict(fetch);
}

/** True for a network error that has nothing to do with CORS. */
function isOtherError(error: Exchange["error"]): boolean {
  if (error === undefined || error === null) return false;
  return error !== "net::ERR_FAILED" && error !== "net::ERR_INVALID_REDIRECT";
}

/** The browser let the page have the response. */
function withoutError(fetch: CorsFetch, actual: Exchange, results: readonly ModeResult[]): Verdict {
  const { preflight } = lastHop(fetch);
  if (actual.isIntercepted || preflight?.isIntercepted) return cannotTellBehindInterception(fetch, preflight);
  return isDecidedByHeaders(actual) ? allowedByHeaders(fetch, results) : allowedVerdict(fetch);
}

/** True where the browser checked exactly the recorded headers; it merges those of a 304 into stored ones. */
function isDecidedByHeaders({ hasWireHeaders, status, fetchedViaServiceWorker }: Exchange): boolean {
  return hasWireHeaders && status > 0 && status !== 304 && !fetchedViaServiceWorker;
}

/** True where the page may have had the response before the request was canceled, as with a body that it did not read. */
function mayHaveBeenRead(hop: Hop, actual: Exchange): boolean {
  // Chromium itself cancels the load of a 304 that the page asked for, because such a response has no body.
  return actual.status > 0 && !isRedirect(actual) && !isRevalidation(hop);
}

/**
 * The verdict on a request that was canceled after its response had arrived. The page had a response that passes the CORS
 * check; it cannot have had one that fails the check, but the browser did not refuse that one.
 */
function canceled(fetch: CorsFetch, actual: Exchange, results: readonly ModeResult[]): Verdict {
  const refusing = refusingResults(results);
  if (actual.fetchedViaServiceWorker || actual.isIntercepted) return allowedVerdict(fetch);
  // Without matches, because those of an allowed response say that the request carried no credentials.
  if (refusing.length < results.length) return { ...allowedUnlessCredentials(fetch, refusing), matches: [] };
  const isChecked = fetch.mode === "cors" && actual.hasWireHeaders;
  return isChecked
    ? { ...failedVerdict(fetch), matches: mergeMatches(refusing) }
    : maybeUnchecked(fetch, actual, refusing);
}

/** The verdict on a response that passed by its recorded headers: in one credentials mode, in all, or against them. */
function allowedByHeaders(fetch: CorsFetch, results: readonly ModeResult[]): Verdict {
  const passing = results.filter(({ matches }) => matches.length === 0);
  if (passing.length === results.length) return allowedVerdict(fetch);
  const [only] = passing;
  return {
    ...allowedVerdict(fetch),
    credentials: only ? only.credentials : fetch.credentials,
    // With `redirect: "manual"` the browser follows no redirect, so its target does not matter.
    contradictsHeaders: fetch.mode === "cors" && passing.length === 0 && !endsAtTarget(results),
  };
}

/** The browser kept the response from the page: by a cause that the response shows, or for a reason that is not recorded. */
function blockedByBrowser(
  fetch: CorsFetch,
  actual: Exchange,
  { step, results }: { readonly step: Step | null; readonly results: readonly ModeResult[] },
  history: History,
): Verdict {
  const hop = lastHop(fetch);
  const refusing = refusingResults(results);
  const isOpen = refusing.length < results.length;
  if (mayHidePreflight(fetch, step)) return cannotTellInWorker(fetch, refusing);
  if (isOpen && mayBeCanceledByPage(fetch, actual)) return cannotTellWhoEnded(fetch, refusing);
  if (isOpen && mayHaveBeenSent(hop)) return noMatchingCause(fetch, hop, history, refusing);
  if (refusing.length > 0) {
    return isOpen && mayEndAtRedirect(actual, fetch)
      ? possiblyRefusedVerdict(fetch, refusing)
      : refusedVerdict(fetch, refusing);
  }
  const withCredentials = modeResult("include", step);
  const mayCarryCredentials = !isRedirect(actual) && !observedCallOf(fetch.hops);
  return mayCarryCredentials && withCredentials.matches.length > 0
    ? possiblyRefusedVerdict(fetch, [withCredentials])
    : noMatchingCause(fetch, hop, history);
}

/** A service worker's own request fails as a refused one does when its page cancels the fetch behind it. */
function mayBeCanceledByPage({ context, pageExchange }: CorsFetch, { status }: Exchange): boolean {
  return context === "service-worker" && pageExchange === null && status > 0;
}

/** A redirect that passes the check fails all the same where the page asked for `redirect: "error"`. */
function mayEndAtRedirect(actual: Exchange, { hops }: CorsFetch): boolean {
  return isRedirect(actual) && observedCallOf(hops)?.redirect !== "follow";
}

/**
 * True where a request without a recorded response may have been sent all the same, because DevTools reports some failures
 * before it has the response's headers. A request that was never sent ends together with its preflight.
 */
function mayHaveBeenSent({ actual, preflight }: Hop): boolean {
  if (!actual || !preflight || actual.status > 0) return false;
  return actual.mayHaveBeenSent || actual.endedAt - preflight.endedAt > maxHandOver;
}

/**
 * Milliseconds from the end of a preflight to the end of the request that it stopped. Measured: 2 at the median, 67 at
 * most.
 */
const maxHandOver = 150;

/** A program that drives the browser answered in the server's place, so the browser never asked the server. */
function cannotTellBehindInterception(fetch: CorsFetch, preflight: Exchange | null): Verdict {
  return cannotTell(fetch, {
    because: preflight?.isIntercepted
      ? "the program that controls the browser responded to the preflight instead of the server"
      : "the program that controls the browser responded to the request instead of the server",
    todo: "run the program without request interception, such as `page.route()` in Playwright",
  });
}

/** The CORS check does not apply to `no-cors` and `same-origin` fetches: they are allowed or fail. */
function withoutCheck(fetch: CorsFetch, { error, status }: Exchange): Verdict {
  const hasPageFailed = fetch.pageExchange?.error === "net::ERR_FAILED";
  const isOk = error === null || (error === "net::ERR_ABORTED" && isOkStatus(status));
  const hasResponse = error === undefined && status > 0;
  return (isOk || hasResponse) && !hasPageFailed ? allowedVerdict(fetch) : failedVerdict(fetch);
}

/** The recording holds the preflight, and not the request that it was for. */
function withoutActualRequest(fetch: CorsFetch, results: readonly ModeResult[]): Verdict {
  const { preflight } = lastHop(fetch);
  const refusing = refusingResults(results);
  if (refusing.length === results.length) return refusedVerdict(fetch, refusing);
  if (preflight?.status === 0) return failedVerdict(fetch);
  const reason = {
    because: "the preflight passed, but the recording lacks the request after the preflight",
    todo: "reload with DevTools open, and clear the Network panel's filter",
  };
  return cannotTell(fetch, reason, { alternatives: blockingNames(refusing) });
}
