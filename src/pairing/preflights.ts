import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import {
  type ActualCandidate,
  type ActualResult,
  byEnd,
  byNumber,
  type CandidateGroup,
  groupBy,
  type Pairs,
  type PreflightCandidate,
  type PreflightResult,
  requestNumber,
  toActual,
  toPreflight,
} from "./candidates.ts";
import {
  ambiguousPreflightsIn,
  likeliestOffsets,
  matchNamed,
  type Numbering,
  numberingOf,
  type Offsets,
  type Votes,
  vote,
  voteOf,
} from "./request-numbers.ts";
import {
  endsApart,
  endsBefore,
  mayBelong,
  onIdleMachine,
  overlap,
  slacks,
  startsAfter,
  strictSlack,
} from "./timing.ts";

/** Which preflight belongs to which request. */
export interface PreflightMatches {
  /** Actual request → its own preflight. */
  readonly preflightOf: ReadonlyMap<Exchange, Exchange>;
  /** Actual request → other preflights that may be its own as well, with other answers. */
  readonly ambiguousPreflightsOf: ReadonlyMap<Exchange, readonly Exchange[]>;
}

/** By Chromium's request ids where the recording has both, else by all other signs. */
export function matchPreflights(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  all: readonly Exchange[],
): PreflightMatches {
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
  if (open.length === 0) return { preflightOf: exact, ambiguousPreflightsOf: new Map() };
  const { preflightOf, ambiguousPreflightsOf } = supposedPairs(strays, open, all);
  return { preflightOf: new Map([...exact, ...preflightOf]), ambiguousPreflightsOf };
}

/**
 * HAR links no request to its preflight, so they are told by URL, method, header names, origin and page; where these are
 * equal, by Chromium's request number and what became of both; and where that is equal too, by the order of their starts.
 */
function supposedPairs(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  all: readonly Exchange[],
): PreflightMatches {
  const { list, exact } = startOrder(all.filter(({ initiator }) => initiator.type !== "preflight"));
  const ranks: number[] = [];
  list.forEach(({ index }, rank) => {
    ranks[index] = rank;
  });
  const preflightOf = new Map<Exchange, Exchange>();
  const votes: Votes = new Map();
  const groups: CandidateGroup[] = [];
  for (const { preflights: members, actuals: candidates } of sameRequests(preflights, actuals)) {
    const [preflight, actual] = [members[0], candidates[0]];
    if (members.length === 1 && candidates.length === 1 && preflight && actual && overlap(actual, preflight)) {
      preflightOf.set(actual, preflight);
      vote(votes, requestNumber(preflight), ranks[actual.index] ?? 0);
    } else if (candidates.length > 0) {
      const open = candidates.map((candidate) => toActual(candidate, ranks));
      const someUnsent = open.some(({ result }) => result === "unsent");
      groups.push({
        preflights: members.map((member) => toPreflight(member, someUnsent)).sort(byNumber),
        actuals: open.sort((a, b) => a.rank - b.rank),
      });
    }
  }
  for (const group of groups) voteOf(group, votes);
  const likeliest = likeliestOffsets(votes);
  const ambiguousPreflightsOf = new Map<Exchange, readonly Exchange[]>();
  for (const group of groups) {
    const pairs: Pairs = new Map();
    const numbering = numberingOf(group, likeliest, exact);
    matchGroup(group, { list, exact, offsets: likeliest }, numbering, pairs);
    for (const [preflight, actual] of pairs) preflightOf.set(actual.exchange, preflight.exchange);
    for (const [actual, ambiguousPreflights] of ambiguousPreflightsIn(group, numbering))
      ambiguousPreflightsOf.set(actual.exchange, ambiguousPreflights);
  }
  return { preflightOf, ambiguousPreflightsOf };
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

/** From the surest sign to the weakest; each takes what the ones before have left. */
function matchGroup(group: CandidateGroup, clock: Clock, numbering: Numbering, pairs: Pairs): void {
  if (group.actuals.length === 0) return;
  const taken = new Set<ActualCandidate>();
  const open = () => group.preflights.filter((preflight) => !pairs.has(preflight));
  const free = () => group.actuals.filter((actual) => !taken.has(actual));
  const settle = (preflights: readonly PreflightCandidate[], actuals: readonly ActualCandidate[]) => {
    matchByNumber(preflights, actuals, clock, pairs, taken);
    matchByResult(preflights, actuals, pairs, taken);
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
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  clock: Clock,
  pairs: Pairs,
  taken: Set<ActualCandidate>,
): void {
  const { list, offsets } = clock;
  const rankOf = ({ number, process }: PreflightCandidate, choice: number) =>
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
      if (there.length > 1) matchByResult([...bucket].sort(byEnd), [...there].sort(byEnd), pairs, taken, false);
      else matchByResult(bucket, there, pairs, taken, false);
    }
  }
}

/** Where one preflight's number names a request that cannot be its own, the list is not in the order of creation. */
function isConsistent(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  rankOf: (preflight: PreflightCandidate) => number,
): boolean {
  const byRank = new Map(actuals.map((actual) => [actual.rank, actual]));
  return preflights.every((preflight) => {
    const named = byRank.get(rankOf(preflight));
    return named === undefined || mayBelong(preflight, named);
  });
}

/** Pairs what may belong together by what became of both; what contradicts itself comes last, or not at all. */
function matchByResult(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  pairs: Pairs,
  taken: Set<ActualCandidate>,
  contradictory = true,
): void {
  if (preflights.length === 0 || actuals.length === 0) return;
  const isOpen = (fates: readonly PreflightResult[]) => (preflight: PreflightCandidate) =>
    fates.includes(preflight.result) && !pairs.has(preflight);
  const isFree = (kinds: readonly ActualResult[]) => (actual: ActualCandidate) =>
    kinds.includes(actual.result) && !taken.has(actual);
  const openOf = (fates: readonly PreflightResult[]) => preflights.filter(isOpen(fates));
  const freeOf = (kinds: readonly ActualResult[]) => actuals.filter(isFree(kinds));
  const match = (fates: readonly PreflightResult[], kinds: readonly ActualResult[]) => {
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
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  slack: number,
  closely: boolean,
  pairs: Pairs,
  taken: Set<ActualCandidate>,
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
