import type { Exchange } from "./exchange.ts";
import { getHeader } from "./fetch/headers.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "./fetch/safelist.ts";
import { isAnswered, judge, preflightStep, requestedHeaderNames } from "./judge.ts";

/** Actual request → its own preflight: by Chromium's request ids where the recording has both, else by all other signs. */
export function matchPreflights(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  all: readonly Exchange[],
): Map<Exchange, Exchange> {
  const identified = groupBy(
    actuals.filter(({ requestId }) => requestId !== ""),
    ({ requestId }) => requestId,
  );
  if (identified.size === 0) return supposedPairs(preflights, actuals, all);
  const exact = new Map<Exchange, Exchange>();
  const strays: Exchange[] = [];
  for (const preflight of preflights) {
    const hops = identified.get(preflight.initiator.requestId);
    const own = hops?.find((hop) => hop.url === preflight.url && !exact.has(hop));
    if (own) exact.set(own, preflight);
    else if (!hops) strays.push(preflight);
  }
  const open = actuals.filter(({ requestId }) => requestId === "");
  return open.length === 0 ? exact : new Map([...exact, ...supposedPairs(strays, open, all)]);
}

/**
 * HAR links no request to its preflight, so they are told by URL, method, header names, origin and page; where these are
 * equal, by Chromium's request number and what became of both; and where that is equal too, by the order of their starts.
 */
function supposedPairs(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  all: readonly Exchange[],
): Map<Exchange, Exchange> {
  const { list, exact } = startOrder(all.filter(({ initiator }) => initiator.type !== "preflight"));
  const ranks: number[] = [];
  for (const [rank, { index }] of list.entries()) ranks[index] = rank;
  const preflightOf = new Map<Exchange, Exchange>();
  const votes: Votes = new Map();
  const groups: Group[] = [];
  for (const { preflights: members, actuals: candidates } of sameRequests(preflights, actuals)) {
    const [preflight, actual] = [members[0], candidates[0]];
    if (members.length === 1 && candidates.length === 1 && preflight && actual && overlap(actual, preflight)) {
      preflightOf.set(actual, preflight);
      vote(votes, requestNumber(preflight), ranks[actual.index] ?? 0);
    } else if (candidates.length > 0) {
      const open = candidates.map((candidate) => toActual(candidate, ranks));
      const someUnsent = open.some(({ fate }) => fate === "unsent");
      groups.push({
        preflights: members.map((member) => toPreflight(member, someUnsent)).sort(byNumber),
        actuals: open.sort((a, b) => a.rank - b.rank),
      });
    }
  }
  for (const group of groups) voteOf(group, votes);
  const likeliest = likeliestOffsets(votes);
  const pairs: Pairs = new Map();
  for (const group of groups) matchGroup(group, { list, exact, offsets: offsetsFor(group, likeliest) }, pairs);
  for (const [preflight, actual] of pairs) preflightOf.set(actual.exchange, preflight.exchange);
  return preflightOf;
}

interface SameRequests {
  readonly preflights: Exchange[];
  readonly actuals: Exchange[];
}

/** Preflights, and the requests that they may be for: those with the URL and the method that they ask for. */
function sameRequests(preflights: readonly Exchange[], actuals: readonly Exchange[]): SameRequests[] {
  const byUrl = new Map<string, SameRequests>();
  for (const preflight of preflights) {
    const known = byUrl.get(preflight.url);
    if (known) known.preflights.push(preflight);
    else byUrl.set(preflight.url, { preflights: [preflight], actuals: [] });
  }
  for (const actual of actuals) byUrl.get(actual.url)?.actuals.push(actual);
  return [...byUrl.values()].flatMap(({ preflights, actuals }) =>
    [...groupBy(preflights, askedMethod)].map(([asked, preflights]) => ({
      preflights,
      actuals: actuals.filter(({ method }) => method === asked),
    })),
  );
}

function askedMethod({ requestHeaders }: Exchange): string {
  return getHeader(requestHeaders, "Access-Control-Request-Method") ?? "";
}

/** What became of a preflight: it fails in any credentials mode, passes in any, passes only without, or got no answer. */
type PreflightFate = "fails" | "passes" | "passes-without-credentials" | "no-answer";

/** What became of an actual request: blocked unsent, answered, ended by a network error, or not told (a worker's). */
type ActualFate = "unsent" | "answered" | "network-error" | "unknown";

interface RequestNumber {
  readonly process: string;
  /** Counts up by request in one renderer process; NaN where the recording has none. */
  readonly number: number;
}

interface Preflight extends RequestNumber {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly names: readonly string[];
  readonly fate: PreflightFate;
}

interface Actual {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly fate: ActualFate;
  /** Place among all requests of the recording but preflights, in the order of their starts. */
  readonly rank: number;
}

interface Group {
  readonly preflights: readonly Preflight[];
  readonly actuals: readonly Actual[];
}

type Pairs = Map<Preflight, Actual>;

function toPreflight(exchange: Exchange, besideUnsent: boolean): Preflight {
  const { requestHeaders, page } = exchange;
  const names = requestedHeaderNames(requestHeaders);
  return {
    ...requestNumber(exchange),
    exchange,
    signature: `${page} ${getHeader(requestHeaders, "Origin") ?? ""} ${names.join()}`,
    names,
    fate: preflightFate(exchange, besideUnsent),
  };
}

/** Chromium's `<process>.<number>` of the actual request, on its preflight. */
function requestNumber({ initiator: { requestId } }: Exchange): RequestNumber {
  const dot = requestId.lastIndexOf(".");
  return {
    process: requestId.slice(0, Math.max(0, dot)),
    number: dot < 0 ? Number.NaN : Number(requestId.slice(dot + 1)),
  };
}

/** Whether one that passes does so with credentials too matters only beside requests that were not sent. */
function preflightFate(preflight: Exchange, besideUnsent: boolean): PreflightFate {
  if (!isAnswered(preflight)) return "no-answer";
  const step = preflightStep(preflight);
  if (judge(step).length > 0) return "fails";
  if (!besideUnsent) return "passes";
  return judge({ ...step, credentials: "include" }).length > 0 ? "passes-without-credentials" : "passes";
}

/** `ranks` by place in the recording. */
function toActual(exchange: Exchange, ranks: readonly number[]): Actual {
  const { requestHeaders, page } = exchange;
  const origin = getHeader(requestHeaders, "Origin") ?? originOfReferrer(getHeader(requestHeaders, "Referer"));
  return {
    exchange,
    signature: `${page} ${origin} ${corsUnsafeRequestHeaderNames(requestHeaders, browserSetHeaders).join()}`,
    fate: actualFate(exchange),
    rank: ranks[exchange.index] ?? exchange.index,
  };
}

function originOfReferrer(referrer: string | null): string {
  return referrer && URL.canParse(referrer) ? new URL(referrer).origin : "null";
}

function actualFate({ status, error, maybeSent, wireHeaders, page }: Exchange): ActualFate {
  if (status > 0) return "answered";
  if (error !== undefined && error !== null && error !== "net::ERR_FAILED") return "network-error";
  if (page === "" && !wireHeaders && error !== undefined) return "unknown";
  return maybeSent ? "network-error" : "unsent";
}

function byNumber(a: Preflight, b: Preflight): number {
  return a.number - b.number || a.exchange.startedAt - b.exchange.startedAt || a.exchange.index - b.exchange.index;
}

/**
 * All requests in the order of their starts. `getHAR()` lists them so, and its order is exact; events come by end, and
 * their order is exact to a millisecond only.
 */
function startOrder(exchanges: readonly Exchange[]): { readonly list: readonly Exchange[]; readonly exact: boolean } {
  const exact = exchanges.every(
    (exchange, at) => at === 0 || !(exchange.startedAt < (exchanges[at - 1]?.startedAt ?? 0) - 1),
  );
  if (exact) return { list: exchanges, exact };
  const list = [...exchanges].sort((a, b) => a.startedAt - b.startedAt || a.endedAt - b.endedAt || a.index - b.index);
  return { list, exact };
}

/** For each renderer process: what was subtracted from a request number to get a rank, and how often. */
type Votes = Map<string, Map<number, number>>;

function vote(votes: Votes, { process, number }: RequestNumber, rank: number): void {
  if (Number.isNaN(number)) return;
  const ofProcess = votes.get(process) ?? new Map<number, number>();
  votes.set(process, ofProcess);
  ofProcess.set(number - rank, (ofProcess.get(number - rank) ?? 0) + 1);
}

/** The votes of requests with one URL: of all that may belong together, most do at the right offset. */
function voteOf({ preflights, actuals }: Group, votes: Votes): void {
  for (const preflight of preflights.slice(0, 64)) {
    for (const actual of actuals.slice(0, 128)) if (mayBelong(preflight, actual)) vote(votes, preflight, actual.rank);
  }
}

/**
 * The likeliest offsets of a recording, or those that explain more of this group: requests that no recording holds, as
 * one that a policy stopped, have numbers too, and move the offset of all later ones.
 */
function offsetsFor(group: Group, likeliest: Offsets): Offsets {
  if (group.preflights.length < 2) return likeliest;
  const votes: Votes = new Map();
  voteOf(group, votes);
  const ofGroup = likeliestOffsets(votes);
  const offsets = new Map(likeliest);
  for (const [process, counts] of votes) {
    const known = [...(likeliest.get(process) ?? []), ...(ofGroup.get(process) ?? [])];
    const explained = (offset: number) => counts.get(offset) ?? 0;
    offsets.set(process, [...new Set(known)].sort((a, b) => explained(b) - explained(a)).slice(0, 3));
  }
  return offsets;
}

/** What to subtract from a request number to get a place in the list, for each renderer process, the likeliest first. */
type Offsets = ReadonlyMap<string, readonly number[]>;

function likeliestOffsets(votes: Votes): Map<string, number[]> {
  const likeliest = (counts: [number, number][]) => {
    const [first, ...others] = counts.sort((a, b) => b[1] - a[1]).slice(0, 3);
    return [first, ...others.filter(([, count]) => first && count * 2 > first[1])].flatMap((found) => found?.[0] ?? []);
  };
  return new Map([...votes].map(([process, counts]) => [process, likeliest([...counts])]));
}

/** Whether the two may be one fetch, by what became of them, by their header names and by their times. */
function mayBelong(preflight: Preflight, actual: Actual): boolean {
  return (
    belongTogether[preflight.fate].includes(actual.fate) &&
    preflight.signature === actual.signature &&
    !endsApart(actual, preflight) &&
    overlap(actual.exchange, preflight.exchange)
  );
}

/** Whether a preflight starts while the request is open, or so near that only the recording is late. */
function overlap(actual: Exchange, preflight: Exchange): boolean {
  return !(actual.endedAt + looseSlack < preflight.startedAt) && !(actual.startedAt > preflight.startedAt + looseSlack);
}

const belongTogether: Readonly<Record<PreflightFate, readonly ActualFate[]>> = {
  fails: ["unsent", "unknown"],
  passes: ["answered", "network-error", "unknown"],
  "passes-without-credentials": ["unsent", "answered", "network-error", "unknown"],
  "no-answer": ["network-error", "unsent", "unknown"],
};

/** A preflight starts while its actual request is open; `strict` allows for rounding, `loose` for late recording. */
const strictSlack = 2;
const looseSlack = 1000;
const slacks = [strictSlack, looseSlack];

function endsBefore({ exchange }: Actual, preflight: Preflight, slack: number): boolean {
  return exchange.endedAt + slack < preflight.exchange.startedAt;
}

function startsAfter({ exchange }: Actual, preflight: Preflight, slack: number): boolean {
  return exchange.startedAt > preflight.exchange.startedAt + slack;
}

/** A request that was never sent ends when its preflight has: 2 ms later at the median, 67 at most, measured. */
function endsApart({ exchange, fate }: Actual, preflight: Preflight): boolean {
  const apart = exchange.endedAt - preflight.exchange.endedAt;
  return fate === "unsent" && (apart < -10 || apart > 150);
}

/** From the surest sign to the weakest; each takes what the ones before have left. */
function matchGroup(group: Group, clock: Clock, pairs: Pairs): void {
  if (group.actuals.length === 0) return;
  const taken = new Set<Actual>();
  const open = () => group.preflights.filter((preflight) => !pairs.has(preflight));
  const free = () => group.actuals.filter((actual) => !taken.has(actual));
  const settle = (preflights: readonly Preflight[], actuals: readonly Actual[]) => {
    matchByNumber(preflights, actuals, clock, pairs, taken);
    matchByFate(preflights, actuals, pairs, taken);
  };
  const bySignature = groupBy(group.actuals, ({ signature }) => signature);
  for (const [signature, bucket] of groupBy(group.preflights, (preflight) => preflight.signature)) {
    settle(bucket, bySignature.get(signature) ?? []);
  }
  const unlike = open();
  if (unlike.length === 0 || taken.size === group.actuals.length) return;
  const byNames = groupBy(unlike, ({ names }) => names.join());
  if (byNames.size * free().length <= largestSearch) {
    for (const bucket of byNames.values()) {
      const names = bucket[0]?.names ?? [];
      settle(
        bucket,
        free().filter(({ exchange }) => names.every((name) => getHeader(exchange.requestHeaders, name) !== null)),
      );
    }
  }
  settle(open(), free());
}

/** Bounds the search by header names, which is quadratic only when every request of one URL sends other names. */
const largestSearch = 1_000_000;

/** How a recording tells the order of starts. */
interface Clock {
  /** Requests in the order of their starts; preflights are left out. */
  readonly list: readonly Exchange[];
  /** True when the order is that of the requests' creation; false when it is known to a millisecond only. */
  readonly exact: boolean;
  readonly offsets: Offsets;
}

/** Chromium numbers requests as they start: a preflight's number names its request, once the offset is known. */
function matchByNumber(
  preflights: readonly Preflight[],
  actuals: readonly Actual[],
  clock: Clock,
  pairs: Pairs,
  taken: Set<Actual>,
): void {
  const { list, offsets } = clock;
  const rankOf = ({ number, process }: Preflight, choice: number) =>
    number - (offsets.get(process)?.[choice] ?? Number.NaN);
  const exact = clock.exact && isConsistent(preflights, actuals, (preflight) => rankOf(preflight, 0));
  const placeOf = (rank: number) => (exact ? rank : list[rank]?.startedAt);
  const byPlace = groupBy(actuals, ({ rank }) => placeOf(rank));
  for (const choice of [0, 1, 2]) {
    const numbered = preflights.filter((preflight) => !pairs.has(preflight));
    if (numbered.length === 0) return;
    for (const [place, bucket] of groupBy(numbered, (preflight) => placeOf(rankOf(preflight, choice)))) {
      const there = place === undefined ? [] : (byPlace.get(place) ?? []).filter((actual) => !taken.has(actual));
      // Within one millisecond, a request that was never sent ends just after its own preflight does.
      if (there.length > 1) matchByFate([...bucket].sort(byEnd), [...there].sort(byEnd), pairs, taken, false);
      else matchByFate(bucket, there, pairs, taken, false);
    }
  }
}

/** Where one preflight's number names a request that cannot be its own, the list is not in the order of creation. */
function isConsistent(
  preflights: readonly Preflight[],
  actuals: readonly Actual[],
  rankOf: (preflight: Preflight) => number,
): boolean {
  const byRank = new Map(actuals.map((actual) => [actual.rank, actual]));
  return preflights.every((preflight) => {
    const named = byRank.get(rankOf(preflight));
    return named === undefined || mayBelong(preflight, named);
  });
}

function byEnd(a: { readonly exchange: Exchange }, b: { readonly exchange: Exchange }): number {
  return a.exchange.endedAt - b.exchange.endedAt;
}

/** Pairs what may belong together by what became of both; what contradicts itself comes last, or not at all. */
function matchByFate(
  preflights: readonly Preflight[],
  actuals: readonly Actual[],
  pairs: Pairs,
  taken: Set<Actual>,
  contradictory = true,
): void {
  if (preflights.length === 0 || actuals.length === 0) return;
  const isOpen = (fates: readonly PreflightFate[]) => (preflight: Preflight) =>
    fates.includes(preflight.fate) && !pairs.has(preflight);
  const isFree = (kinds: readonly ActualFate[]) => (actual: Actual) =>
    kinds.includes(actual.fate) && !taken.has(actual);
  const openOf = (fates: readonly PreflightFate[]) => preflights.filter(isOpen(fates));
  const freeOf = (kinds: readonly ActualFate[]) => actuals.filter(isFree(kinds));
  const match = (fates: readonly PreflightFate[], kinds: readonly ActualFate[]) => {
    for (const slack of slacks) {
      if (!preflights.some(isOpen(fates)) || !actuals.some(isFree(kinds))) return;
      matchInOrder(openOf(fates), freeOf(kinds), slack, slack === strictSlack || !contradictory, pairs, taken);
    }
  };
  match(["no-answer"], ["network-error"]);
  match(["no-answer", "fails"], ["unsent"]);
  // An unsent request always has a failed preflight, an answered one may have used a cached one.
  const undecided = openOf(["passes-without-credentials"]).length;
  const unsent = freeOf(["unsent"]).length;
  if (unsent > 0 && undecided > unsent) match(["passes-without-credentials", "passes"], ["unsent", "answered"]);
  else match(["passes-without-credentials"], ["unsent"]);
  match(["passes", "passes-without-credentials"], ["answered"]);
  match(["passes", "passes-without-credentials"], ["network-error"]);
  match(["fails", "passes", "passes-without-credentials", "no-answer"], ["unknown"]);
  if (!contradictory) return;
  match(["fails", "no-answer"], ["network-error"]);
  match(["passes", "passes-without-credentials"], ["unsent", "answered"]);
  match(["fails"], ["answered"]);
}

/** Pairs both lists, each in the order of its starts, first with first, as far as the times allow. */
function matchInOrder(
  preflights: readonly Preflight[],
  actuals: readonly Actual[],
  slack: number,
  closely: boolean,
  pairs: Pairs,
  taken: Set<Actual>,
): void {
  let next = 0;
  for (const preflight of preflights) {
    let actual = actuals[next];
    while (actual && endsBefore(actual, preflight, slack)) actual = actuals[++next];
    if (!actual) return;
    if (startsAfter(actual, preflight, slack) || (closely && endsApart(actual, preflight))) continue;
    pairs.set(preflight, actual);
    taken.add(actual);
    next++;
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
