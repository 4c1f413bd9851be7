import type { Cause, Step } from "./causes/cause.ts";
import { causes } from "./causes/index.ts";
import { insecureLocalNetwork } from "./causes/insecure-local-network.ts";
import { localNetworkAccessDenied } from "./causes/local-network-access-denied.ts";
import { localNetworkAddressMismatch } from "./causes/local-network-address-mismatch.ts";
import { missingAllowOrigin } from "./causes/missing-allow-origin.ts";
import { unsupportedScheme } from "./causes/unsupported-scheme.ts";
import type { Certainty, Diagnosis, Outcome } from "./diagnosis.ts";
import { askedOf, type CorsFetch, type CredentialsMode, type Exchange, type Hop, lastHop } from "./exchange.ts";
import { isLocalHost, isLocalNetworkBlock } from "./fetch/local-network.ts";
import { isCorsSafelistedMethod } from "./fetch/safelist.ts";
import { isOkStatus, isRedirect } from "./fetch/status.ts";
import type { History } from "./history.ts";
import { decidingStep, type Hit, isAnswered, isRevalidation, judge, preflightStep, withMode } from "./judge.ts";
import { localNetworkBlock } from "./sightings.ts";
import { corsUnsafeHeaders, storedResponse } from "./stored.ts";

/** The outcome of one fetch, and the causes behind it in the browser's order. */
export interface Verdict {
  readonly fetch: CorsFetch;
  readonly outcome: Outcome;
  readonly credentials: CredentialsMode;
  readonly hits: readonly { readonly hit: Hit; readonly certainty: Certainty }[];
  /** Index into `hits` of the one that stopped the browser. */
  readonly blocking: number;
  readonly certainty: Certainty | null;
  readonly alternatives: readonly string[];
  readonly cannotTell: Diagnosis["cannotTell"];
  /** True when the browser let a response through that its recorded headers forbid. */
  readonly alteredHeaders: boolean;
}

/** Chromium's name for a hit. */
export function chromeName({ cause, step }: Hit): string {
  return cause.reportedAs.chrome[step.name] ?? cause.id;
}

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
    return isRevalidation(hop) && !judged ? revalidated(fetch, hop, history) : unworded(fetch, worlds, history);
  }
  if (isRepeatedInWorker(fetch, judged)) return cannotTellInWorker(fetch, refusing);
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
  const { rivals = [], origin, method } = lastHop(fetch);
  if (rivals.length === 0 || outcome === "allowed" || outcome === "failed") return verdict;
  const steps = rivals.map((rival) => preflightStep(rival, { origin, method, pageOrigin: fetch.origin }));
  const names = steps.flatMap((step) => firstNames(worldsOf(fetch, step)));
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

interface World {
  readonly credentials: Step["credentials"];
  readonly hits: readonly Hit[];
}

/**
 * What the decisive response shows under each credentials mode that the recording leaves open. The check asks more of a
 * response to a request with credentials: one that passes so passes without.
 */
function worldsOf({ credentials }: CorsFetch, judged: Step | null): World[] {
  if (credentials !== "unknown") return [judgeWith(credentials, judged)];
  const include = judgeWith("include", judged);
  return [include.hits.length === 0 ? { credentials: "omit", hits: [] } : judgeWith("omit", judged), include];
}

function judgeWith(credentials: World["credentials"], judged: Step | null): World {
  return { credentials, hits: judged ? judge(withMode(judged, credentials)) : [] };
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

/** A refusal for which the recording leaves another explanation. */
function doubted(fetch: CorsFetch, refusing: readonly World[]): Verdict {
  const verdict = refused(fetch, refusing);
  const hits = verdict.hits.map(({ hit }) => ({ hit, certainty: "possible" as const }));
  return { ...verdict, credentials: fetch.credentials, certainty: "possible", hits };
}

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
  const step = preflight?.intercepted ? "preflight" : "request";
  return {
    ...nothing(fetch),
    cannotTell: {
      because: `the ${step} was answered by the program that drives the browser, in the server's place`,
      todo: "run it without request interception (Playwright: `page.route()`), which answers preflights by itself",
    },
  };
}

function failed(fetch: CorsFetch): Verdict {
  return { ...nothing(fetch), outcome: "failed" };
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

function refused(fetch: CorsFetch, refusing: readonly World[]): Verdict {
  const hits = mergeHits(refusing);
  const firsts = refusing.flatMap(({ hits: [first] }) => (first ? [first] : []));
  const [first] = firsts;
  const sure = first !== undefined && firsts.every(({ cause }) => cause === first.cause);
  const [only] = refusing;
  return {
    ...nothing(fetch),
    outcome: "refused",
    credentials: refusing.length === 1 && only ? only.credentials : fetch.credentials,
    hits,
    blocking: Math.max(
      0,
      hits.findIndex(({ hit }) => hit.cause === first?.cause),
    ),
    certainty: sure ? "certain" : "possible",
    alternatives: sure || !first ? [] : otherNames(first, firsts),
  };
}

/** The hits of all worlds in the browser's order; certain where every world has them. */
function mergeHits(worlds: readonly World[]): Verdict["hits"] {
  const merged: { readonly hit: Hit; count: number }[] = [];
  for (const { hits } of worlds) {
    for (const hit of hits) {
      const known = merged.find(({ hit: { cause } }) => cause === hit.cause);
      if (known) known.count++;
      else merged.push({ hit, count: 1 });
    }
  }
  return merged
    .sort((a, b) => placeOf(a.hit.cause) - placeOf(b.hit.cause))
    .map(({ hit, count }) => ({ hit, certainty: count === worlds.length ? "certain" : "possible" }));
}

function placeOf(cause: Cause): number {
  return places.get(cause) ?? causes.length;
}

const places = new Map((causes as readonly Cause[]).map((cause, place) => [cause, place]));

function otherNames(first: Hit, others: readonly Hit[]): string[] {
  return unique(others.map(chromeName)).filter((name) => name !== chromeName(first));
}

/** A recording without the browser's word: the check decides, and what rests on the credentials mode stays possible. */
function unworded(fetch: CorsFetch, worlds: readonly World[], history: History): Verdict {
  const hop = lastHop(fetch);
  const { actual } = hop;
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  const isSilent = actual?.status === 0 && actual.maybeSent && history.browser !== "firefox";
  if (isSilent && firstStep(refusing) === "actual") return withoutWord(fetch, hop, refusing);
  if (refusing.length === worlds.length)
    return mayBeManual(fetch, refusing, history) ? doubted(fetch, refusing) : refused(fetch, refusing);
  if (actual && !actual.maybeSent && refusing.length > 0) return refused(fetch, refusing);
  if (actual?.status === 0 && actual.responseHeaders.length > 0) return withoutStatus(fetch, hop);
  if (actual?.status === 0) return isSilent ? withoutWord(fetch, hop, refusing) : failed(fetch);
  if (actual && isRedirect(actual) && askedOf(fetch.hops)?.redirect !== "manual")
    return withoutTarget(fetch, actual, refusing);
  const hits = mergeHits(refusing).map(({ hit }) => ({ hit, certainty: "possible" as const }));
  return {
    ...nothing(fetch),
    outcome: "allowed",
    hits,
    alternatives: hits.slice(0, 1).map(({ hit }) => chromeName(hit)),
    cannotTell: hits.length > 0 ? credentialsNotRecorded : null,
  };
}

/** Where nothing tells how a 304 ended, the headers that the browser's cache held decide, if the recording has them. */
function revalidated(fetch: CorsFetch, hop: Hop, history: History): Verdict {
  const stored = hop.actual && storedResponse(hop.actual, history);
  if (!stored) return { ...nothing(fetch), alternatives: responseNames, cannotTell: storedNotRecorded };
  const worlds = worldsOf(fetch, { ...emptyStep(fetch), exchange: stored, origin: hop.origin });
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  return refusing.length === worlds.length ? doubted(fetch, refusing) : unworded(fetch, worlds, history);
}

/** Firefox records no status where the frame or worker that asked is gone before it has told everything. */
function withoutStatus(fetch: CorsFetch, hop: Hop): Verdict {
  return {
    ...nothing(fetch),
    alternatives: namesLeft(fetch, hop),
    cannotTell: {
      because: "the recording of the response is not complete: who asked for it was gone too soon",
      todo: "make the same call from the page once, or look at the response with the curl command",
    },
  };
}

function firstStep([world]: readonly World[]): Step["name"] | undefined {
  return world?.hits[0]?.step.name;
}

/** With `redirect: "manual"` the page gets a redirect whose target it may not be sent to; Firefox lists one that it tried. */
function mayBeManual(fetch: CorsFetch, refusing: readonly World[], history: History): boolean {
  const { actual } = lastHop(fetch);
  if (askedOf(fetch.hops)?.redirect === "follow" || history.ofUrl(actual?.redirectUrl ?? "").length > 0) return false;
  return endsAtTarget(refusing);
}

function endsAtTarget(worlds: readonly World[]): boolean {
  return worlds.every(({ hits: [first] }) => first?.cause.check === "redirect-url");
}

/** Neither a response nor how the request ended: Safari records so what it refused, others what never got an answer. */
function withoutWord(fetch: CorsFetch, hop: Hop, refusing: readonly World[]): Verdict {
  return {
    ...nothing(fetch),
    alternatives: unique([...firstNames(refusing), ...namesLeft(fetch, hop)]),
    cannotTell: {
      because: "this recording holds no response, and not how the request ended",
      todo: "open the server in a tab of its own to see whether it answers, and save the recording with Chrome or Firefox",
    },
  };
}

function withoutTarget(fetch: CorsFetch, { redirectUrl }: Exchange, refusing: readonly World[]): Verdict {
  const { chrome } = unsupportedScheme.reportedAs;
  const ofTarget = /^https?:/.test(redirectUrl) || !chrome.actual ? [] : [chrome.actual];
  return {
    ...nothing(fetch),
    alternatives: [...firstNames(refusing), ...ofTarget],
    cannotTell: {
      because: "the response redirects, and the request that follows is not in the recording",
      todo: "reload with the recorder open, and clear its filter",
    },
  };
}

const credentialsNotRecorded = {
  because: "the response passes only without credentials, and this recording does not hold the credentials mode",
  todo: 'look in the calling code for `credentials: "include"` or `withCredentials`: with it, the browser refuses this response',
};

/** Chromium's name of what stops the browser in each of these. */
function firstNames(refusing: readonly World[]): string[] {
  return refusing.flatMap(({ hits: [first] }) => (first ? [chromeName(first)] : []));
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

function cannotTellInWorker(fetch: CorsFetch, refusing: readonly World[]): Verdict {
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

function localNetworkRefusal(fetch: CorsFetch, preflight: Exchange): Verdict {
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

/** The browser refused, and nothing that the recording holds says why: what is left is told, the likeliest first. */
function unexplained(fetch: CorsFetch, hop: Hop, history: History, refusing: readonly World[] = []): Verdict {
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

const storedNotRecorded = {
  because:
    "the server confirmed with 304 what the browser's cache holds, and the recording does not hold those headers",
  todo: 'tick "Disable cache" in the Network panel and reload; if it then passes, send `Vary: Origin`',
};

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

function targetsLocalNetwork(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}

/** Chromium's names of what may have happened to a request of which nothing but the failure is recorded. */
function namesLeft(fetch: CorsFetch, hop: Hop): string[] {
  if (hop.actual && hop.actual.status > 0) return [...responseNames];
  const isAsked = hop.preflight !== null && isAnswered(hop.preflight);
  const names = !isAsked && mayNeedPreflight(hop) ? [...preflightNames, ...responseNames] : responseNames;
  return targetsLocalNetwork(hop.url) ? [...names, ...localNetworkNames(fetch)] : [...names];
}

/** An upload that the page listens to needs one too, and no recording tells of listeners. */
function mayNeedPreflight({ actual, method }: Hop): boolean {
  if (!actual) return false;
  const mayBeUpload = method === "POST" && (actual.resourceType === "xhr" || actual.resourceType === "");
  return mayBeUpload || !isCorsSafelistedMethod(method) || corsUnsafeHeaders(actual).length > 0;
}

function localNetworkNames(fetch: CorsFetch): string[] {
  const order = /^https:/.test(fetch.origin)
    ? [localNetworkAccessDenied, localNetworkAddressMismatch, insecureLocalNetwork]
    : [insecureLocalNetwork, localNetworkAccessDenied, localNetworkAddressMismatch];
  return order.flatMap(({ reportedAs }) => reportedAs.chrome.actual ?? []);
}

/** Ordered by how often each is met, the missing header first. */
const frequency = [missingAllowOrigin.id, "allow-origin-mismatch", "wildcard-origin-with-credentials"];

const checkNames = (step: Step["name"]) =>
  (causes as readonly Cause[])
    .filter(
      ({ spec, judges, remedy }) => judges.includes(step) && !spec.includes("wicg") && remedy !== "change-request",
    )
    .sort((a, b) => rank(a.id) - rank(b.id))
    .flatMap(({ reportedAs }) => reportedAs.chrome[step] ?? []);

const rank = (id: string) => (frequency.indexOf(id) + frequency.length + 1) % (frequency.length + 1);

const responseNames: readonly string[] = checkNames("actual");
const preflightNames: readonly string[] = checkNames("preflight");

function emptyStep(fetch: CorsFetch): Omit<Step, "exchange"> {
  const { origin, method } = lastHop(fetch);
  return {
    name: "actual",
    origin,
    credentials: "omit",
    method,
    headerNames: [],
    crossOrigin: true,
    pageOrigin: fetch.origin,
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function nothing(fetch: CorsFetch): Verdict {
  return {
    fetch,
    outcome: "unknown",
    credentials: fetch.credentials,
    hits: [],
    blocking: 0,
    certainty: null,
    alternatives: [],
    cannotTell: null,
    alteredHeaders: false,
  };
}
