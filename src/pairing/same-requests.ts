import { sortUnlessSorted } from "../collections.ts";
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
  const groups = new Map<string, Map<string, Group>>();
  for (const preflight of preflights) {
    const method = requestHeadersOf(preflight).requestedMethod ?? "";
    const ofUrl = groups.get(preflight.url) ?? new Map<string, Group>();
    if (ofUrl.size === 0) groups.set(preflight.url, ofUrl);
    const group = ofUrl.get(method);
    if (group) group.preflights.push(preflight);
    else ofUrl.set(method, { preflights: [preflight], actuals: [] });
  }
  for (const actual of actuals) groups.get(actual.url)?.get(actual.method)?.actuals.push(actual);
  const parts: SameRequests[] = [];
  for (const ofUrl of groups.values()) for (const group of ofUrl.values()) addParts(group, parts);
  return parts;
}

interface Group extends SameRequests {
  readonly preflights: Exchange[];
  readonly actuals: Exchange[];
}

/**
 * Adds the parts of a group between which no preflight can belong to a request, because more than a second lies between the end of
 * all earlier exchanges and the start of all later ones. So pairing a part of a recording gives what pairing all of it gives.
 */
function addParts(group: Group, parts: SameRequests[]): void {
  const { preflights, actuals } = group;
  if (preflights.length + actuals.length <= 2 || !preflights.every(isTimed) || !actuals.every(isTimed)) {
    parts.push(group);
    return;
  }
  sortUnlessSorted(preflights, byStart);
  sortUnlessSorted(actuals, byStart);
  let [firstPreflight, firstActual] = [0, 0];
  let [nextPreflight, nextActual] = [0, 0];
  const addPart = () => {
    const part = {
      preflights: preflights.slice(firstPreflight, nextPreflight),
      actuals: actuals.slice(firstActual, nextActual),
    };
    if (part.preflights.length > 0) parts.push(part);
    [firstPreflight, firstActual] = [nextPreflight, nextActual];
  };
  let end = Number.NEGATIVE_INFINITY;
  while (nextPreflight < preflights.length || nextActual < actuals.length) {
    const [preflight, actual] = [preflights[nextPreflight], actuals[nextActual]];
    const isPreflight = !actual || (preflight && byStart(preflight, actual) < 0);
    const { startedAt, endedAt } = (isPreflight ? preflight : actual) as Exchange;
    if (startedAt > end + looseTolerance) addPart();
    end = Math.max(end, endedAt);
    if (isPreflight) nextPreflight++;
    else nextActual++;
  }
  if (firstPreflight + firstActual === 0) parts.push(group);
  else addPart();
}

function isTimed({ endedAt }: Exchange): boolean {
  return !Number.isNaN(endedAt);
}
