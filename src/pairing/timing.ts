import type { Exchange } from "../exchange.ts";
import type { ActualCandidate, ActualResult, PreflightCandidate, PreflightResult } from "./candidates.ts";

/** Whether the two may be one fetch, by what became of them, by their header names and by their times. */
export function mayBelong(preflight: PreflightCandidate, actual: ActualCandidate): boolean {
  return preflight.signature === actual.signature && mayBeOne(preflight, actual);
}

/** The same without regard to the page and the header names. */
export function mayBeOne(preflight: PreflightCandidate, actual: ActualCandidate): boolean {
  return (
    belongTogether[preflight.result].includes(actual.result) &&
    !endsApart(actual, preflight, onBusyMachine) &&
    overlap(actual.exchange, preflight.exchange)
  );
}

/** Whether a preflight starts while the request is open, or so near that only the recording is late. */
export function overlap(actual: Exchange, preflight: Exchange): boolean {
  return !(actual.endedAt + looseSlack < preflight.startedAt) && !(actual.startedAt > preflight.startedAt + looseSlack);
}

const belongTogether: Readonly<Record<PreflightResult, readonly ActualResult[]>> = {
  fails: ["unsent", "unknown"],
  passes: ["answered", "network-error", "unknown"],
  "passes-without-credentials": ["unsent", "answered", "network-error", "unknown"],
  "no-answer": ["network-error", "unsent", "unknown"],
};

/** A preflight starts while its actual request is open; `strict` allows for rounding, `loose` for late recording. */
export const strictSlack = 2;
const looseSlack = 1000;
export const slacks = [strictSlack, looseSlack];

export function endsBefore({ exchange }: ActualCandidate, preflight: PreflightCandidate, slack: number): boolean {
  return exchange.endedAt + slack < preflight.exchange.startedAt;
}

export function startsAfter({ exchange }: ActualCandidate, preflight: PreflightCandidate, slack: number): boolean {
  return exchange.startedAt > preflight.exchange.startedAt + slack;
}

/** A request that was never sent ends when its preflight has: 2 ms later at the median, measured. */
export function endsApart(
  { exchange, result }: ActualCandidate,
  preflight: PreflightCandidate,
  { earlier, later }: HandOver,
): boolean {
  const apart = exchange.endedAt - preflight.exchange.endedAt;
  return result === "unsent" && (apart < -earlier || apart > later);
}

/** Milliseconds between the end of a preflight and that of the request that it stopped. */
interface HandOver {
  readonly earlier: number;
  readonly later: number;
}

/** At most 67 on a machine at rest; on one with five times the load that it bears, 80 earlier and 400 later. */
export const onIdleMachine: HandOver = { earlier: 10, later: 150 };
export const onBusyMachine: HandOver = { earlier: 200, later: 1000 };
