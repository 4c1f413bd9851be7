import type { CorsFetch, Exchange, Hop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { originHeaderOf, requestHeadersOf, serverOf } from "../fetch/recorded-exchange.ts";
import { isRedirect } from "../fetch/status.ts";
import type { PreflightMatches } from "./preflights.ts";
import type { RedirectChain } from "./redirect-chains.ts";

/**
 * The hops of a redirect chain, each with its preflights and the origin that the browser compares with the response.
 * @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
export function hopsOf(chain: RedirectChain, callerOrigin: string, matches: PreflightMatches): Hop[] {
  const [first] = chain;
  let previous = serverOf(first);
  let isCrossOrigin = isOther(previous, callerOrigin);
  const hop = hopOf(first, callerOrigin, isCrossOrigin, matches);
  // An array that grows takes 150 bytes, which most fetches do not need.
  if (chain.length === 1) return [hop];
  let origin = callerOrigin;
  return chain.map((actual, at) => {
    if (at === 0) return hop;
    const target = serverOf(actual);
    if (previous !== "" && previous !== target && previous !== callerOrigin) origin = "null";
    isCrossOrigin ||= isOther(target, callerOrigin);
    previous = target;
    return hopOf(actual, origin, isCrossOrigin, matches);
  });
}

/** True for a server of another origin than the caller's, where the caller is known. An opaque origin is another one. */
function isOther(target: string, callerOrigin: string): boolean {
  return callerOrigin !== "" && (target !== callerOrigin || target === "null");
}

function hopOf(
  actual: Exchange,
  origin: string,
  isCrossOrigin: boolean,
  { preflightOf, ambiguousPreflightsOf }: PreflightMatches,
): Hop {
  const { method, url } = actual;
  const sent = actual.hasWireHeaders ? originHeaderOf(actual) : null;
  const ambiguousPreflights = ambiguousPreflightsOf.get(actual);
  const preflight = preflightOf.get(actual) ?? null;
  const hop: Hop = { actual, preflight, method, url, origin: sent ?? origin, isCrossOrigin };
  return ambiguousPreflights ? { ...hop, ambiguousPreflights } : hop;
}

/**
 * The chain without the target of a redirect that the browser did not follow, because of the redirect's own response or
 * because of a user name in its URL. Firefox lists such a target, without timings. A target stays when its preflight is
 * recorded, or when its scheme is another than http or https: that scheme is what it is refused for.
 */
export function withoutUnsentTarget(chain: RedirectChain, preflightOf: PreflightMatches["preflightOf"]): RedirectChain {
  const [first, ...others] = chain;
  const last = others.pop();
  if (!last || last.status > 0 || !URL.canParse(last.url)) return chain;
  const isUnsent =
    last.error === undefined && !last.mayHaveBeenSent && !preflightOf.has(last) && /^https?:/.test(last.url);
  const { username, password } = new URL(last.url);
  return isUnsent || username !== "" || password !== "" ? [first, ...others] : chain;
}

/** True when a hop crosses to another origin, or when a same-origin request failed at a redirect to one. */
export function leavesOrigin(hops: readonly Hop[], origin: string): boolean {
  if (hops.some((hop) => hop.isCrossOrigin)) return true;
  const { actual } = hops.at(-1) ?? {};
  if (!actual || actual.error === null || !isRedirect(actual)) return false;
  return originOf(actual.redirectUrl) !== origin;
}

/** A preflight whose actual request is not recorded, as a fetch of one hop. */
export function fetchOfPreflight(preflight: Exchange): CorsFetch {
  const { origin: sent, requestedMethod } = requestHeadersOf(preflight);
  const origin = sent ?? "";
  const method = requestedMethod ?? "";
  const hop: Hop = { actual: null, preflight, method, url: preflight.url, origin, isCrossOrigin: true };
  return { origin, hops: [hop], mode: "cors", credentials: "unknown", context: "page", pageExchange: null };
}
