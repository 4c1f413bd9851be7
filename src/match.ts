import type { Exchange } from "./exchange.ts";
import { getHeader } from "./fetch/headers.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "./fetch/safelist.ts";
import { isAnswered, judge, preflightStep, requestedHeaderNames, withMode } from "./judge.ts";

/** Which preflight belongs to which request. */
export interface Matches {
  /** Actual request → its own preflight. */
  readonly preflightOf: ReadonlyMap<Exchange, Exchange>;
  /** Actual request → other preflights that may be its own as well, with other answers. */
  readonly rivalsOf: ReadonlyMap<Exchange, readonly Exchange[]>;
}

/** By Chromium's request ids where the recording has both, else by all other signs. */
export function matchPreflights(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  all: readonly Exchange[],
): Matches {
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
  if (open.length === 0) return { preflightOf: exact, rivalsOf: new Map() };
  const { preflightOf, rivalsOf } = supposedPairs(strays, open, all);
  return { preflightOf: new Map([...exact, ...preflightOf]), rivalsOf };
}

/**
 * HAR links no request to its preflight, so they are told by URL, method, header names, origin and page; where these are
 * equal, by Chromium's request number and what became of both; and where that is equal too, by the order of their starts.
 */
function supposedPairs(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  all: readonly Exchange[],
): Matches {
  const { list, exact } = startOrder(all.filter(({ initiator }) => initiator.type !== "preflight"));
  const ranks: number[] = [];
  list.forEach(({ index }, rank) => {
    ranks[index] = rank;
  });
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
  const rivalsOf = new Map<Exchange, readonly Exchange[]>();
  for (const group of groups) {
    const pairs: Pairs = new Map();
    const numbering = numberingOf(group, likeliest, exact);
    matchGroup(group, { list, exact, offsets: likeliest }, numbering, pairs);
    for (const [preflight, actual] of pairs) preflightOf.set(actual.exchange, preflight.exchange);
    for (const [actual, rivals] of rivalsIn(group, numbering)) rivalsOf.set(actual.exchange, rivals);
  }
  return { preflightOf, rivalsOf };
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

/** What became of an actual request: blocked unsent, answered, ended by a network error, or not told. */
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
  if (judge(step).length === 0) return "passes";
  if (judge(withMode(step, "omit")).length > 0) return "fails";
  return besideUnsent ? "passes-without-credentials" : "passes";
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
  if (error === undefined && maybeSent) return "unknown";
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
  return preflight.signature === actual.signature && mayBeOne(preflight, actual);
}

/** The same without regard to the page and the header names. */
function mayBeOne(preflight: Preflight, actual: Actual): boolean {
  return (
    belongTogether[preflight.fate].includes(actual.fate) &&
    !endsApart(actual, preflight, onBusyMachine) &&
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

/** A request that was never sent ends when its preflight has: 2 ms later at the median, measured. */
function endsApart({ exchange, fate }: Actual, preflight: Preflight, { earlier, later }: HandOver): boolean {
  const apart = exchange.endedAt - preflight.exchange.endedAt;
  return fate === "unsent" && (apart < -earlier || apart > later);
}

/** Milliseconds between the end of a preflight and that of the request that it stopped. */
interface HandOver {
  readonly earlier: number;
  readonly later: number;
}

/** At most 67 on a machine at rest; on one with five times the load that it bears, 80 earlier and 400 later. */
const onIdleMachine: HandOver = { earlier: 10, later: 150 };
const onBusyMachine: HandOver = { earlier: 200, later: 1000 };

/** What the numbers of a group's preflights say: which request each names, and whether that is beyond doubt. */
interface Numbering {
  /** Preflight → place of its request; empty where no offset explains the group. */
  readonly rankOf: ReadonlyMap<Preflight, number>;
  /** True where each names a request that may be its own. */
  readonly complete: boolean;
}

/**
 * The offset that explains a group: the likeliest of the recording, or, for many preflights, one of their own, since
 * requests that no recording holds, as one that a policy stopped, have numbers too, and move the offset of all later ones.
 */
function numberingOf(group: Group, likeliest: Offsets, exact: boolean): Numbering {
  const { preflights, actuals } = group;
  const rankOf = new Map<Preflight, number>();
  let complete = exact;
  if (!exact) return { rankOf, complete };
  const byRank = new Map(actuals.map((actual) => [actual.rank, actual]));
  const votes: Votes = new Map();
  voteOf(group, votes);
  const ofGroup = likeliestOffsets(votes);
  for (const [process, members] of groupBy(preflights, (preflight) => preflight.process)) {
    const isExplained = (offset: number) => (preflight: Preflight) => {
      const named = byRank.get(preflight.number - offset);
      return named !== undefined && isLike(preflight, named) && mayBeOne(preflight, named);
    };
    const own = members.length < fewPreflights ? [] : (ofGroup.get(process) ?? []);
    const choices = [...(likeliest.get(process)?.slice(0, 1) ?? []), ...own].map((offset) => ({
      offset,
      explained: members.filter(isExplained(offset)).length,
    }));
    const [best] = choices.sort((a, b) => b.explained - a.explained);
    if (!best || best.explained < members.length) complete = false;
    if (!best || best.explained < members.length * 0.8) continue;
    for (const preflight of members) rankOf.set(preflight, preflight.number - best.offset);
  }
  return { rankOf, complete };
}

/** So few may be explained by a wrong offset as well. */
const fewPreflights = 8;

/** Pairs what the numbers name. */
function matchNamed({ preflights, actuals }: Group, { rankOf }: Numbering, pairs: Pairs, taken: Set<Actual>): void {
  const byRank = new Map(actuals.map((actual) => [actual.rank, actual]));
  for (const preflight of preflights) {
    const named = byRank.get(rankOf.get(preflight) ?? Number.NaN);
    if (!named || taken.has(named) || !isLike(preflight, named) || !mayBeOne(preflight, named)) continue;
    pairs.set(preflight, named);
    taken.add(named);
  }
}

/**
 * For each request that was stopped, the preflights that may have stopped it. Where all of a group got one answer, it
 * matters to nobody which is whose.
 */
function rivalsIn({ preflights, actuals }: Group, numbering: Numbering): Map<Actual, readonly Exchange[]> {
  const rivals = new Map<Actual, readonly Exchange[]>();
  if (numbering.complete) return rivals;
  const stopping = preflights.filter(({ fate }) => fate !== "passes").sort(byEnd);
  if (new Set(stopping.map(answerOf)).size < 2) return rivals;
  const open = actuals.filter(({ exchange }) => exchange.status === 0).sort(byEnd);
  let from = 0;
  for (const actual of open) {
    const isOver = ({ exchange }: Preflight) => exchange.endedAt < actual.exchange.endedAt - onBusyMachine.later;
    for (let first = stopping[from]; first && isOver(first); first = stopping[from]) from++;
    const near: Exchange[] = [];
    for (const preflight of stopping.slice(from, from + mostRivals)) {
      if (preflight.exchange.endedAt > actual.exchange.endedAt + onBusyMachine.earlier) break;
      const distance = Math.abs((numbering.rankOf.get(preflight) ?? actual.rank) - actual.rank);
      if (distance > farthestRank || !isLike(preflight, actual)) continue;
      if (overlap(actual.exchange, preflight.exchange)) near.push(preflight.exchange);
    }
    if (near.length > 0) rivals.set(actual, near);
  }
  return rivals;
}

/** Requests of several threads may stand a few places from where their numbers are. */
const farthestRank = 4;

/** Bounds the search in bursts of requests that all end at once. */
const mostRivals = 200;

/** Equal for preflights with the same answer. */
function answerOf({ exchange: { status, error, responseHeaders } }: Preflight): string {
  const values = ["Origin", "Credentials", "Methods", "Headers"].map((name) =>
    getHeader(responseHeaders, `Access-Control-Allow-${name}`),
  );
  return [status, error, ...values].join("\n");
}

/** Whether the request has the header names that the preflight asks for. */
function isLike({ names, signature }: Preflight, actual: Actual): boolean {
  if (signature === actual.signature) return true;
  return names.every((name) => getHeader(actual.exchange.requestHeaders, name) !== null);
}

/** From the surest sign to the weakest; each takes what the ones before have left. */
function matchGroup(group: Group, clock: Clock, numbering: Numbering, pairs: Pairs): void {
  if (group.actuals.length === 0) return;
  const taken = new Set<Actual>();
  const open = () => group.preflights.filter((preflight) => !pairs.has(preflight));
  const free = () => group.actuals.filter((actual) => !taken.has(actual));
  const settle = (preflights: readonly Preflight[], actuals: readonly Actual[]) => {
    matchByNumber(preflights, actuals, clock, pairs, taken);
    matchByFate(preflights, actuals, pairs, taken);
  };
  matchNamed(group, numbering, pairs, taken);
  const bySignature = groupBy(free(), ({ signature }) => signature);
  for (const [signature, bucket] of groupBy(open(), (preflight) => preflight.signature)) {
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
    if (startsAfter(actual, preflight, slack) || (closely && endsApart(actual, preflight, onIdleMachine))) continue;
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
