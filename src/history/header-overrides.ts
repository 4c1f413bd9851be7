import { type CorsFetch, type HeaderOverride, lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";

/** True where the browser judged other headers than the recorded ones, which are those of the wire. */
export function hasHeaderOverride(fetch: CorsFetch, alterations: readonly HeaderOverride[]): boolean {
  if (alterations.length === 0) return false;
  const hop = lastHop(fetch);
  const exchange = hop.actual ?? hop.preflight;
  if (!exchange) return false;
  const server = originOf(hop.url);
  return alterations.some(
    (alteration) =>
      alteration.server === server && exchange.endedAt >= alteration.from && exchange.startedAt <= alteration.until,
  );
}
