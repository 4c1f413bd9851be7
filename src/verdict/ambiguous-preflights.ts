import { unique } from "../collections.ts";
import { type CorsFetch, type Exchange, lastHop } from "../exchange.ts";
import { asPossible } from "./certainty.ts";
import { preflightStep } from "./check-response.ts";
import { blockingNames, modeResults } from "./credentials-modes.ts";
import { namesIn, type Verdict } from "./outcome.ts";
import { responseNames } from "./possible-names.ts";

/**
 * The verdict, made possible where any of several preflights may have stopped the request and their responses are
 * refused for different causes.
 */
export function withAmbiguousPreflights(verdict: Verdict): Verdict {
  const { fetch, outcome, matches, alternatives } = verdict;
  const { ambiguousPreflights = [] } = lastHop(fetch);
  if (ambiguousPreflights.length === 0 || outcome === "allowed" || outcome === "failed") return verdict;
  const names = namesOf(fetch, ambiguousPreflights);
  // Without a cause of its own, what the preflights show is likelier than what is merely not excluded.
  if (matches.length === 0) return { ...verdict, alternatives: unique([...names, ...alternatives]) };
  const known = namesIn(verdict);
  return names.every((name) => known.includes(name)) ? verdict : asPossible(verdict, names);
}

/** Chromium's names of what the ambiguous preflights, or the response after them, may have been refused for. */
function namesOf(fetch: CorsFetch, ambiguousPreflights: readonly Exchange[]): string[] {
  const { actual, origin, method } = lastHop(fetch);
  const names = ambiguousPreflights.flatMap((preflight) => {
    const step = preflightStep(preflight, { origin, method, pageOrigin: fetch.origin });
    return blockingNames(modeResults(fetch, step));
  });
  // A worker's request looks the same in a recording whether its preflight or its response was refused.
  const mayBeResponse = fetch.context !== "page" && actual?.mayHaveBeenSent === false;
  return mayBeResponse ? [...names, ...responseNames] : names;
}
