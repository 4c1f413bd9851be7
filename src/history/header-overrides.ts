import { type CorsFetch, type HeaderOverride, lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";

/**
 * True when the browser checked other response headers than the recorded ones, because something changed them on their
 * way.
 */
export function hasHeaderOverride(fetch: CorsFetch, headerOverrides: readonly HeaderOverride[]): boolean {
  if (headerOverrides.length === 0) return false;
  const hop = lastHop(fetch);
  const exchange = hop.actual ?? hop.preflight;
  if (!exchange) return false;
  const origin = originOf(hop.url);
  return headerOverrides.some(
    ({ server, from, until }) => server === origin && exchange.endedAt >= from && exchange.startedAt <= until,
  );
}
