import type { Cause, Evidence, Step } from "../causes/cause.ts";
import { inEachOrder } from "../causes/index.ts";
import { memo } from "../collections.ts";
import type { Exchange, Hop } from "../exchange.ts";
import { passesCorsCheck } from "../fetch/cors-check.ts";
import { getHeader, splitList } from "../fetch/headers.ts";
import { corsHeadersOf, requestHeadersOf } from "../fetch/recorded-exchange.ts";

/** A cause that a response shows at one step, with its evidence. */
export interface CauseMatch {
  readonly cause: Cause;
  readonly step: Step;
  readonly evidence: Evidence;
}

/** The step, judged for a request with or without credentials. */
export function underCredentialsMode(step: Step, credentials: Step["credentials"]): Step {
  return step.credentials === credentials ? step : { ...step, credentials };
}

/**
 * The CORS check of one response: every cause that it shows, in the browser's order. The first one stops the browser; the
 * later ones would stop it next. Without recorded headers, only the first is looked for.
 * @see https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function checkResponse(step: Step, onlyFirst = step.exchange.status === 0): readonly CauseMatch[] {
  // An array that grows takes 150 bytes, which a single match does not need.
  let matches = noMatches;
  for (const cause of causesToTry(step)) {
    if (!step.isCrossOrigin && !cause.judgesSameOrigin) continue;
    const evidence = cause.detect(step);
    if (!evidence) continue;
    const match = { cause, step, evidence };
    matches = matches.length === 0 ? [match] : [...matches, match];
    if (onlyFirst) break;
  }
  return matches;
}

const noMatches: readonly CauseMatch[] = [];

/**
 * The check of the same response for a request without credentials, from the matches with credentials: it shows nothing that these
 * do not. Where all stay, they are the same list. The `step` of each match that stays is still the one with credentials "include".
 */
export function withoutCredentials(matches: readonly CauseMatch[], step: Step): readonly CauseMatch[] {
  const omit = underCredentialsMode(step, "omit");
  if (step.exchange.status === 0) return checkResponse(omit);
  return matches.every(({ cause }) => cause.detect(omit)) ? matches : matches.filter(({ cause }) => cause.detect(omit));
}

/** True when the response shows no cause. */
export function passesCheck(step: Step): boolean {
  return checkResponse(step, true).length === 0;
}

/** The causes that a response may show: half of them are ways to fail the CORS check, which most responses pass. */
function causesToTry({ exchange, name, origin, credentials }: Step): readonly Cause[] {
  const { all, besidesCorsCheck } = causesAt[exchange.browser][name];
  return passesCorsCheck(origin, credentials, corsHeadersOf(exchange)) ? besidesCorsCheck : all;
}

const causesAt = inEachOrder((causes) => {
  const at = (step: Step["name"]) => {
    const all = causes.filter(({ judges }) => judges.includes(step));
    const besidesCorsCheck = all.filter(({ check }) => check !== "allow-origin" && check !== "allow-credentials");
    return { all, besidesCorsCheck };
  };
  return { preflight: at("preflight"), actual: at("actual") };
});

/**
 * The response that decides a hop, to be checked for a request with credentials. It is the actual response where the
 * recording has one, because the preflight passed then, and the preflight's otherwise; null where there is neither.
 */
export function decidingStep(hop: Hop, pageOrigin: string): Step | null {
  const { actual, preflight, origin, method } = hop;
  if (actual && hasCheckableResponse(hop, actual)) return actualStep(hop, actual, pageOrigin);
  if (actual && actual.status > 0) return null;
  if (!preflight || !isAnswered(preflight)) return null;
  return preflightStep(preflight, { origin, method, pageOrigin, resourceType: actual?.resourceType ?? "" });
}

/** The actual response of a hop, to be checked for a request with credentials. */
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
    resourceType: exchange.resourceType,
  };
}

/** A preflight's response, to be checked for a request with credentials; `defaults` replace headers that it lacks. */
export function preflightStep(
  preflight: Exchange,
  defaults: Pick<Step, "origin" | "method" | "pageOrigin" | "resourceType"> = noDefaults,
): Step {
  const { origin, requestedMethod } = requestHeadersOf(preflight);
  return {
    name: "preflight",
    exchange: preflight,
    origin: origin ?? defaults.origin,
    credentials: "include",
    method: requestedMethod ?? defaults.method,
    headerNames: namesAskedBy(preflight),
    isCrossOrigin: true,
    pageOrigin: defaults.pageOrigin,
    resourceType: defaults.resourceType,
  };
}

const noDefaults = { origin: "", method: "", pageOrigin: "" };

const noNames: readonly string[] = [];

/** The names in a preflight's `Access-Control-Request-Headers`, in lower case. */
export function requestedHeaderNames(headers: Parameters<typeof getHeader>[0]): readonly string[] {
  return namesIn(getHeader(headers, "Access-Control-Request-Headers") ?? "");
}

/** The same names of an exchange, which remembers its header. */
export function namesAskedBy(preflight: Exchange): readonly string[] {
  return namesIn(requestHeadersOf(preflight).requestedHeaders ?? "");
}

const namesIn = memo((list) => splitList(list.toLowerCase()));

/** True where a preflight got a response that can be checked: a status, or Chromium's error for a redirected preflight. */
export function isAnswered({ status, error }: Exchange): boolean {
  return status > 0 || error === "net::ERR_INVALID_REDIRECT";
}

/**
 * True for a 304 that answers the browser's own revalidation. The browser then checks the stored headers, updated with
 * those of the 304. A 304 to a conditional request that the page itself made is an ordinary response.
 * @see https://www.rfc-editor.org/rfc/rfc9111#name-freshening-stored-responses
 */
export function isRevalidation({ actual, preflight }: Hop): boolean {
  if (actual?.status !== 304) return false;
  const byPage = preflight ? namesAskedBy(preflight) : [];
  return ["if-none-match", "if-modified-since"].some(
    (name) => getHeader(actual.requestHeaders, name) !== null && !byPage.includes(name),
  );
}

/** False for a request without a response; one with another scheme than http needs none to be checked. */
function hasCheckableResponse(hop: Hop, exchange: Exchange): boolean {
  const { status, url } = exchange;
  if (isRevalidation(hop)) return corsHeadersOf(exchange).allowOrigin !== null;
  return status > 0 || !/^https?:/.test(url);
}
