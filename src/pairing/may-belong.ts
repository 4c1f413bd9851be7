import { hasHeader } from "../fetch/headers.ts";
import {
  type ActualCandidate,
  type ActualResult,
  hasSameSignature,
  type PreflightCandidate,
  type PreflightResult,
} from "./candidates.ts";
import { endsFarFrom, isOpenDuring, maxDistanceOnBusyMachine, startsAfter, strictTolerance } from "./timing.ts";

/** True when page, origin and header names are equal, and results and times allow that both are of one fetch. */
export function mayBelong(preflight: PreflightCandidate, actual: ActualCandidate): boolean {
  return mayBelongByResult(preflight, actual) && hasSameSignature(preflight, actual);
}

/** True when the results, the times and the header names that the preflight asks for allow that both are of one fetch. */
export function mayBelongByNames(preflight: PreflightCandidate, actual: ActualCandidate): boolean {
  return mayBelongByResult(preflight, actual) && hasRequestedHeaders(actual, preflight);
}

/** True when the results and the times allow that both are of one fetch. */
function mayBelongByResult(preflight: PreflightCandidate, actual: ActualCandidate): boolean {
  return (
    haveCompatibleResults(preflight, actual) &&
    !endsFarFrom(actual, preflight, maxDistanceOnBusyMachine) &&
    isOpenDuring(actual.exchange, preflight.exchange) &&
    !startsAfter(actual, preflight, strictTolerance)
  );
}

/** True when the results do not contradict each other. */
export function haveCompatibleResults(preflight: PreflightCandidate, actual: ActualCandidate): boolean {
  return compatibleResults[preflight.result].includes(actual.result);
}

const compatibleResults: Readonly<Record<PreflightResult, readonly ActualResult[]>> = {
  fails: ["unsent", "unknown"],
  passes: ["answered", "network-error", "unknown"],
  "passes-without-credentials": ["unsent", "answered", "network-error", "unknown"],
  "no-response": ["network-error", "unsent", "unknown"],
};

/** True when the request has every header that the preflight asks for. */
export function hasRequestedHeaders(actual: ActualCandidate, preflight: PreflightCandidate): boolean {
  return hasSameSignature(preflight, actual) || hasHeaders(actual, preflight.names);
}

export function hasHeaders({ exchange }: ActualCandidate, names: readonly string[]): boolean {
  return names.every((name) => hasHeader(exchange.requestHeaders, name));
}
