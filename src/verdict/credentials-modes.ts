import type { Step } from "../causes/cause.ts";
import { type CorsFetch, lastHop, observedCallOf } from "../exchange.ts";
import { type CauseMatch, checkResponse, underCredentialsMode, withoutCredentials } from "./check-response.ts";
import { chromeName } from "./outcome.ts";

/** The causes that a response shows under one credentials mode. */
export interface ModeResult {
  readonly credentials: Step["credentials"];
  readonly matches: readonly CauseMatch[];
}

/**
 * The results under each credentials mode that the recording leaves open. A response that passes with credentials also
 * passes without, because the CORS check only asks for more with them.
 */
export function modeResults(fetch: CorsFetch, step: Step | null): readonly ModeResult[] {
  if (fetch.credentials !== "unknown") return [resultFor(fetch, modeResult(fetch.credentials, step))];
  const include = modeResult("include", step);
  if (include.matches.length === 0 || !step) return passing;
  const omit: ModeResult = { credentials: "omit", matches: withoutCredentials(include.matches, step) };
  const results = [resultFor(fetch, omit), resultFor(fetch, include)];
  return results[1]?.matches.length === 0 ? passing : results;
}

/** With `redirect: "manual"` the page gets the redirect itself, so its target does not matter. */
function resultFor({ hops }: CorsFetch, result: ModeResult): ModeResult {
  const { credentials, matches } = result;
  return matches.some(isOfTarget) && observedCallOf(hops)?.redirect === "manual"
    ? { credentials, matches: matches.filter((match) => !isOfTarget(match)) }
    : result;
}

function isOfTarget({ cause }: CauseMatch): boolean {
  return cause.check === "redirect-url";
}

const passing: readonly ModeResult[] = [
  { credentials: "omit", matches: [] },
  { credentials: "include", matches: [] },
];

/** The result under one credentials mode; it has no matches where there is no response to check. */
export function modeResult(credentials: ModeResult["credentials"], step: Step | null): ModeResult {
  return { credentials, matches: step ? checkResponse(underCredentialsMode(step, credentials)) : [] };
}

/** The results with at least one match: the modes under which the browser refuses. */
export function refusingResults(results: readonly ModeResult[]): readonly ModeResult[] {
  return results.every(refuses) ? results : results.filter(refuses);
}

function refuses({ matches }: ModeResult): boolean {
  return matches.length > 0;
}

/** The check of an actual response without credentials; the caller adds the exchange. */
export function actualStepOf(fetch: CorsFetch): Omit<Step, "exchange"> {
  const { origin, method } = lastHop(fetch);
  return {
    name: "actual",
    origin,
    credentials: "omit",
    method,
    headerNames: [],
    isCrossOrigin: true,
    pageOrigin: fetch.origin,
  };
}

/** True where a mode refuses only the redirect's target. */
export function endsAtTarget(results: readonly ModeResult[]): boolean {
  return results.some(({ matches: [first] }) => first && isOfTarget(first));
}

/** Chromium's name of the cause that stops the browser under each mode. */
export function blockingNames(refusing: readonly ModeResult[]): string[] {
  return refusing.flatMap(({ matches }) => matches.slice(0, 1).map(chromeName));
}
