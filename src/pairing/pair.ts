import { memo } from "../collections.ts";
import {
  type CorsFetch,
  type CredentialsMode,
  type Exchange,
  type Hop,
  observedCallOf,
  type Recording,
} from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { methodAfterRedirect } from "../fetch/http-redirect-fetch.ts";
import { originOf } from "../fetch/origin.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";
import { isRedirect } from "../fetch/status.ts";
import { matchPreflights, type PreflightMatches } from "./preflights.ts";

/** Every cross-origin fetch of a recording, each with its own preflights and redirect hops, in the recording's order. */
export function pair(recording: Recording): CorsFetch[] {
  const exchanges = withoutDoubles(recording.exchanges);
  const preflights: Exchange[] = [];
  const actuals: Exchange[] = [];
  for (const exchange of exchanges) {
    if (isPreflight(exchange)) preflights.push(exchange);
    else if (isFetch(exchange)) actuals.push(exchange);
  }
  const workerScripts = findWorkerScripts(exchanges);
  const pageExchanges = findPageExchanges(actuals, workerScripts);
  const hidden = new Set(pageExchanges.values());
  const visible = hidden.size === 0 ? actuals : actuals.filter((exchange) => !hidden.has(exchange));
  const matches = matchPreflights(preflights, visible, exchanges);
  const matched = new Set(matches.preflightOf.values());
  const scene: Scene = { recording, ...matches, pageExchanges, workerScripts, pageless: exchanges.every(isPageless) };
  const fetches = chainsOf(visible)
    .map((chain) => toFetch(chain, scene))
    .filter((fetch) => fetch.hops.some((hop) => hop.isCrossOrigin) || leavesOrigin(fetch));
  const orphans = preflights.filter((preflight) => !matched.has(preflight)).map((orphan) => orphanFetch(orphan));
  return orphans.length === 0 ? fetches : [...fetches, ...orphans].sort((a, b) => placeOf(a) - placeOf(b));
}

/** True for a preflight by the browser's own word, or by its shape where the recording has no such word. */
export function isPreflight({ resourceType, initiator, method, requestHeaders }: Exchange): boolean {
  if (resourceType === "preflight" || initiator.type === "preflight") return true;
  return (
    initiator.type === "" &&
    resourceType === "" &&
    method === "OPTIONS" &&
    getHeader(requestHeaders, "Access-Control-Request-Method") !== null
  );
}

/** Navigations and sockets are not subject to CORS; `data:` and `blob:` URLs never leave the page. */
function isFetch({ resourceType, url, method, requestHeaders, initiator }: Exchange): boolean {
  if (resourceType === "document" || resourceType === "websocket") return false;
  if (!url.startsWith("http") && /^(wss?|data|blob|about|chrome|devtools|chrome-extension|moz-extension):/.test(url))
    return false;
  if (resourceType === "fetch" || resourceType === "xhr") return true;
  const mode = getHeader(requestHeaders, "Sec-Fetch-Mode");
  if (mode === "navigate" || mode === "websocket" || opensConnection(method, requestHeaders)) return false;
  return resourceType !== "" || initiator.type !== "" || mode !== null || mayBeFetchByHeaders(requestHeaders);
}

/** A socket's handshake, which begins as any GET does over HTTP/1.1; over HTTP/2 it has the method of a proxy's tunnel. */
function opensConnection(method: string, headers: Exchange["requestHeaders"]): boolean {
  return method === "CONNECT" || getHeader(headers, "Sec-WebSocket-Key") !== null;
}

/** Without any sign of its kind, a request is a fetch when it names its origin, or was never sent. */
function mayBeFetchByHeaders(headers: Exchange["requestHeaders"]): boolean {
  return getHeader(headers, "Origin") !== null || getHeader(headers, "Upgrade-Insecure-Requests") === null;
}

/** Chromium delivers some blocked requests twice: same start, method and URL, ended "" or aborted. */
function withoutDoubles(exchanges: readonly Exchange[]): Exchange[] {
  const seen = new Map<string, Exchange>();
  return exchanges.filter((exchange) => {
    const { error, startedAt, method, url } = exchange;
    if (error !== "" && error !== "net::ERR_ABORTED") return true;
    const key = `${startedAt} ${method} ${url}`;
    const twin = seen.get(key);
    seen.set(key, exchange);
    return twin === undefined || twin.error === error;
  });
}

/** URLs of the scripts that workers were started from, each with the kind of worker. */
function findWorkerScripts(exchanges: readonly Exchange[]): Map<string, "worker" | "service-worker"> {
  const scripts = new Map<string, "worker" | "service-worker">();
  for (const { resourceType, initiator, page, url } of exchanges) {
    if (resourceType !== "script" || initiator.type !== "other") continue;
    scripts.set(url, page === "" ? "service-worker" : "worker");
  }
  return scripts;
}

/**
 * Requests that a service worker made again, each with the page's own entry for it: a failed request behind a service
 * worker is recorded twice, and only the worker's entry has the response.
 */
function findPageExchanges(
  actuals: readonly Exchange[],
  workerScripts: Scene["workerScripts"],
): Map<Exchange, Exchange> {
  const pageExchanges = new Map<Exchange, Exchange>();
  const waiting = new Map<string, Exchange[]>();
  for (const exchange of actuals) {
    if (exchange.page === "" || exchange.status !== 0 || exchange.mayHaveBeenSent) continue;
    pushTo(waiting, `${exchange.method} ${exchange.url}`, exchange);
  }
  for (const exchange of actuals) {
    if (exchange.page !== "" || !isServiceWorkers(exchange, workerScripts)) continue;
    const list = waiting.get(`${exchange.method} ${exchange.url}`) ?? [];
    const at = list.findIndex((page) => page.startedAt <= exchange.startedAt && page.endedAt + 50 >= exchange.endedAt);
    const [pageExchange] = at < 0 ? [] : list.splice(at, 1);
    if (pageExchange) pageExchanges.set(exchange, pageExchange);
  }
  return pageExchanges;
}

function isServiceWorkers({ context, initiator }: Exchange, workerScripts: Scene["workerScripts"]): boolean {
  if (context !== "") return context === "service-worker";
  return workerScripts.get(initiator.url) === "service-worker";
}

/** Redirect chains: each exchange with those that its redirects led to. Hops with one request id are one chain. */
function chainsOf(exchanges: readonly Exchange[]): Exchange[][] {
  const byId = new Map<string, Exchange[]>();
  for (const exchange of exchanges) if (exchange.requestId !== "") pushTo(byId, exchange.requestId, exchange);
  const others = byId.size === 0 ? exchanges : exchanges.filter(({ requestId }) => requestId === "");
  return [...byId.values(), ...supposedChains(others)];
}

/** The same where the recording has no ids: by the calling line, the URL, the method and the times. */
function supposedChains(exchanges: readonly Exchange[]): Exchange[][] {
  const redirecting = exchanges.filter(isFollowed);
  const targets = new Set(redirecting.map(({ redirectUrl }) => redirectUrl));
  const nextOf = new Map<Exchange, Exchange>();
  const taken = new Set<Exchange>();
  for (const { from, isAround } of [
    { from: "endedAt", isAround: startsAtEnd },
    { from: "startedAt", isAround: startsMeanwhile },
  ] as const) {
    const byCall = new Map<string, Exchange[]>();
    for (const exchange of exchanges) {
      if (targets.has(exchange.url) && !taken.has(exchange)) pushTo(byCall, callKey(exchange), exchange);
    }
    for (const list of byCall.values()) list.sort((a, b) => a.startedAt - b.startedAt || a.index - b.index);
    const cursors = new Map<string, number>();
    for (const former of redirecting.sort((a, b) => a[from] - b[from] || a.index - b.index)) {
      if (nextOf.has(former)) continue;
      const key = callKey({
        ...former,
        url: former.redirectUrl,
        method: methodAfterRedirect(former.status, former.method),
      });
      const list = byCall.get(key) ?? [];
      let at = cursors.get(key) ?? 0;
      while (at < list.length && (list[at] === former || isBefore(list[at], former, from))) at++;
      const next = list[at];
      if (next && isAround(former, next)) {
        nextOf.set(former, next);
        taken.add(next);
        at++;
      }
      cursors.set(key, at);
    }
  }
  return exchanges.filter((exchange) => !taken.has(exchange)).map((first) => follow(first, nextOf));
}

function isFollowed(exchange: Exchange): boolean {
  return isRedirect(exchange) && !exchange.error;
}

/** Where the times are not known, the order of the recording tells. */
function isBefore(next: Exchange | undefined, former: Exchange, from: "startedAt" | "endedAt"): boolean {
  if (!next) return false;
  const after = next.startedAt - former[from];
  return Number.isNaN(after) ? next.index < former.index : after < -rounding;
}

/** The next hop begins when the former has ended. */
function startsAtEnd(former: Exchange, next: Exchange): boolean {
  return Math.abs(next.startedAt - former.endedAt) <= rounding;
}

/** A recorder may tell late of an end, or of a start. */
function startsMeanwhile(former: Exchange, next: Exchange): boolean {
  return !(next.startedAt > former.endedAt + longestDelay);
}

/** Milliseconds by which times are rounded, and by which a recorder may be late. */
const rounding = 3;
const longestDelay = 1000;

function follow(first: Exchange, nextOf: ReadonlyMap<Exchange, Exchange>): Exchange[] {
  const chain = [first];
  for (let next = nextOf.get(first); next; next = nextOf.get(next)) chain.push(next);
  return chain;
}

/**
 * Equal for the hops of one chain: the same line of code of the same page, and the URL and method in question. Who does
 * not record what made a request may number the pages anew for each, as Firefox does.
 */
function callKey({ initiator, page, resourceType, method, url }: Exchange): string {
  return `${resourceType} ${initiator.type === "" ? "" : page} ${initiator.callSite || initiator.url} ${method} ${url}`;
}

/** What pairing has found out, and what else tells of a caller. */
interface Scene extends PreflightMatches {
  readonly recording: Recording;
  readonly pageExchanges: ReadonlyMap<Exchange, Exchange>;
  readonly workerScripts: ReadonlyMap<string, "worker" | "service-worker">;
  /** True when no exchange names its page, so that a missing page tells nothing. */
  readonly pageless: boolean;
}

function toFetch(chain: readonly Exchange[], scene: Scene): CorsFetch {
  const [first] = chain as [Exchange];
  const { recording, preflightOf, pageExchanges } = scene;
  const origin = callerOrigin(chain, preflightOf, recording);
  const hops = hopsOf(withoutUnsentTarget(chain, preflightOf), origin, scene);
  const pageExchange = pageExchanges.get(first) ?? null;
  return {
    origin,
    hops,
    mode: modeOf(hops),
    credentials: provenCredentials(hops, recording),
    context: pageExchange ? "service-worker" : contextOf(first, scene),
    pageExchange,
  };
}

/**
 * A redirect that the browser does not follow, be it for its own response or for a user name in its URL, though Firefox
 * lists its target. One whose preflight is recorded was asked for, and one of another scheme is refused for that.
 */
function withoutUnsentTarget(chain: readonly Exchange[], preflightOf: Scene["preflightOf"]): readonly Exchange[] {
  const last = chain.at(-1);
  if (chain.length < 2 || !last || last.status > 0 || !URL.canParse(last.url)) return chain;
  const isUnsent =
    last.error === undefined && !last.mayHaveBeenSent && !preflightOf.has(last) && /^https?:/.test(last.url);
  const { username, password } = new URL(last.url);
  return isUnsent || username !== "" || password !== "" ? chain.slice(0, -1) : chain;
}

/** True for a same-origin request that failed at a redirect to another origin. */
function leavesOrigin({ origin, hops }: CorsFetch): boolean {
  const { actual } = hops.at(-1) ?? {};
  if (!actual || actual.error === null || !isRedirect(actual)) return false;
  return originOf(actual.redirectUrl) !== origin;
}

/** The caller's origin, from the surest sign to the weakest: what was sent, then where the call stands, then its page. */
function callerOrigin(
  chain: readonly Exchange[],
  preflightOf: ReadonlyMap<Exchange, Exchange>,
  { pages }: Recording,
): string {
  const [first] = chain as [Exchange];
  const preflight = preflightOf.get(first);
  const sent =
    (preflight && getHeader(preflight.requestHeaders, "Origin")) ?? getHeader(first.requestHeaders, "Origin");
  if (sent) return sent;
  const referrer = getHeader(first.requestHeaders, "Referer");
  const candidates = [referrer, pages.get(first.page), first.initiator.url];
  for (const url of candidates) {
    const origin = url ? originOf(url) : "";
    if (origin !== "" && (origin !== "null" || url?.startsWith("file:"))) return origin;
  }
  return chain.at(-1)?.status === 0 ? onlyOrigin(pages) : "";
}

/** The origin of all pages, which is enough to tell that a request of nobody's, of which no answer is recorded, failed. */
function onlyOrigin(pages: Recording["pages"]): string {
  const [origin = "", ...others] = new Set([...pages.values()].map(originOf));
  return others.length === 0 && origin !== "null" ? origin : "";
}

/** @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
function hopsOf(
  chain: readonly Exchange[],
  origin: string,
  { preflightOf, ambiguousPreflightsOf }: PreflightMatches,
): Hop[] {
  let tainted = false;
  let isCrossOrigin = false;
  let previous = "";
  return chain.map((actual) => {
    const target = originOf(actual.url);
    if (previous !== "" && previous !== target && previous !== origin) tainted = true;
    isCrossOrigin ||= origin !== "" && (target !== origin || target === "null");
    previous = target;
    const sent = actual.hasWireHeaders ? getHeader(actual.requestHeaders, "Origin") : null;
    const ambiguousPreflights = ambiguousPreflightsOf.get(actual);
    return {
      actual,
      preflight: preflightOf.get(actual) ?? null,
      ...(ambiguousPreflights && { ambiguousPreflights }),
      method: actual.method,
      url: actual.url,
      origin: sent ?? (tainted ? "null" : origin),
      isCrossOrigin,
    };
  });
}

function modeOf(hops: readonly Hop[]): CorsFetch["mode"] {
  const { mode: asked = "unknown" } = observedCallOf(hops) ?? {};
  if (asked !== "unknown") return asked;
  if (hops.some((hop) => hop.preflight)) return "cors";
  for (const { actual, isCrossOrigin } of [...hops].reverse()) {
    const mode = actual && getHeader(actual.requestHeaders, "Sec-Fetch-Mode");
    if (mode === "cors" || mode === "no-cors" || mode === "same-origin") return mode;
    if (!actual || !isCrossOrigin) continue;
    const sendsOrigin = getHeader(actual.requestHeaders, "Origin") !== null;
    if (/^(fetch|xhr|eventsource|font)$/.test(actual.resourceType)) {
      const noCors = actual.hasWireHeaders && actual.status > 0 && !sendsOrigin && actual.resourceType === "fetch";
      return noCors ? "no-cors" : "cors";
    }
    if (sendsOrigin) return mayBeFormOrBeacon(actual) ? "unknown" : "cors";
    if (actual.mayHaveBeenSent && actual.hasWireHeaders) return "no-cors";
  }
  return "unknown";
}

/** Forms and beacons send their origin too; what they may send, the browser lets any page send without asking. */
function mayBeFormOrBeacon({ method, requestHeaders }: Exchange): boolean {
  return method === "POST" && corsUnsafeRequestHeaderNames(requestHeaders, setByAnyone).length === 0;
}

/** HTTP authentication puts its header into forms as well. */
const setByAnyone = new Set([...browserSetHeaders, "authorization"]);

/**
 * What the call asked for, where somebody watched it; else what the sent headers prove: a `Cookie`, or Chromium's
 * `Sec-Fetch-Storage-Access`, is there only with credentials; its absence on a cross-site request to a trustworthy host
 * is there only without.
 * @see https://privacycg.github.io/storage-access-headers/
 */
function provenCredentials(hops: readonly Hop[], { browser }: Recording): CredentialsMode {
  const { credentials: asked = "unknown" } = observedCallOf(hops) ?? {};
  if (asked !== "unknown") return asked;
  for (const { actual, isCrossOrigin } of hops) {
    if (actual && isCrossOrigin && actual.credentials !== "unknown") return actual.credentials;
    if (!actual || !isCrossOrigin || !actual.hasWireHeaders) continue;
    const { requestHeaders } = actual;
    if (getHeader(requestHeaders, "Cookie") !== null) return "include";
    if (getHeader(requestHeaders, "Sec-Fetch-Mode") !== "cors") continue;
    if (getHeader(requestHeaders, "Sec-Fetch-Storage-Access") !== null) return "include";
    const crossSite = getHeader(requestHeaders, "Sec-Fetch-Site") === "cross-site";
    if (browser === "chromium" && crossSite && sendsStorageAccess(requestHeaders)) return "omit";
  }
  return "unknown";
}

/** Chromium sends `Sec-Fetch-Storage-Access` since version 133. */
function sendsStorageAccess(headers: Exchange["requestHeaders"]): boolean {
  return isSinceChromium133(getHeader(headers, "User-Agent") ?? "");
}

const isSinceChromium133 = memo((userAgent) => /Chrome\/(13[3-9]|1[4-9]\d|[2-9]\d\d|\d{4,})\./.test(userAgent));

/**
 * A dedicated worker's requests have no page id while their preflights have one; without a preflight, only a script
 * that was loaded as a worker tells.
 */
function contextOf(first: Exchange, { preflightOf, workerScripts, pageless }: Scene): CorsFetch["context"] {
  if (first.context !== "") return first.context;
  if (!isPageless(first) || first.initiator.type !== "script" || pageless) return "page";
  const preflight = preflightOf.get(first);
  if (preflight && !isPageless(preflight)) return "worker";
  return workerScripts.get(first.initiator.url) ?? "page";
}

function isPageless({ page }: Exchange): boolean {
  return page === "";
}

function orphanFetch(preflight: Exchange): CorsFetch {
  const origin = getHeader(preflight.requestHeaders, "Origin") ?? "";
  const method = getHeader(preflight.requestHeaders, "Access-Control-Request-Method") ?? "";
  const hop: Hop = { actual: null, preflight, method, url: preflight.url, origin, isCrossOrigin: true };
  return { origin, hops: [hop], mode: "cors", credentials: "unknown", context: "page", pageExchange: null };
}

function placeOf({ hops }: CorsFetch): number {
  const { actual, preflight } = hops[0] ?? {};
  return actual?.index ?? preflight?.index ?? 0;
}

/** Adds to the list under a key. */
function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
