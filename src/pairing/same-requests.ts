import { groupBy } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { requestHeadersOf } from "../fetch/recorded-exchange.ts";
import { byStart, looseTolerance } from "./timing.ts";

/** Preflights, and the requests that they may be for: those with the URL and the method that the preflights ask for. */
export interface SameRequests {
  readonly preflights: readonly Exchange[];
  readonly actuals: readonly Exchange[];
}

/** The groups for each URL and method that a preflight asks for, of which each holds what belongs together by time. */
export function sameRequests(preflights: readonly Exchange[], actuals: readonly Exchange[]): SameRequests[] {
  const preflightsByUrl = groupBy(preflights, ({ url }) => url);
  const actualsByUrl = groupBy(
    actuals.filter(({ url }) => preflightsByUrl.has(url)),
    ({ url }) => url,
  );
  return [...preflightsByUrl].flatMap(([url, ofUrl]) =>
    [...groupBy(ofUrl, requestedMethod)].flatMap(([requested, preflights]) =>
      splitByTime({ preflights, actuals: (actualsByUrl.get(url) ?? []).filter(({ method }) => method === requested) }),
    ),
  );
}

/**
 * The parts of a group between which no preflight can belong to a request, because more than a second lies between the end of all
 * earlier exchanges and the start of all later ones. So pairing a part of a recording gives what pairing all of it gives.
 */
function splitByTime({ preflights, actuals }: SameRequests): SameRequests[] {
  const all = [...preflights, ...actuals];
  const isTimed = all.every(({ endedAt }) => !Number.isNaN(endedAt));
  if (all.length <= 2 || !isTimed) return [{ preflights, actuals }];
  const isPreflight = new Set(preflights);
  const parts: { preflights: Exchange[]; actuals: Exchange[] }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const exchange of all.sort(byStart)) {
    if (exchange.startedAt > end + looseTolerance) parts.push({ preflights: [], actuals: [] });
    const part = parts.at(-1);
    (isPreflight.has(exchange) ? part?.preflights : part?.actuals)?.push(exchange);
    end = Math.max(end, exchange.endedAt);
  }
  return parts.filter((one) => one.preflights.length > 0);
}

function requestedMethod(preflight: Exchange): string {
  return requestHeadersOf(preflight).requestedMethod ?? "";
}
