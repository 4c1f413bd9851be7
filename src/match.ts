import type { Exchange } from "./exchange.ts";
import { getHeader } from "./fetch/headers.ts";
import { corsUnsafeRequestHeaderNames } from "./fetch/safelist.ts";
import { isAnswered, judge, requestedHeaderNames, stepsOf } from "./judge.ts";

/**
 * Actual request → its own preflight. No recording links the two, so they are told by URL, method, header names, origin
 * and page; where these are equal, by what became of both; and where that is equal too, by the order of their starts.
 */
export function matchPreflights(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
): Map<Exchange, Exchange> {
  const preflightOf = new Map<Exchange, Exchange>();
  const groups = new Map<string, { preflights: Preflight[]; actuals: Actual[] }>();
  for (const exchange of preflights) {
    const preflight = toPreflight(exchange);
    const group = groups.get(preflight.key);
    if (group) group.preflights.push(preflight);
    else groups.set(preflight.key, { preflights: [preflight], actuals: [] });
  }
  for (const exchange of actuals) groups.get(`${exchange.method} ${exchange.url}`)?.actuals.push(toActual(exchange));
  for (const group of groups.values()) matchGroup(group.preflights, group.actuals, preflightOf);
  return preflightOf;
}

/** What became of a preflight: it fails in any credentials mode, passes in any, passes only without, or got no answer. */
type PreflightFate = "fails" | "passes" | "passes-without-credentials" | "no-answer";

/** What became of an actual request: blocked unsent, answered, ended by a network error, or not told (a worker's). */
type ActualFate = "unsent" | "answered" | "network-error" | "unknown";

interface Preflight {
  readonly exchange: Exchange;
  readonly key: string;
  readonly signature: string;
  readonly names: readonly string[];
  readonly fate: PreflightFate;
  readonly order: number;
}

interface Actual {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly names: ReadonlySet<string>;
  readonly fate: ActualFate;
}

function toPreflight(exchange: Exchange): Preflight {
  const { requestHeaders, initiator, url, page, index } = exchange;
  const method = getHeader(requestHeaders, "Access-Control-Request-Method") ?? "";
  const names = requestedHeaderNames(requestHeaders);
  const number = /\.(\d+)$/.exec(initiator.requestId)?.[1];
  return {
    exchange,
    key: `${method} ${url}`,
    signature: `${page} ${getHeader(requestHeaders, "Origin") ?? ""} ${names.join()}`,
    names,
    fate: preflightFate(exchange),
    order: number === undefined ? index : Number(number),
  };
}

function preflightFate(preflight: Exchange): PreflightFate {
  if (!isAnswered(preflight)) return "no-answer";
  const hop = { actual: null, preflight, method: "", url: preflight.url, origin: "", crossOrigin: true };
  const fails = (credentials: "include" | "omit") =>
    stepsOf(hop, "", credentials).some((step) => judge(step).length > 0);
  if (fails("omit")) return "fails";
  return fails("include") ? "passes-without-credentials" : "passes";
}

function toActual(exchange: Exchange): Actual {
  const { requestHeaders, page } = exchange;
  const pageHeaders = requestHeaders.filter(({ name }) => !browserSetHeaders.has(name.toLowerCase()));
  const origin = getHeader(requestHeaders, "Origin") ?? originOfReferrer(getHeader(requestHeaders, "Referer"));
  return {
    exchange,
    signature: `${page} ${origin} ${corsUnsafeRequestHeaderNames(pageHeaders).join()}`,
    names: new Set(requestHeaders.map(({ name }) => name.toLowerCase())),
    fate: actualFate(exchange),
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

/** Not forbidden to pages, yet set by the browser itself as a rule. */
const browserSetHeaders = new Set(["user-agent", "upgrade-insecure-requests", "priority", "cache-control", "pragma"]);

type Result = Map<Exchange, Exchange>;

function matchGroup(preflights: readonly Preflight[], actuals: readonly Actual[], result: Result): void {
  if (actuals.length === 0) return;
  let openPreflights = [...preflights].sort((a, b) => a.order - b.order || a.exchange.index - b.exchange.index);
  let openActuals = inStartOrder(actuals);
  const isOpen = ({ exchange }: { exchange: Exchange }) => !done.has(exchange);
  const done = new Set<Exchange>();
  const settle = (ps: readonly Preflight[], as: readonly Actual[]) => {
    for (const slack of [strictSlack, looseSlack]) matchByFate(ps, as, slack, result, done);
  };
  const actualsBySignature = groupBy(openActuals, ({ signature }) => signature);
  for (const [signature, bucket] of groupBy(openPreflights, ({ signature }) => signature)) {
    settle(bucket, actualsBySignature.get(signature) ?? []);
  }
  openPreflights = openPreflights.filter(isOpen);
  openActuals = openActuals.filter(isOpen);
  if (openPreflights.length === 0 || openActuals.length === 0) return;
  const byNames = groupBy(openPreflights, ({ names }) => names.join());
  if (byNames.size * openActuals.length <= largestSearch) {
    for (const bucket of byNames.values()) {
      const names = bucket[0]?.names ?? [];
      settle(
        bucket,
        openActuals.filter((actual) => isOpen(actual) && names.every((name) => actual.names.has(name))),
      );
    }
  }
  settle(openPreflights.filter(isOpen), openActuals.filter(isOpen));
}

/** A preflight starts while its actual request is open; `strict` allows for rounding, `loose` for late recording. */
const strictSlack = 2;
const looseSlack = 1000;

/** Bounds the search by header names, which is quadratic only when every request of one URL sends other names. */
const largestSearch = 1_000_000;

/** `getHAR()` lists by start, events come by end: the list's own order decides unless the starts contradict it. */
function inStartOrder(actuals: readonly Actual[]): Actual[] {
  return [...actuals].sort(
    (a, b) => a.exchange.startedAt - b.exchange.startedAt || a.exchange.index - b.exchange.index,
  );
}

function matchByFate(
  preflights: readonly Preflight[],
  actuals: readonly Actual[],
  slack: number,
  result: Result,
  done: Set<Exchange>,
): void {
  const match = (fates: readonly PreflightFate[], kinds: readonly ActualFate[], most = Number.POSITIVE_INFINITY) => {
    const ps = preflights.filter(({ exchange, fate }) => !done.has(exchange) && fates.includes(fate));
    const as = actuals.filter(({ exchange, fate }) => !done.has(exchange) && kinds.includes(fate));
    matchInOrder(ps, as, slack, most, result, done);
  };
  const open = (kind: ActualFate) =>
    actuals.filter(({ exchange, fate }) => fate === kind && !done.has(exchange)).length;
  const undecided = () =>
    preflights.filter(({ exchange, fate }) => fate === "passes-without-credentials" && !done.has(exchange)).length;
  match(["no-answer"], ["network-error"]);
  match(["no-answer", "fails"], ["unsent"]);
  match(["passes"], ["answered"]);
  // An unsent request always has a failed preflight, an answered one may have used a cached one.
  if (undecided() <= open("unsent") || open("answered") === 0) match(["passes-without-credentials"], ["unsent"]);
  else if (open("unsent") === 0) match(["passes-without-credentials"], ["answered"]);
  else match(["passes-without-credentials"], ["unsent", "answered"]);
  match(["passes", "passes-without-credentials"], ["network-error"]);
  match(["fails", "passes", "passes-without-credentials", "no-answer"], ["unknown"]);
  match(["fails", "no-answer"], ["network-error"]);
  match(["passes", "passes-without-credentials"], ["unsent", "answered"]);
  match(["fails"], ["answered"]);
}

/** Pairs both lists, each in the order of its starts, first with first, as far as the times allow. */
function matchInOrder(
  preflights: readonly Preflight[],
  actuals: readonly Actual[],
  slack: number,
  most: number,
  result: Result,
  done: Set<Exchange>,
): void {
  let next = 0;
  let count = 0;
  for (const { exchange: preflight } of preflights) {
    while (next < actuals.length && endedBefore(actuals[next], preflight, slack)) next++;
    const actual = actuals[next]?.exchange;
    if (!actual || count >= most) return;
    if (actual.startedAt > preflight.startedAt + slack) continue;
    result.set(actual, preflight);
    done.add(actual);
    done.add(preflight);
    next++;
    count++;
  }
}

function endedBefore(actual: Actual | undefined, preflight: Exchange, slack: number): boolean {
  return actual !== undefined && actual.exchange.endedAt + slack < preflight.startedAt;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
