import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";
import {
  checkResponse,
  isAnswered,
  preflightStep,
  requestedHeaderNames,
  underCredentialsMode,
} from "../verdict/check-response.ts";

/** What became of a preflight: it fails in any credentials mode, passes in any, passes only without, or got no answer. */
export type PreflightResult = "fails" | "passes" | "passes-without-credentials" | "no-answer";

/** What became of an actual request: blocked unsent, answered, ended by a network error, or not told. */
export type ActualResult = "unsent" | "answered" | "network-error" | "unknown";

export interface RequestNumber {
  readonly process: string;
  /** Counts up by request in one renderer process; NaN where the recording has none. */
  readonly number: number;
}

export interface PreflightCandidate extends RequestNumber {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly names: readonly string[];
  readonly result: PreflightResult;
}

export interface ActualCandidate {
  readonly exchange: Exchange;
  readonly signature: string;
  readonly result: ActualResult;
  /** Place among all requests of the recording but preflights, in the order of their starts. */
  readonly rank: number;
}

export interface CandidateGroup {
  readonly preflights: readonly PreflightCandidate[];
  readonly actuals: readonly ActualCandidate[];
}

export type Pairs = Map<PreflightCandidate, ActualCandidate>;

export function toPreflight(exchange: Exchange, besideUnsent: boolean): PreflightCandidate {
  const { requestHeaders, page } = exchange;
  const names = requestedHeaderNames(requestHeaders);
  return {
    ...requestNumber(exchange),
    exchange,
    signature: `${page} ${getHeader(requestHeaders, "Origin") ?? ""} ${names.join()}`,
    names,
    result: preflightResult(exchange, besideUnsent),
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
function preflightResult(preflight: Exchange, besideUnsent: boolean): PreflightResult {
  if (!isAnswered(preflight)) return "no-answer";
  const step = preflightStep(preflight);
  if (checkResponse(step).length === 0) return "passes";
  if (checkResponse(underCredentialsMode(step, "omit")).length > 0) return "fails";
  return besideUnsent ? "passes-without-credentials" : "passes";
}

/** `ranks` by place in the recording. */
export function toActual(exchange: Exchange, ranks: readonly number[]): ActualCandidate {
  const { requestHeaders, page } = exchange;
  const origin = getHeader(requestHeaders, "Origin") ?? originOfReferrer(getHeader(requestHeaders, "Referer"));
  return {
    exchange,
    signature: `${page} ${origin} ${corsUnsafeRequestHeaderNames(requestHeaders, browserSetHeaders).join()}`,
    result: actualResult(exchange),
    rank: ranks[exchange.index] ?? exchange.index,
  };
}

function originOfReferrer(referrer: string | null): string {
  return referrer && URL.canParse(referrer) ? new URL(referrer).origin : "null";
}

function actualResult({ status, error, mayHaveBeenSent, hasWireHeaders, page }: Exchange): ActualResult {
  if (status > 0) return "answered";
  if (error !== undefined && error !== null && error !== "net::ERR_FAILED") return "network-error";
  if (page === "" && !hasWireHeaders && error !== undefined) return "unknown";
  if (error === undefined && mayHaveBeenSent) return "unknown";
  return mayHaveBeenSent ? "network-error" : "unsent";
}

export function byNumber(a: PreflightCandidate, b: PreflightCandidate): number {
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
