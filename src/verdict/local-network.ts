import { insecureLocalNetwork } from "../causes/insecure-local-network.ts";
import { localNetworkAccessDenied } from "../causes/local-network-access-denied.ts";
import { localNetworkAddressMismatch } from "../causes/local-network-address-mismatch.ts";
import type { CorsFetch, Exchange } from "../exchange.ts";
import { isLocalHost } from "../fetch/local-network-access.ts";
import type { History } from "../history/history.ts";
import { hasLocalNetworkBlock } from "../history/local-network-block.ts";
import { asPossible, possibleMatches } from "./certainty.ts";
import { type CauseMatch, checkResponse } from "./check-response.ts";
import { actualStepOf } from "./credentials-modes.ts";
import { unknownVerdict, type Verdict } from "./outcome.ts";

/** The verdict on a preflight that Chromium's local network access checks ended; which of them is not recorded. */
export function localNetworkRefusal(fetch: CorsFetch, preflight: Exchange): Verdict {
  const step = { ...actualStepOf(fetch), name: "preflight" as const, exchange: preflight };
  return possibleRefusal(fetch, checkResponse(step), localNetworkNames(fetch));
}

/**
 * The verdict on a request to the local network from a page elsewhere, of which the recording holds nothing but the
 * failure; undefined where the target or the page speaks against the local network.
 */
export function possibleLocalNetworkRefusal(
  fetch: CorsFetch,
  actual: Exchange,
  history: History,
  otherNames: readonly string[],
): Verdict | undefined {
  if (!targetsLocalNetwork(actual.url)) return undefined;
  const isBlockedElsewhere = hasLocalNetworkBlock(history.ofServer(actual.url));
  if (!isBlockedElsewhere && targetsLocalNetwork(fetch.origin)) return undefined;
  const blocked = { ...actual, error: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS" };
  const [match] = checkResponse({ ...actualStepOf(fetch), exchange: blocked, origin: fetch.origin });
  return match && possibleRefusal(fetch, [match], otherNames);
}

function possibleRefusal(fetch: CorsFetch, matches: readonly CauseMatch[], otherNames: readonly string[]): Verdict {
  const verdict: Verdict = {
    ...unknownVerdict(fetch),
    outcome: "refused",
    certainty: "possible",
    matches: possibleMatches(matches),
  };
  return asPossible(verdict, otherNames);
}

/** True for a URL whose host is on this machine or its network. */
export function targetsLocalNetwork(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}

/** Chromium's names of the local network refusals, the likeliest for this page first. */
export function localNetworkNames(fetch: CorsFetch): string[] {
  const order = fetch.origin.startsWith("https:")
    ? [localNetworkAccessDenied, localNetworkAddressMismatch, insecureLocalNetwork]
    : [insecureLocalNetwork, localNetworkAccessDenied, localNetworkAddressMismatch];
  return order.flatMap(({ reportedAs }) => reportedAs.chrome.actual ?? []);
}
