import { groupBy } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { methodAfterRedirect } from "../fetch/http-redirect-fetch.ts";
import { isRedirect } from "../fetch/status.ts";
import { initiatorPlaceOf } from "../recording/chrome-initiator.ts";

/** The exchanges of one fetch in the order of its redirects. */
export type RedirectChain = readonly [Exchange, ...Exchange[]];

/**
 * Each exchange with those that its redirects led to: by Chromium's request id, else by what redirects and times show.
 */
export function redirectChains(exchanges: readonly Exchange[]): RedirectChain[] {
  const identified = exchanges.filter(({ requestId }) => requestId !== "");
  if (identified.length === 0) return chainsWithoutIds(exchanges);
  const others = exchanges.filter(({ requestId }) => requestId === "");
  return [...groupBy(identified, ({ requestId }) => requestId).values(), ...chainsWithoutIds(others)];
}

/** Chains by the line of code that made the request, the redirect's URL and method, and the times. */
function chainsWithoutIds(exchanges: readonly Exchange[]): RedirectChain[] {
  const redirectsByUrl = groupBy(
    exchanges.filter((exchange) => isRedirect(exchange) && !exchange.error),
    ({ redirectUrl }) => redirectUrl,
  );
  if (redirectsByUrl.size === 0) return exchanges.map((exchange) => [exchange]);
  const targetsByUrl = groupBy(
    exchanges.filter(({ url }) => redirectsByUrl.has(url)),
    ({ url }) => url,
  );
  const links: Links = { next: new Map(), taken: new Set() };
  for (const [url, redirects] of redirectsByUrl) {
    const targets = targetsByUrl.get(url);
    if (targets) linkUrl(redirects, targets, links);
  }
  const chains: RedirectChain[] = [];
  for (const first of exchanges) if (!links.taken.has(first)) chains.push(follow(first, links.next));
  return chains;
}

interface Links {
  /** Redirect → the request that it led to. */
  readonly next: Map<Exchange, Exchange>;
  /** Requests that a redirect led to. */
  readonly taken: Set<Exchange>;
}

type OneOrMore = readonly [Exchange, ...Exchange[]];

/** Adds the links from redirects to one URL. */
function linkUrl(redirects: OneOrMore, targets: OneOrMore, links: Links): void {
  if (redirects.length > 1 || targets.length > 1) {
    linkRedirects(redirects, targets, links, "endedAt");
    linkRedirects(redirects, targets, links, "startedAt");
  } else if (isNext(redirects[0], targets[0])) link(redirects[0], targets[0], links);
}

/** Does for one redirect and one target, as most URLs have, what `linkRedirects` does for many. */
function isNext(redirect: Exchange, target: Exchange): boolean {
  if (target === redirect || chainKey(requestAfter(redirect)) !== chainKey(target)) return false;
  return isNextFrom(redirect, target, "endedAt") || isNextFrom(redirect, target, "startedAt");
}

function isNextFrom(redirect: Exchange, target: Exchange, from: "startedAt" | "endedAt"): boolean {
  return !isBefore(target, redirect, from) && isInTime[from](redirect, target);
}

function link(redirect: Exchange, target: Exchange, { next, taken }: Links): void {
  next.set(redirect, target);
  taken.add(target);
}

/** Adds the links of the redirects that have none yet. Both lists are read in the order of time, each once. */
function linkRedirects(
  redirects: readonly Exchange[],
  targets: readonly Exchange[],
  links: Links,
  from: "startedAt" | "endedAt",
): void {
  const { next, taken } = links;
  const open = targets.filter((target) => !taken.has(target));
  const targetsByKey = groupBy(open, chainKey);
  for (const list of targetsByKey.values()) list.sort((a, b) => a.startedAt - b.startedAt);
  const cursors = new Map<string, number>();
  for (const redirect of redirects.toSorted((a, b) => a[from] - b[from])) {
    if (next.has(redirect)) continue;
    const key = chainKey(requestAfter(redirect));
    const list = targetsByKey.get(key) ?? [];
    let at = cursors.get(key) ?? 0;
    while (list[at] === redirect || isBefore(list[at], redirect, from)) at++;
    const target = list[at];
    if (target && isInTime[from](redirect, target)) {
      link(redirect, target, links);
      at++;
    }
    cursors.set(key, at);
  }
}

/**
 * Equal for the hops of one chain: the page, the line of code, the URL and the method. Where the initiator is not
 * recorded, the page is left out: Firefox may then give each hop another page id.
 */
function chainKey({ initiator, page, resourceType, method, url }: ChainKeyFields): string {
  return `${resourceType} ${initiator.type === "" ? "" : page} ${initiatorPlaceOf(initiator) || initiator.url} ${method} ${url}`;
}

type ChainKeyFields = Pick<Exchange, "initiator" | "page" | "resourceType" | "method" | "url">;

/** The request that a redirect leads to, as far as the key of its chain is concerned. */
function requestAfter({ initiator, page, resourceType, method, status, redirectUrl }: Exchange): ChainKeyFields {
  return { initiator, page, resourceType, method: methodAfterRedirect(status, method), url: redirectUrl };
}

/** True when a request is too early to be a redirect's target; without times, the recording's order decides. */
function isBefore(target: Exchange | undefined, redirect: Exchange, from: "startedAt" | "endedAt"): boolean {
  if (!target) return false;
  const after = target.startedAt - redirect[from];
  return Number.isNaN(after) ? target.index < redirect.index : after < -maxRounding;
}

/**
 * Whether the next hop starts as the redirect ends; else, whether it starts before the redirect ends, or soon after, because a
 * recorder may report either late.
 */
const isInTime = {
  endedAt: (redirect: Exchange, target: Exchange) => Math.abs(target.startedAt - redirect.endedAt) <= maxRounding,
  startedAt: (redirect: Exchange, target: Exchange) => !(target.startedAt > redirect.endedAt + maxReportDelay),
};

/** Milliseconds by which rounding may move a recorded time. */
const maxRounding = 3;

/** Milliseconds by which a recorder may report a start or an end too late. */
const maxReportDelay = 1000;

function follow(first: Exchange, nextOf: ReadonlyMap<Exchange, Exchange>): RedirectChain {
  const chain: [Exchange, ...Exchange[]] = [first];
  for (let next = nextOf.get(first); next; next = nextOf.get(next)) chain.push(next);
  return chain;
}
