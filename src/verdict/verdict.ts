import type { Step } from "../causes/cause.ts";
import { type CorsFetch, type Exchange, type Hop, lastHop, observedCallOf } from "../exchange.ts";
import { isBlockedByLocalNetworkAccess } from "../fetch/local-network-access.ts";
import { isOkStatus, isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { checkResponse, decidingStep, isRevalidation, preflightStep, underCredentialsMode } from "./check-response.ts";
import {
  blockingNames,
  endsAtTarget,
  type ModeResult,
  modeResult,
  modeResults,
  possiblyRefusedVerdict,
  refusedVerdict,
} from "./credentials-modes.ts";
import { cannotTellInWorker, cannotTellWhoEnded, localNetworkRefusal, noMatchingCause } from "./no-matching-cause.ts";
import { chromeName, failedVerdict, unique, unknownVerdict, type Verdict } from "./outcome.ts";
import { responseNames } from "./possible-names.ts";
import { afterRevalidation, withoutBrowserError } from "./without-browser-error.ts";

/**
 * Judges one fetch. Whether it was refused is the browser's word where the recording has it, else the check's; why it
 * was refused is always the check's. Where the credentials mode is open, both modes are tried and those that contradict
 * the outcome are dropped.
 */
export function judgeFetch(fetch: CorsFetch, history: History): Verdict {
  return withAmbiguousPreflights(verdictAlone(fetch, history));
}

function verdictAlone(fetch: CorsFetch, history: History): Verdict {
  const hop = lastHop(fetch);
  const { actual, preflight } = hop;
  if (fetch.mode === "no-cors" || fetch.mode === "same-origin") return withoutCheck(fetch);
  if (preflight && isBlockedByLocalNetworkAccess(preflight)) return localNetworkRefusal(fetch, preflight);
  const judged = decidingStep(hop, fetch.origin);
  const results = modeResults(fetch, judged);
  const error = actual ? actual.error : preflight?.error;
  if (error === null && actual) {
    if (actual.isIntercepted || preflight?.isIntercepted) return cannotTellBehindInterception(fetch, preflight);
    return allowed(fetch, results, isToldByHeaders(actual));
  }
  if (error === "net::ERR_ABORTED" && actual && isOkStatus(actual.status)) return allowed(fetch, results, false);
  if (error !== undefined && error !== null && error !== "net::ERR_FAILED" && error !== "net::ERR_INVALID_REDIRECT") {
    return failedVerdict(fetch);
  }
  if (!actual) return orphan(fetch, results);
  // A preflight that leads to a URL is refused; a `Location` that cannot be read is a network error.
  if (error === "net::ERR_INVALID_REDIRECT" && !(preflight && isRedirect(preflight))) return failedVerdict(fetch);
  const refusing = results.filter(({ matches }) => matches.length > 0);
  if (error === undefined) {
    return isRevalidation(hop)
      ? afterRevalidation(fetch, hop, judged ? results : [], history)
      : withoutBrowserError(fetch, results, history);
  }
  if (isRepeatedInWorker(fetch, judged)) return cannotTellInWorker(fetch, refusing);
  if (refusing.length < results.length && mayBeGivenUp(fetch, actual)) return cannotTellWhoEnded(fetch, refusing);
  if (refusing.length < results.length && mayHaveBeenSent(hop)) return noMatchingCause(fetch, hop, history, refusing);
  if (refusing.length > 0)
    return refusing.length < results.length && mayEndAt(actual, fetch)
      ? possiblyRefusedVerdict(fetch, refusing)
      : refusedVerdict(fetch, refusing);
  const withCredentials = modeResult("include", judged);
  if (
    fetch.credentials === "omit" &&
    withCredentials.matches.length > 0 &&
    !isRedirect(actual) &&
    !observedCallOf(fetch.hops)
  ) {
    return possiblyRefusedVerdict(fetch, [withCredentials]);
  }
  return noMatchingCause(fetch, hop, history);
}

/** What was stopped by one of several preflights, with answers that are refused for different reasons, is not certain. */
function withAmbiguousPreflights(verdict: Verdict): Verdict {
  const { fetch, outcome, matches, blocking, alternatives } = verdict;
  const { actual, ambiguousPreflights = [], origin, method } = lastHop(fetch);
  if (ambiguousPreflights.length === 0 || outcome === "allowed" || outcome === "failed") return verdict;
  const steps = ambiguousPreflights.map((preflight) =>
    preflightStep(preflight, { origin, method, pageOrigin: fetch.origin }),
  );
  // In a worker, one whose own preflight passed, and whose response was refused, is recorded no otherwise.
  const ofResponse = fetch.context !== "page" && actual?.status === 0 && !actual.mayHaveBeenSent ? responseNames : [];
  const names = [...steps.flatMap((step) => blockingNames(modeResults(fetch, step))), ...ofResponse];
  const first = matches[blocking];
  const known = first ? chromeName(first.match) : null;
  const others = unique(names).filter((name) => name !== known && !alternatives.includes(name));
  if (others.length === 0) return verdict;
  return {
    ...verdict,
    certainty: verdict.certainty && "possible",
    matches: matches.map(({ match }) => ({ match, certainty: "possible" })),
    alternatives: first ? [...alternatives, ...others] : [...others, ...alternatives],
  };
}

/** True where the recorded headers are all that the browser judged; those of a 304 are put into stored ones. */
function isToldByHeaders({ hasWireHeaders, status, fetchedViaServiceWorker }: Exchange): boolean {
  return hasWireHeaders && status > 0 && status !== 304 && !fetchedViaServiceWorker;
}

/** What a service worker asks for fails as well when its page wants it no more; where it is refused, so is the page. */
function mayBeGivenUp({ context, pageExchange }: CorsFetch, { status }: Exchange): boolean {
  return context === "service-worker" && pageExchange === null && status > 0;
}

/** A redirect that passes may still have been ended by the page, with `redirect: "error"`. */
function mayEndAt(actual: Exchange, { hops }: CorsFetch): boolean {
  return isRedirect(actual) && observedCallOf(hops)?.redirect !== "follow";
}

/**
 * True when a request without a recorded response may have been sent all the same: DevTools tells of some failures before
 * it has the response's headers. One that was never sent ends when its preflight does.
 */
function mayHaveBeenSent({ actual, preflight }: Hop): boolean {
  if (!actual || !preflight || actual.status > 0) return false;
  return actual.mayHaveBeenSent || actual.endedAt - preflight.endedAt > longestHandOver;
}

/** Milliseconds from the end of a preflight to the end of the request that it stopped: 2 at the median, 67 at most, measured. */
const longestHandOver = 150;

function allowed(fetch: CorsFetch, results: readonly ModeResult[], headersTell: boolean): Verdict {
  const passing = results.filter(({ matches }) => matches.length === 0);
  const [only] = passing;
  return {
    ...unknownVerdict(fetch),
    outcome: "allowed",
    credentials: passing.length === 1 && only && headersTell ? only.credentials : fetch.credentials,
    // With `redirect: "manual"` nothing is followed, wherever the redirect leads.
    contradictsHeaders: headersTell && fetch.mode === "cors" && passing.length === 0 && !endsAtTarget(results),
  };
}

/** The browser let a response through that the server never gave, or asked the server nothing before. */
function cannotTellBehindInterception(fetch: CorsFetch, preflight: Exchange | null): Verdict {
  return {
    ...unknownVerdict(fetch),
    cannotTell: {
      because: preflight?.isIntercepted
        ? "the preflight was answered by the program that drives the browser, in the server's place"
        : "the request was answered by the program that drives the browser, in the server's place",
      todo: "run it without request interception (Playwright: `page.route()`), which answers preflights by itself",
    },
  };
}

/** Plain elements, opaque fetches and `same-origin` mode: the check does not apply, only the outcome counts. */
function withoutCheck(fetch: CorsFetch): Verdict {
  const { actual } = lastHop(fetch);
  const { error } = actual ?? {};
  const pageExchangeFailed = fetch.pageExchange?.error === "net::ERR_FAILED";
  const ok = error === null || (error === "net::ERR_ABORTED" && actual !== null && isOkStatus(actual.status));
  const noWord = error === undefined && actual !== null && actual.status > 0;
  return (ok || noWord) && !pageExchangeFailed
    ? { ...unknownVerdict(fetch), outcome: "allowed" }
    : failedVerdict(fetch);
}

/** A preflight whose actual request the recording does not hold. */
function orphan(fetch: CorsFetch, results: readonly ModeResult[]): Verdict {
  const { preflight } = lastHop(fetch);
  const refusing = results.filter(({ matches }) => matches.length > 0);
  if (refusing.length === results.length) return refusedVerdict(fetch, refusing);
  if (preflight?.status === 0) return failedVerdict(fetch);
  return {
    ...unknownVerdict(fetch),
    outcome: "unknown",
    alternatives: blockingNames(refusing),
    cannotTell: {
      because: "the preflight passed, but the request that it was for is not in the recording",
      todo: "reload with DevTools open, and clear the Network panel's filter",
    },
  };
}

/** A worker's blocked response leaves no headers, so a preflight that passes there tells nothing of the request after it. */
function isRepeatedInWorker({ context, credentials, hops }: CorsFetch, judged: Step | null): boolean {
  const { actual } = hops.at(-1) ?? {};
  if (context === "page" || judged?.name !== "preflight" || !actual || actual.mayHaveBeenSent) return false;
  return credentials === "unknown" && checkResponse(underCredentialsMode(judged, "omit")).length === 0;
}
