// Takes a recording's exchanges and returns its cross-origin fetches, each with its preflights, redirects and caller.
// It never judges a fetch, and it names neither a caller nor a credentials mode that nothing recorded shows.

import type { CorsFetch, Exchange, Recording } from "../exchange.ts";
import { itemsPerStep, resultOf } from "../steps.ts";
import { type ContextSources, callerOrigin, contextOf } from "./caller.ts";
import { classify } from "./classify.ts";
import { withoutDuplicates } from "./duplicates.ts";
import { fetchOfPreflight, hopsOf, leavesOrigin, withoutUnsentTarget } from "./hops.ts";
import { modeOf, provenCredentials } from "./modes.ts";
import { type PairingFacts, pairingFactsOf } from "./pairing-facts.ts";
import { continueWithPreflights } from "./preflight-after-redirect.ts";
import { matchPreflights, type PreflightMatches } from "./preflights.ts";
import { type RedirectChain, redirectChains } from "./redirect-chains.ts";
import { findPageExchanges } from "./service-worker.ts";

/**
 * Every cross-origin fetch of a recording, each with its own preflights and redirect hops, in the recording's order.
 */
export function pair(recording: Recording): CorsFetch[] {
  return resultOf(pairInSteps(recording));
}

/** Does the same in steps, so that a page stays responsive. */
export function* pairInSteps(recording: Recording): Generator<undefined, CorsFetch[]> {
  const exchanges = withoutDuplicates(recording.exchanges);
  yield;
  return yield* pairExchanges(exchanges, recording, pairingFactsOf(exchanges));
}

/**
 * The fetches of some exchanges without duplicates, of which no fetch has others. What the rest of the recording shows of them
 * is in `facts`.
 */
export function* pairExchanges(
  exchanges: readonly Exchange[],
  recording: Pick<Recording, "browser" | "pages">,
  facts: PairingFacts,
): Generator<undefined, CorsFetch[]> {
  const { preflights, actuals } = classify(exchanges, recording.pages);
  const { workerScripts, controlledPages, hasPageIds, order } = facts;
  yield;
  const pageExchanges = findPageExchanges(actuals, workerScripts, controlledPages);
  const pageOnly = new Set(pageExchanges.values());
  const sent = pageOnly.size === 0 ? actuals : actuals.filter((exchange) => !pageOnly.has(exchange));
  yield;
  const matches = matchPreflights(preflights, sent, order);
  yield;
  const sources: Sources = { recording, ...matches, pageExchanges, workerScripts, hasPageIds };
  const fetches: CorsFetch[] = [];
  const chains = redirectChains(sent);
  for (let start = 0; start < chains.length; start += itemsPerStep) {
    addFetches(chains, start, sources, fetches);
    yield;
  }
  const matched = new Set(matches.preflightOf.values());
  const unmatched = preflights.filter((preflight) => !matched.has(preflight));
  if (unmatched.length === 0) return fetches;
  const { fetches: continued, others } = continueWithPreflights(fetches, unmatched);
  return [...continued, ...others.map(fetchOfPreflight)].sort(byIndex);
}

/** Adds the fetches of one step's chains. */
function addFetches(chains: readonly RedirectChain[], start: number, sources: Sources, fetches: CorsFetch[]): void {
  const end = Math.min(start + itemsPerStep, chains.length);
  for (let at = start; at < end; at++) {
    const fetch = toCrossOriginFetch(chains[at] as RedirectChain, sources);
    if (fetch) fetches.push(fetch);
  }
}

/** What the steps before have found out. */
interface Sources extends PreflightMatches, ContextSources {
  readonly recording: Pick<Recording, "browser" | "pages">;
  readonly pageExchanges: ReturnType<typeof findPageExchanges>;
}

/** The fetch of a chain; undefined where it never leaves the caller's origin. */
function toCrossOriginFetch(chain: RedirectChain, sources: Sources): CorsFetch | undefined {
  const { recording, preflightOf, pageExchanges } = sources;
  const origin = callerOrigin(chain, preflightOf, recording.pages);
  const hops = hopsOf(withoutUnsentTarget(chain, preflightOf), origin, sources);
  if (!leavesOrigin(hops, origin)) return undefined;
  const pageExchange = pageExchanges.get(chain[0]) ?? null;
  return {
    origin,
    hops,
    mode: modeOf(hops),
    credentials: provenCredentials(hops, recording.browser),
    context: pageExchange ? "service-worker" : contextOf(chain, sources),
    pageExchange,
  };
}

function byIndex(a: CorsFetch, b: CorsFetch): number {
  return indexOf(a) - indexOf(b);
}

/** The place in the recording of a fetch's first exchange. */
function indexOf({ hops }: CorsFetch): number {
  const { actual, preflight } = hops[0] ?? {};
  return actual?.index ?? preflight?.index ?? 0;
}
