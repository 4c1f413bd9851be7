import type { Cause, Evidence, Step } from "../causes/cause.ts";
import { inEachOrder } from "../causes/index.ts";
import { memo } from "../collections.ts";
import type { Exchange, Hop } from "../exchange.ts";
import { getHeader, splitList } from "../fetch/headers.ts";

/** A cause that one step shows, with its evidence. */
export interface CauseMatch {
  readonly cause: Cause;
  readonly step: Step;
  readonly evidence: Evidence;
}

/** The same step for a request with or without credentials. */
export function underCredentialsMode(step: Step, credentials: Step["credentials"]): Step {
  return step.credentials === credentials ? step : { ...step, credentials };
}

/** Every cause that a step shows, in the order in which the browser checks; the first is what stops it. */
export function checkResponse(step: Step): CauseMatch[] {
  const matches: CauseMatch[] = [];
  const headersRecorded = step.exchange.status > 0;
  for (const cause of causesAt[step.exchange.browser][step.name]) {
    if (!step.isCrossOrigin && !cause.judgesSameOrigin) continue;
    const evidence = cause.detect(step);
    if (!evidence) continue;
    matches.push({ cause, step, evidence });
    if (!headersRecorded) break;
  }
  return matches;
}

const causesAt = inEachOrder((causes) => {
  const at = (step: Step["name"]) => causes.filter(({ judges }) => judges.includes(step));
  return { preflight: at("preflight"), actual: at("actual") };
});

/**
 * The response of a hop that decides, as a request with credentials meets it: its own where the recording holds it,
 * which means that the preflight had passed; else the preflight's.
 */
export function decidingStep(hop: Hop, pageOrigin: string): Step | null {
  const { actual, preflight, origin, method } = hop;
  if (actual && hasJudgeableResponse(hop, actual)) return actualStep(hop, actual, pageOrigin);
  if (actual && actual.status > 0) return null;
  return preflight && isAnswered(preflight) ? preflightStep(preflight, { origin, method, pageOrigin }) : null;
}

/** The response of the actual request, as it is judged for a request with credentials. */
export function actualStep({ origin, method, isCrossOrigin }: Hop, exchange: Exchange, pageOrigin: string): Step {
  return {
    name: "actual",
    exchange,
    origin,
    credentials: "include",
    method,
    headerNames: noNames,
    isCrossOrigin,
    pageOrigin,
  };
}

/** A preflight's response, as it is judged for a request with credentials; `asked` for what its headers do not say. */
export function preflightStep(
  preflight: Exchange,
  asked: Pick<Step, "origin" | "method" | "pageOrigin"> = { origin: "", method: "", pageOrigin: "" },
): Step {
  const { requestHeaders } = preflight;
  return {
    name: "preflight",
    exchange: preflight,
    origin: getHeader(requestHeaders, "Origin") ?? asked.origin,
    credentials: "include",
    method: getHeader(requestHeaders, "Access-Control-Request-Method") ?? asked.method,
    headerNames: requestedHeaderNames(requestHeaders),
    isCrossOrigin: true,
    pageOrigin: asked.pageOrigin,
  };
}

const noNames: readonly string[] = [];

/** The names in a preflight's `Access-Control-Request-Headers`, in lower case. */
export function requestedHeaderNames(headers: Parameters<typeof getHeader>[0]): readonly string[] {
  return namesIn(getHeader(headers, "Access-Control-Request-Headers") ?? "");
}

const namesIn = memo((list) => splitList(list.toLowerCase()));

/** True when a preflight got an answer that can be judged: a status, or Chromium's word that it was redirected. */
export function isAnswered({ status, error }: Exchange): boolean {
  return status > 0 || error === "net::ERR_INVALID_REDIRECT";
}

/**
 * True for a 304 by which the server confirms what the browser's cache holds: the browser judges the stored headers, each
 * replaced where it comes anew. One that the page itself asked for, or nobody, is a response like others.
 * @see https://www.rfc-editor.org/rfc/rfc9111#name-freshening-stored-responses
 */
export function isRevalidation({ actual, preflight }: Hop): boolean {
  if (actual?.status !== 304) return false;
  const ofThePage = preflight ? requestedHeaderNames(preflight.requestHeaders) : [];
  return ["if-none-match", "if-modified-since"].some(
    (name) => getHeader(actual.requestHeaders, name) !== null && !ofThePage.includes(name),
  );
}

/** False for a request that got no response; a scheme other than http has none to wait for. */
function hasJudgeableResponse(hop: Hop, { status, url, responseHeaders }: Exchange): boolean {
  if (isRevalidation(hop)) return getHeader(responseHeaders, "Access-Control-Allow-Origin") !== null;
  return status > 0 || !/^https?:/.test(url);
}
