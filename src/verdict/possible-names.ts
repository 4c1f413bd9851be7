import type { Cause, Step } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import { insecureLocalNetwork } from "../causes/insecure-local-network.ts";
import { localNetworkAccessDenied } from "../causes/local-network-access-denied.ts";
import { localNetworkAddressMismatch } from "../causes/local-network-address-mismatch.ts";
import { missingAllowOrigin } from "../causes/missing-allow-origin.ts";
import type { CorsFetch, Hop } from "../exchange.ts";
import { isLocalHost } from "../fetch/local-network-access.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { corsUnsafeHeaders } from "../history/http-cache.ts";
import { isAnswered } from "./check-response.ts";

/** Chromium's names of what may have happened to a request of which nothing but the failure is recorded. */
export function possibleNames(fetch: CorsFetch, hop: Hop): string[] {
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

export function targetsLocalNetwork(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}

export function localNetworkNames(fetch: CorsFetch): string[] {
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

export const responseNames: readonly string[] = checkNames("actual");
const preflightNames: readonly string[] = checkNames("preflight");
