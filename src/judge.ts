import type { Cause, Evidence, Step } from "./causes/cause.ts";
import { causes } from "./causes/index.ts";
import type { Exchange, Hop } from "./exchange.ts";
import { getHeader, splitList } from "./fetch/headers.ts";
import { corsUnsafeRequestHeaderNames } from "./fetch/safelist.ts";

/** A cause that one step shows, with its evidence. */
export interface Hit {
  readonly cause: Cause;
  readonly step: Step;
  readonly evidence: Evidence;
}

/** Every cause that a step shows, in the order in which the browser checks; the first is what stops it. */
export function judge(step: Step): Hit[] {
  const hits: Hit[] = [];
  const headersRecorded = step.exchange.status > 0;
  for (const cause of causes as readonly Cause[]) {
    if (!cause.judges.includes(step.name) || !(step.crossOrigin || cause.judgesSameOrigin)) continue;
    const evidence = cause.detect(step);
    if (!evidence) continue;
    hits.push({ cause, step, evidence });
    if (!headersRecorded) break;
  }
  return hits;
}

/** The responses of a hop that the browser judges, in order: its preflight's, then its own where the recording holds it. */
export function stepsOf(hop: Hop, pageOrigin: string, credentials: Step["credentials"]): Step[] {
  const { actual, preflight, origin, method } = hop;
  const steps: Step[] = [];
  if (preflight) {
    steps.push({
      name: "preflight",
      exchange: preflight,
      origin: getHeader(preflight.requestHeaders, "Origin") ?? origin,
      credentials,
      method: getHeader(preflight.requestHeaders, "Access-Control-Request-Method") ?? method,
      headerNames: requestedHeaderNames(preflight.requestHeaders),
      crossOrigin: true,
      pageOrigin,
    });
  }
  if (actual && hasJudgeableResponse(hop)) {
    const headerNames = corsUnsafeRequestHeaderNames(actual.requestHeaders);
    const { crossOrigin } = hop;
    steps.push({ name: "actual", exchange: actual, origin, credentials, method, headerNames, crossOrigin, pageOrigin });
  }
  return steps;
}

/** The names in a preflight's `Access-Control-Request-Headers`, in lower case. */
export function requestedHeaderNames(headers: Parameters<typeof getHeader>[0]): string[] {
  return splitList(getHeader(headers, "Access-Control-Request-Headers") ?? "").map((name) => name.toLowerCase());
}

/** True when a preflight got an answer that can be judged: a status, or Chromium's word that it was redirected. */
export function isAnswered({ status, error }: Exchange): boolean {
  return status > 0 || error === "net::ERR_INVALID_REDIRECT";
}

/** False for a request that got no response; a scheme other than http has none to wait for. */
function hasJudgeableResponse({ actual }: Hop): boolean {
  if (!actual) return false;
  if (actual.status === 304) return false;
  return actual.status > 0 || !/^https?:/.test(actual.url);
}
