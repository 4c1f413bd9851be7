import type { Cause, Step } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import { missingAllowOrigin } from "../causes/missing-allow-origin.ts";
import type { CorsFetch, Exchange, Hop } from "../exchange.ts";
import { hasHeader } from "../fetch/headers.ts";
import { isCorsSafelistedMethod, scriptSetUnsafeHeaderNames } from "../fetch/safelist.ts";
import { isAnswered } from "./check-response.ts";
import { localNetworkNames, targetsLocalNetwork } from "./local-network.ts";

/** Chromium's names of the causes that are possible where the recording of a request holds nothing but its failure. */
export function possibleNames(fetch: CorsFetch, hop: Hop): string[] {
  if (hop.actual && hop.actual.status > 0) return [...responseNames];
  const hasPreflightResponse = hop.preflight !== null && isAnswered(hop.preflight);
  const names = !hasPreflightResponse && mayNeedPreflight(hop) ? [...preflightNames, ...responseNames] : responseNames;
  return targetsLocalNetwork(hop.url) ? [...names, ...localNetworkNames(fetch)] : [...names];
}

/** An XHR upload with a progress listener needs a preflight too, and no recording shows listeners. */
function mayNeedPreflight({ actual, method }: Hop): boolean {
  if (!actual) return false;
  const mayBeUpload = method === "POST" && (actual.resourceType === "xhr" || actual.resourceType === "");
  return mayBeUpload || !isCorsSafelistedMethod(method) || mayHaveUnsafeHeaders(actual);
}

/** `Cache-Control` and `Pragma` are set by browsers too, but a page may have set them. */
function mayHaveUnsafeHeaders({ requestHeaders }: Exchange): boolean {
  return (
    scriptSetUnsafeHeaderNames(requestHeaders).length > 0 ||
    hasHeader(requestHeaders, "Cache-Control") ||
    hasHeader(requestHeaders, "Pragma")
  );
}

/** The causes that occur most, which are the likeliest where nothing else is known. */
const mostFrequent: readonly string[] = [
  missingAllowOrigin.id,
  "allow-origin-mismatch",
  "wildcard-origin-with-credentials",
];

/** Chromium's names of the CORS check's causes at one step, the most frequent first. */
function checkNames(step: Step["name"]): string[] {
  return (causes as readonly Cause[])
    .filter(
      ({ spec, judges, remedy }) => judges.includes(step) && !spec.includes("wicg") && remedy !== "change-request",
    )
    .sort((a, b) => rankOf(a.id) - rankOf(b.id))
    .flatMap(({ reportedAs }) => reportedAs.chrome[step] ?? []);
}

function rankOf(id: string): number {
  const rank = mostFrequent.indexOf(id);
  return rank < 0 ? mostFrequent.length : rank;
}

/** Chromium's names of the causes for which an actual response may be refused. */
export const responseNames: readonly string[] = checkNames("actual");
const preflightNames: readonly string[] = checkNames("preflight");
