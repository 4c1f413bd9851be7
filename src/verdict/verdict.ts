import type { Step } from "../causes/cause.ts";
import { askedOf, type CorsFetch, type Exchange, type Hop, lastHop } from "../exchange.ts";
import { isLocalNetworkBlock } from "../fetch/local-network.ts";
import { isOkStatus, isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { decidingStep, isRevalidation, judge, preflightStep, withMode } from "./check-response.ts";
import { doubted, endsAtTarget, firstNames, judgeWith, refused, type World, worldsOf } from "./credentials-modes.ts";
import { cannotTellInWorker, cannotTellWhoEnded, localNetworkRefusal, unexplained } from "./no-matching-cause.ts";
import { chromeName, failed, nothing, unique, type Verdict } from "./outcome.ts";
import { responseNames } from "./possible-names.ts";
import { revalidated, unworded } from "./without-browser-error.ts";

/**
 * Judges one fetch. Whether it was refused is the browser's word where the recording has it, else the check's; why it
 * was refused is always the check's. Where the credentials mode is open, both modes are tried and those that contradict
 * the outcome are dropped.
 */
export function verdictOf(fetch: CorsFetch, history: History): Verdict {
  return amongRivals(verdictAlone(fetch, history));
}

function verdictAlone(fetch: CorsFetch, history: History): Verdict {
  const hop = lastHop(fetch);
  const { actual, preflight } = hop;
  if (fetch.mode === "no-cors" || fetch.mode === "same-origin") return withoutCheck(fetch);
  if (preflight && isLocalNetworkBlock(preflight)) return localNetworkRefusal(fetch, preflight);
  const judged = decidingStep(hop, fetch.origin);
  const worlds = worldsOf(fetch, judged);
  const error = actual ? actual.error : preflight?.error;
  if (error === null && actual) {
    if (actual.intercepted || preflight?.intercepted) return cannotTellBehindInterception(fetch, preflight);
    return allowed(fetch, worlds, isToldByHeaders(actual));
  }
  if (error === "net::ERR_ABORTED" && actual && isOkStatus(actual.status)) return allowed(fetch, worlds, false);
  if (error !== undefined && error !== null && error !== "net::ERR_FAILED" && error !== "net::ERR_INVALID_REDIRECT") {
    return failed(fetch);
  }
  if (!actual) return orphan(fetch, worlds);
  // A preflight that leads to a URL is refused; a `Location` that cannot be read is a network error.
  if (error === "net::ERR_INVALID_REDIRECT" && !(preflight && isRedirect(preflight))) return failed(fetch);
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  if (error === undefined) {
    return isRevalidation(hop)
      ? revalidated(fetch, hop, judged ? worlds : [], history)
      : unworded(fetch, worlds, history);
  }
  if (isRepeatedInWorker(fetch, judged)) return cannotTellInWorker(fetch, refusing);
  if (refusing.length < worlds.length && mayBeGivenUp(fetch, actual)) return cannotTellWhoEnded(fetch, refusing);
  if (refusing.length < worlds.length && mayHaveBeenSent(hop)) return unexplained(fetch, hop, history, refusing);
  if (refusing.length > 0)
    return refusing.length < worlds.length && mayEndAt(actual, fetch)
      ? doubted(fetch, refusing)
      : refused(fetch, refusing);
  const withCredentials = judgeWith("include", judged);
  if (fetch.credentials === "omit" && withCredentials.hits.length > 0 && !isRedirect(actual) && !askedOf(fetch.hops)) {
    return doubted(fetch, [withCredentials]);
  }
  return unexplained(fetch, hop, history);
}

/** What was stopped by one of several preflights, with answers that are refused for different reasons, is not certain. */
function amongRivals(verdict: Verdict): Verdict {
  const { fetch, outcome, hits, blocking, alternatives } = verdict;
  const { actual, rivals = [], origin, method } = lastHop(fetch);
  if (rivals.length === 0 || outcome === "allowed" || outcome === "failed") return verdict;
  const steps = rivals.map((rival) => preflightStep(rival, { origin, method, pageOrigin: fetch.origin }));
  // In a worker, one whose own preflight passed, and whose response was refused, is recorded no otherwise.
  const ofResponse = fetch.context !== "page" && actual?.status === 0 && !actual.maybeSent ? responseNames : [];
  const names = [...steps.flatMap((step) => firstNames(worldsOf(fetch, step))), ...ofResponse];
  const first = hits[blocking];
  const known = first ? chromeName(first.hit) : null;
  const others = unique(names).filter((name) => name !== known && !alternatives.includes(name));
  if (others.length === 0) return verdict;
  return {
    ...verdict,
    certainty: verdict.certainty && "possible",
    hits: hits.map(({ hit }) => ({ hit, certainty: "possible" })),
    alternatives: first ? [...alternatives, ...others] : [...others, ...alternatives],
  };
}

/** True where the recorded headers are all that the browser judged; those of a 304 are put into stored ones. */
function isToldByHeaders({ wireHeaders, status, viaServiceWorker }: Exchange): boolean {
  return wireHeaders && status > 0 && status !== 304 && !viaServiceWorker;
}

/** What a service worker asks for fails as well when its page wants it no more; where it is refused, so is the page. */
function mayBeGivenUp({ context, pageSide }: CorsFetch, { status }: Exchange): boolean {
  return context === "service-worker" && pageSide === null && status > 0;
}

/** A redirect that passes may still have been ended by the page, with `redirect: "error"`. */
function mayEndAt(actual: Exchange, { hops }: CorsFetch): boolean {
  return isRedirect(actual) && askedOf(hops)?.redirect !== "follow";
}

/**
 * True when a request without a recorded response may have been sent all the same: DevTools tells of some failures before
 * it has the response's headers. One that was never sent ends when its preflight does.
 */
function mayHaveBeenSent({ actual, preflight }: Hop): boolean {
  if (!actual || !preflight || actual.status > 0) return false;
  return actual.maybeSent || actual.endedAt - preflight.endedAt > longestHandOver;
}

/** Milliseconds from the end of a preflight to the end of the request that it stopped: 2 at the median, 67 at most, measured. */
const longestHandOver = 150;

function allowed(fetch: CorsFetch, worlds: readonly World[], headersTell: boolean): Verdict {
  const passing = worlds.filter(({ hits }) => hits.length === 0);
  const [only] = passing;
  return {
    ...nothing(fetch),
    outcome: "allowed",
    credentials: passing.length === 1 && only && headersTell ? only.credentials : fetch.credentials,
    // With `redirect: "manual"` nothing is followed, wherever the redirect leads.
    alteredHeaders: headersTell && fetch.mode === "cors" && passing.length === 0 && !endsAtTarget(worlds),
  };
}

/** The browser let a response through that the server never gave, or asked the server nothing before. */
function cannotTellBehindInterception(fetch: CorsFetch, preflight: Exchange | null): Verdict {
  return {
    ...nothing(fetch),
    cannotTell: {
      because: preflight?.intercepted
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
  const pageSideFailed = fetch.pageSide?.error === "net::ERR_FAILED";
  const ok = error === null || (error === "net::ERR_ABORTED" && actual !== null && isOkStatus(actual.status));
  const noWord = error === undefined && actual !== null && actual.status > 0;
  return (ok || noWord) && !pageSideFailed ? { ...nothing(fetch), outcome: "allowed" } : failed(fetch);
}

/** A preflight whose actual request the recording does not hold. */
function orphan(fetch: CorsFetch, worlds: readonly World[]): Verdict {
  const { preflight } = lastHop(fetch);
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  if (refusing.length === worlds.length) return refused(fetch, refusing);
  if (preflight?.status === 0) return failed(fetch);
  return {
    ...nothing(fetch),
    outcome: "unknown",
    alternatives: firstNames(refusing),
    cannotTell: {
      because: "the preflight passed, but the request that it was for is not in the recording",
      todo: "reload with DevTools open, and clear the Network panel's filter",
    },
  };
}

/** A worker's blocked response leaves no headers, so a preflight that passes there tells nothing of the request after it. */
function isRepeatedInWorker({ context, credentials, hops }: CorsFetch, judged: Step | null): boolean {
  const { actual } = hops.at(-1) ?? {};
  if (context === "page" || judged?.name !== "preflight" || !actual || actual.maybeSent) return false;
  return credentials === "unknown" && judge(withMode(judged, "omit")).length === 0;
}
