import type { Exchange } from "../exchange.ts";
import type { ActualCandidate, PreflightCandidate } from "./candidates.ts";

/** Milliseconds by which recorded times may differ from the true ones: by rounding, or by late recording. */
export const strictTolerance = 2;
export const looseTolerance = 1000;
export const tolerances = [strictTolerance, looseTolerance];

/**
 * True when a preflight starts while the request is open, and ends no later. Every preflight does; the tolerances are for late
 * recording.
 */
export function isOpenDuring(actual: Exchange, preflight: Exchange): boolean {
  return (
    !isAnsweredAfterEndOf(actual, preflight) &&
    !(actual.endedAt + looseTolerance < preflight.startedAt) &&
    !(actual.startedAt > preflight.startedAt + looseTolerance)
  );
}

/**
 * True when the response to a preflight came after the request had ended, which it cannot have decided then. False where the
 * end of the request is not recorded. Firefox records none: the time of a request begins when the page makes it, and lacks the
 * time in which it waits for its preflight.
 */
export function isAnsweredAfterEndOf(actual: Exchange, preflight: Exchange): boolean {
  return (
    actual.browser !== "firefox" &&
    preflight.status > 0 &&
    actual.endedAt > actual.startedAt &&
    preflight.endedAt > actual.endedAt + maxDistanceOnBusyMachine.earlier
  );
}

/** True when the request ends before the preflight starts, so that both cannot be of one fetch. */
export function endsBefore({ exchange }: ActualCandidate, preflight: PreflightCandidate, tolerance: number): boolean {
  return exchange.endedAt + tolerance < preflight.exchange.startedAt;
}

/** True when the request starts after the preflight, so that both cannot be of one fetch. */
export function startsAfter({ exchange }: ActualCandidate, preflight: PreflightCandidate, tolerance: number): boolean {
  return exchange.startedAt > preflight.exchange.startedAt + tolerance;
}

/**
 * True for a request that was never sent and whose end is too far from the preflight's. Such a request ends when its
 * preflight has ended: 2 ms later at the median, measured.
 */
export function endsFarFrom(
  { exchange, result }: ActualCandidate,
  preflight: PreflightCandidate,
  { earlier, later }: EndDistance,
): boolean {
  const distance = exchange.endedAt - preflight.exchange.endedAt;
  return result === "unsent" && (distance < -earlier || distance > later);
}

/** Milliseconds between the end of a preflight and that of the request that it stopped. */
interface EndDistance {
  readonly earlier: number;
  readonly later: number;
}

/**
 * Measured: at most 67 later on an idle machine; 80 earlier and 400 later under five times the load that it can bear.
 */
export const maxDistanceOnIdleMachine: EndDistance = { earlier: 10, later: 150 };
export const maxDistanceOnBusyMachine: EndDistance = { earlier: 200, later: 1000 };

export function byStart(a: Timed, b: Timed): number {
  return a.startedAt - b.startedAt || a.endedAt - b.endedAt || a.index - b.index;
}

type Timed = Pick<Exchange, "startedAt" | "endedAt" | "index">;
