import { unique } from "../collections.ts";
import type { CorsFetch, Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { originHeaderOf, refererHeaderOf } from "../fetch/recorded-exchange.ts";
import type { PreflightMatches } from "./preflights.ts";
import type { WorkerScripts } from "./service-worker.ts";

/**
 * The origin of the page, frame or worker that made a fetch, or "". The most reliable source is the `Origin` that was
 * sent; then follow the referrer, the page and the script that made the request.
 */
export function callerOrigin(
  chain: readonly [Exchange, ...Exchange[]],
  preflightOf: PreflightMatches["preflightOf"],
  pages: Recording["pages"],
): string {
  const [first] = chain;
  const preflight = preflightOf.get(first);
  const sent = (preflight && originHeaderOf(preflight)) ?? originHeaderOf(first);
  const origin = sent || originOfDocument(first, pages);
  return origin === "" && chain.at(-1)?.status === 0 ? commonOrigin(pages) : origin;
}

/** The origin of whatever made a request that is the first of its fetch and has no preflight, or "". */
export function originOfCaller(exchange: Exchange, pages: Recording["pages"]): string {
  return originHeaderOf(exchange) || originOfDocument(exchange, pages);
}

function originOfDocument(exchange: Exchange, pages: Recording["pages"]): string {
  return (
    documentOriginOf(refererHeaderOf(exchange)) ||
    documentOriginOf(pages.get(exchange.page)) ||
    documentOriginOf(exchange.initiator.url)
  );
}

/** The origin of a URL; "" where it is opaque, unless the URL is that of a local file, whose origin is opaque. */
function documentOriginOf(url: string | null | undefined): string {
  if (!url) return "";
  const origin = originOf(url);
  return origin !== "null" || url.startsWith("file:") ? origin : "";
}

/**
 * The origin that all pages of a recording have in common, or "". It is a weak source, and good enough to list a
 * request that names no caller and got no response.
 */
function commonOrigin(pages: Recording["pages"]): string {
  const [origin = "", ...others] = unique([...pages.values()].map(originOf));
  return others.length === 0 && origin !== "null" ? origin : "";
}

/** What `contextOf` reads besides the request itself. */
export interface ContextSources {
  readonly preflightOf: PreflightMatches["preflightOf"];
  readonly workerScripts: WorkerScripts;
  /** False when no exchange of the recording names its page: then a missing page id means nothing. */
  readonly hasPageIds: boolean;
}

/**
 * Whether a page or a worker made a request. A dedicated worker's requests have no page id while their preflights have
 * one; without a preflight, only a script that was loaded as a worker shows the worker.
 */
export function contextOf(chain: readonly [Exchange, ...Exchange[]], sources: ContextSources): CorsFetch["context"] {
  const [first] = chain;
  if (first.context !== "") return first.context;
  if (first.page !== "" || first.initiator.type !== "script" || !sources.hasPageIds) return "page";
  if (chain.some((exchange) => (sources.preflightOf.get(exchange)?.page ?? "") !== "")) return "worker";
  return sources.workerScripts.get(first.initiator.url) ?? "page";
}
