import type { Exchange } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { originHeaderOf, refererHeaderOf } from "../fetch/recorded-exchange.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";
import {
  isAnswered,
  namesAskedBy,
  passesCheck,
  preflightStep,
  underCredentialsMode,
} from "../verdict/check-response.ts";

/** A preflight fails in any credentials mode, passes in any, passes only without credentials, or got no response. */
export type PreflightResult = "fails" | "passes" | "passes-without-credentials" | "no-response";

/** An actual request was blocked unsent, got a response, ended with a network error, or its end is not recorded. */
export type ActualResult = "unsent" | "answered" | "network-error" | "unknown";

/** Chromium's number of a request, which it writes on the request's preflight. */
export interface RequestNumber {
  /** The renderer process that numbers the request. */
  readonly process: string;
  /** Counts up by request in one renderer process; NaN where the recording has none. */
  readonly number: number;
}

/** What is equal for a preflight and its actual request when nothing is missing. */
export interface Signature {
  readonly page: string;
  readonly origin: string;
  /** The header names, joined by commas. */
  readonly nameList: string;
}

export interface PreflightCandidate extends RequestNumber, Signature {
  readonly exchange: Exchange;
  /**
   * Where several have the same number, as those of one redirected fetch, its place among these, from 0. The number is that of
   * the fetch's first request, so it says nothing of the place of a later preflight's.
   */
  readonly hop: number | undefined;
  /** The header names that it asks for. */
  readonly names: readonly string[];
  readonly result: PreflightResult;
  /** Its request, once that is found. */
  actual: ActualCandidate | null;
}

export interface ActualCandidate extends Signature {
  readonly exchange: Exchange;
  readonly result: ActualResult;
  /** Place among all requests of the recording, without preflights, in the order of their starts. */
  readonly rank: number;
  /** True once its preflight is found. */
  isTaken: boolean;
}

export interface CandidateGroup {
  /** In the order of their numbers. */
  readonly preflights: readonly PreflightCandidate[];
  /** In the order of their starts. */
  readonly actuals: readonly ActualCandidate[];
}

/** A preflight with what matching reads of it; `checkCredentials` as in `preflightResult`, `hop` as in the candidate. */
export function preflightCandidate(
  exchange: Exchange,
  { checkCredentials, hop }: { readonly checkCredentials: boolean; readonly hop: number | undefined },
): PreflightCandidate {
  const names = namesAskedBy(exchange);
  const { process, number } = requestNumberOf(exchange);
  return {
    process,
    number,
    exchange,
    hop,
    page: exchange.page,
    origin: originHeaderOf(exchange) ?? "",
    nameList: joined(names),
    names,
    result: preflightResult(exchange, checkCredentials),
    actual: null,
  };
}

/** The number of the actual request, from the `<process>.<number>` on its preflight. */
export function requestNumberOf({ initiator: { requestId } }: Exchange): RequestNumber {
  const dot = requestId.lastIndexOf(".");
  return {
    process: requestId.slice(0, Math.max(0, dot)),
    number: dot < 0 ? Number.NaN : Number(requestId.slice(dot + 1)),
  };
}

/**
 * Only requests that were not sent show whether credentials made their preflight fail; without any, it is not checked.
 */
function preflightResult(preflight: Exchange, checkCredentials: boolean): PreflightResult {
  if (!isAnswered(preflight)) return "no-response";
  const step = preflightStep(preflight);
  // What fails without credentials fails with them, because the CORS check only asks for more then.
  if (!passesCheck(underCredentialsMode(step, "omit"))) return "fails";
  return checkCredentials && !passesCheck(step) ? "passes-without-credentials" : "passes";
}

/** An actual request with what matching reads of it. */
export function actualCandidate(exchange: Exchange, rank = exchange.index): ActualCandidate {
  return {
    exchange,
    page: exchange.page,
    origin: originHeaderOf(exchange) ?? originOfReferrer(refererHeaderOf(exchange)),
    nameList: joined(corsUnsafeRequestHeaderNames(exchange.requestHeaders, browserSetHeaders)),
    result: actualResult(exchange),
    rank,
    isTaken: false,
  };
}

/** True when page, origin and header names are equal. */
export function hasSameSignature(a: Signature, b: Signature): boolean {
  return a.nameList === b.nameList && a.origin === b.origin && a.page === b.page;
}

/** Page and origin as the key of a map. */
export function callerKey({ page, origin }: Signature): string {
  return `${page} ${origin}`;
}

/** One name, as most lists have, needs no copy. */
function joined(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? "") : names.join();
}

function originOfReferrer(referrer: string | null): string {
  return originOf(referrer ?? "") || "null";
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

export function byRank(a: ActualCandidate, b: ActualCandidate): number {
  return a.rank - b.rank;
}

export function byEnd(a: { readonly exchange: Exchange }, b: { readonly exchange: Exchange }): number {
  return a.exchange.endedAt - b.exchange.endedAt;
}
