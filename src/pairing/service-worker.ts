import { groupBy } from "../collections.ts";
import type { Exchange } from "../exchange.ts";

/** URL of a script that a worker was started from → the kind of worker. */
export type WorkerScripts = ReadonlyMap<string, "worker" | "service-worker">;

/** The scripts that workers were started from; a service worker's is requested by no page. */
export function findWorkerScripts(exchanges: readonly Exchange[]): WorkerScripts {
  const scripts = new Map<string, "worker" | "service-worker">();
  for (const { resourceType, initiator, page, url } of exchanges) {
    if (resourceType !== "script" || initiator.type !== "other") continue;
    scripts.set(url, page === "" ? "service-worker" : "worker");
  }
  return scripts;
}

/**
 * Request that a service worker sent → the page's own entry for it. A failed request behind a service worker is
 * recorded twice, and only the worker's entry has the response.
 */
export function findPageExchanges(
  actuals: readonly Exchange[],
  workerScripts: WorkerScripts,
): ReadonlyMap<Exchange, Exchange> {
  const pageExchanges = new Map<Exchange, Exchange>();
  const sent = actuals.filter((exchange) => isFromServiceWorker(exchange, workerScripts));
  if (sent.length === 0) return pageExchanges;
  const unsent = groupBy(actuals.filter(isUnsentOfPage), requestKey);
  for (const exchange of sent) {
    const candidates = unsent.get(requestKey(exchange)) ?? [];
    const index = candidates.findIndex((candidate) => isOpenDuring(candidate, exchange));
    const [pageExchange] = index < 0 ? [] : candidates.splice(index, 1);
    if (pageExchange) pageExchanges.set(exchange, pageExchange);
  }
  return pageExchanges;
}

function isFromServiceWorker({ page, context, initiator }: Exchange, workerScripts: WorkerScripts): boolean {
  if (page !== "") return false;
  if (context !== "") return context === "service-worker";
  return workerScripts.get(initiator.url) === "service-worker";
}

function isUnsentOfPage({ page, status, mayHaveBeenSent }: Exchange): boolean {
  return page !== "" && status === 0 && !mayHaveBeenSent;
}

function requestKey({ method, url }: Exchange): string {
  return `${method} ${url}`;
}

/** True when the page's request starts before the worker's, and ends after it or at most 50 ms earlier. */
function isOpenDuring(pageExchange: Exchange, exchange: Exchange): boolean {
  return pageExchange.startedAt <= exchange.startedAt && pageExchange.endedAt + 50 >= exchange.endedAt;
}
