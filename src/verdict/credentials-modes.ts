import type { Step } from "../causes/cause.ts";
import { type CorsFetch, lastHop } from "../exchange.ts";
import { type CauseMatch, checkResponse, underCredentialsMode } from "./check-response.ts";
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
export function modeResults({ credentials }: CorsFetch, step: Step | null): readonly ModeResult[] {
  if (credentials !== "unknown") return [modeResult(credentials, step)];
  const include = modeResult("include", step);
  return include.matches.length === 0 ? passing : [modeResult("omit", step), include];
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
export function refusingResults(results: readonly ModeResult[]): ModeResult[] {
  return results.filter(({ matches }) => matches.length > 0);
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

/** True where only the redirect's target is refused, under every mode. */
export function endsAtTarget(results: readonly ModeResult[]): boolean {
  return results.every(({ matches: [first] }) => first?.cause.check === "redirect-url");
}

/** Chromium's name of the cause that stops the browser under each mode. */
export function blockingNames(refusing: readonly ModeResult[]): string[] {
  return refusing.flatMap(({ matches }) => matches.slice(0, 1).map(chromeName));
}
