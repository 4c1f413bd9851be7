import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";
import { isAnswered, judge, preflightStep, requestedHeaderNames, withMode } from "../verdict/check-response.ts";

/** What became of a preflight: it fails in any credentials mode, passes in any, passes only without, or got no answer. */
export type PreflightFate = "fails" | "passes" | "passes-without-credentials" | "no-answer";

/** What became of an actual request: blocked unsent, answered, ended by a network error, or not told. */
export type ActualFate = "unsent" | "answered" | "network-error" | "unknown";

export interface RequestNumber {
  readonly process: string;
  /** Counts up by request in one renderer process; NaN where the recording has none. */
  readonly number: number;
}

export interface Preflight extends RequestNumber {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly names: readonly string[];
  readonly fate: PreflightFate;
}

export interface Actual {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly fate: ActualFate;
  /** Place among all requests of the recording but preflights, in the order of their starts. */
  readonly rank: number;
}

export interface Group {
  readonly preflights: readonly Preflight[];
  readonly actuals: readonly Actual[];
}

export type Pairs = Map<Preflight, Actual>;

export function toPreflight(exchange: Exchange, besideUnsent: boolean): Preflight {
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
export function requestNumber({ initiator: { requestId } }: Exchange): RequestNumber {
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
export function toActual(exchange: Exchange, ranks: readonly number[]): Actual {
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

export function byNumber(a: Preflight, b: Preflight): number {
  return a.number - b.number || a.exchange.startedAt - b.exchange.startedAt || a.exchange.index - b.exchange.index;
}

export function byEnd(a: { readonly exchange: Exchange }, b: { readonly exchange: Exchange }): number {
  return a.exchange.endedAt - b.exchange.endedAt;
}

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
