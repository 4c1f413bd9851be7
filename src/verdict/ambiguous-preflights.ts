import { lastHop } from "../exchange.ts";
import { asPossible } from "./certainty.ts";
import { preflightStep } from "./check-response.ts";
import { blockingNames, modeResults } from "./credentials-modes.ts";
import { chromeName, type Verdict } from "./outcome.ts";
import { responseNames } from "./possible-names.ts";

/**
 * The verdict, made possible where any of several preflights may have stopped the request and their responses are
 * refused for different causes.
 */
export function withAmbiguousPreflights(verdict: Verdict): Verdict {
  const { fetch, outcome, matches, blocking, alternatives } = verdict;
  const { ambiguousPreflights = [] } = lastHop(fetch);
  if (ambiguousPreflights.length === 0 || outcome === "allowed" || outcome === "failed") return verdict;
  const first = matches[blocking];
  const known = new Set(first ? [chromeName(first.match), ...alternatives] : alternatives);
  const others = namesOf(verdict).filter((name) => !known.has(name));
  if (others.length === 0) return verdict;
  // Without a cause of its own, what the preflights show is likelier than what is merely not excluded.
  return first
    ? asPossible(verdict, others)
    : asPossible({ ...verdict, alternatives: [] }, [...others, ...alternatives]);
}

/** Chromium's names of what the ambiguous preflights, or the response after them, may have been refused for. */
function namesOf({ fetch }: Verdict): string[] {
  const { actual, ambiguousPreflights = [], origin, method } = lastHop(fetch);
  const names = ambiguousPreflights.flatMap((preflight) => {
    const step = preflightStep(preflight, { origin, method, pageOrigin: fetch.origin });
    return blockingNames(modeResults(fetch, step));
  });
  // A worker's request looks the same in a recording whether its preflight or its response was refused.
  const mayBeResponse = fetch.context !== "page" && actual?.status === 0 && !actual.mayHaveBeenSent;
  return mayBeResponse ? [...names, ...responseNames] : names;
}
