import type { Exchange } from "../exchange.ts";
import { mergeObservedCalls } from "./merge-observed-calls.ts";
import { readObservedCall } from "./observed-call-field.ts";
import type { Observation } from "./observed-calls.ts";

/** The exchanges, each with what its call asked for where that call was observed. */
export function withObservedCalls(exchanges: Exchange[], observations: readonly Observation[]): Exchange[] {
  if (observations.length === 0) return exchanges;
  const entries = exchanges.map((exchange) => ({
    exchange,
    startedDateTime: dateTimeOf(exchange.startedAt),
    request: { method: exchange.method, url: exchange.url },
    _resourceType: exchange.resourceType,
  }));
  return mergeObservedCalls(entries, observations).flatMap((entry) => {
    if (!("exchange" in entry)) return [];
    const observedCall = "_observedCall" in entry ? readObservedCall(entry._observedCall) : undefined;
    return [observedCall ? { ...entry.exchange, observedCall } : entry.exchange];
  });
}

/** A time in milliseconds since the epoch as HAR writes it; "" where it is unknown or no date has it. */
function dateTimeOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
