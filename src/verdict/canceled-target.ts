import { type CorsFetch, lastHop, observedCallOf } from "../exchange.ts";
import { isRedirectStatus } from "../fetch/status.ts";
import { allowedVerdict, cannotTell, failedVerdict, type Verdict } from "./outcome.ts";

/**
 * True for a fetch after whose redirect Chromium canceled the next request before it was sent. Chromium does so with
 * `redirect: "manual"`, where the page gets the redirect, and where the page cancels a fetch in this moment. The redirect has
 * passed the CORS check then. An XMLHttpRequest always follows redirects.
 */
export function hasCanceledTarget(fetch: CorsFetch): boolean {
  const { actual, preflight } = lastHop(fetch);
  if (actual?.error !== "net::ERR_ABORTED" || actual.resourceType !== "fetch") return false;
  const redirect = fetch.hops.at(-2)?.actual;
  return !actual.mayHaveBeenSent && preflight === null && isRedirectStatus(redirect?.status ?? 0);
}

export function withCanceledTarget(fetch: CorsFetch): Verdict {
  const { redirect = "unknown" } = observedCallOf(fetch.hops) ?? {};
  if (redirect === "manual") return allowedVerdict(fetch);
  return redirect === "unknown" ? cannotTell(fetch, redirectModeNotRecorded) : failedVerdict(fetch);
}

const redirectModeNotRecorded = {
  because: "the browser canceled the request after the redirect, and the recording lacks the redirect mode",
  todo: 'search the code that sends the request for `redirect: "manual"`; with this setting, the page got the redirect',
};
