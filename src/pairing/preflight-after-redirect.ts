import { groupBy } from "../collections.ts";
import { type CorsFetch, type Exchange, lastHop, observedCallOf } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { methodAfterRedirect } from "../fetch/http-redirect-fetch.ts";
import { isRedirect } from "../fetch/status.ts";
import { actualStep, checkResponse, underCredentialsMode } from "../verdict/check-response.ts";
import { fetchOfPreflight } from "./hops.ts";
import { byStart, strictTolerance } from "./timing.ts";

/**
 * The fetches, of which those that end at a redirect are continued by the preflight for its target, and the preflights that
 * continue none. A recording that was not made in a browser lacks the request that such a preflight stopped.
 */
export function continueWithPreflights(
  fetches: readonly CorsFetch[],
  preflights: readonly Exchange[],
): { readonly fetches: readonly CorsFetch[]; readonly others: readonly Exchange[] } {
  const others = new Set(preflights);
  const byUrl = groupBy(preflights.toSorted(byStart), ({ url }) => url);
  const continued = fetches.map((fetch) => {
    const { actual: redirect, origin } = lastHop(fetch);
    if (!redirect || redirect.error || !isRedirect(redirect) || !mayFollow(fetch, redirect)) return fetch;
    const origins = [fetch.origin, origin, "null"];
    const next = byUrl
      .get(redirect.redirectUrl)
      ?.find((preflight) => others.has(preflight) && isForTarget(preflight, redirect, origins));
    if (!next) return fetch;
    others.delete(next);
    return { ...fetch, hops: [...fetch.hops, ...fetchOfPreflight(next).hops] };
  });
  return { fetches: continued, others: [...others] };
}

/** False where the browser cannot have sent a preflight for the redirect's target. */
function mayFollow(fetch: CorsFetch, redirect: Exchange): boolean {
  const { redirect: asked = "unknown" } = observedCallOf(fetch.hops) ?? {};
  if (fetch.mode === "no-cors" || fetch.mode === "same-origin" || asked === "manual" || asked === "error") return false;
  const step = actualStep(lastHop(fetch), redirect, fetch.origin);
  return checkResponse(underCredentialsMode(step, "omit")).length === 0;
}

function isForTarget(
  { requestHeaders, startedAt }: Exchange,
  redirect: Exchange,
  origins: readonly unknown[],
): boolean {
  const delay = startedAt - redirect.endedAt;
  return (
    getHeader(requestHeaders, "Access-Control-Request-Method") ===
      methodAfterRedirect(redirect.status, redirect.method) &&
    origins.includes(getHeader(requestHeaders, "Origin")) &&
    !(delay < -strictTolerance || delay > maxDelay)
  );
}

/** Milliseconds from the end of a redirect to the preflight for its target. */
const maxDelay = 1000;
