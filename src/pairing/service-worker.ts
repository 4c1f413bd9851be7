import { groupBy } from "../collections.ts";
import type { Exchange } from "../exchange.ts";

/** URL of a script that a worker was started from → the kind of worker. */
export type WorkerScripts = ReadonlyMap<string, "worker" | "service-worker">;

/** Adds the script of an exchange where a worker was started from it; a service worker's is requested by no page. */
export function addWorkerScript(
  { resourceType, initiator, page, url }: Exchange,
  scripts: Map<string, "worker" | "service-worker">,
): void {
  if (resourceType !== "script" || initiator.type !== "other") return;
  scripts.set(url, page === "" ? "service-worker" : "worker");
}

/**
 * Request that a service worker sent → the page's own entry for it. A request that a service worker passes on is recorded
 * twice, and only the worker's entry has the headers that the server got and sent.
 */
export function findPageExchanges(
  actuals: readonly Exchange[],
  workerScripts: WorkerScripts,
  controlledPages: ReadonlySet<string>,
): ReadonlyMap<Exchange, Exchange> {
  const pageExchanges = new Map<Exchange, Exchange>();
  const sent = actuals.filter((exchange) => mayBeFromServiceWorker(exchange, workerScripts));
  if (sent.length === 0) return pageExchanges;
  const handedOver = groupBy(actuals.filter(isHandedOver), requestKey);
  for (const exchange of sent) {
    const isKnown = isFromServiceWorker(exchange, workerScripts);
    const candidates = handedOver.get(requestKey(exchange)) ?? [];
    const index = candidates.findIndex(
      (candidate) =>
        (isKnown || candidate.fetchedViaServiceWorker || controlledPages.has(candidate.page)) &&
        isOpenDuring(candidate, exchange),
    );
    const [pageExchange] = index < 0 ? [] : candidates.splice(index, 1);
    if (pageExchange) pageExchanges.set(exchange, pageExchange);
  }
  return pageExchanges;
}

/** True for a request of no page whose script is not known to be a dedicated worker's. */
function mayBeFromServiceWorker(exchange: Exchange, workerScripts: WorkerScripts): boolean {
  const { page, context, initiator, fetchedViaServiceWorker } = exchange;
  if (page !== "" || fetchedViaServiceWorker) return false;
  if (context !== "") return context === "service-worker";
  // The recording may hold no request for the script: a worker that was installed before is started without one.
  return initiator.type === "script" && workerScripts.get(initiator.url) !== "worker";
}

function isFromServiceWorker({ context, initiator }: Exchange, workerScripts: WorkerScripts): boolean {
  return context === "service-worker" || workerScripts.get(initiator.url) === "service-worker";
}

/** True for a request whose response a service worker sent, and for a page's request that failed without being sent. */
function isHandedOver({ page, mayHaveBeenSent, fetchedViaServiceWorker }: Exchange): boolean {
  return fetchedViaServiceWorker || (page !== "" && !mayHaveBeenSent);
}

/** Adds the page of an exchange where the exchange shows that the page has a service worker. */
export function addControlledPage({ page, fetchedViaServiceWorker }: Exchange, pages: Set<string>): void {
  if (page !== "" && fetchedViaServiceWorker) pages.add(page);
}

function requestKey({ method, url }: Exchange): string {
  return `${method} ${url}`;
}

/** True when the page's request starts before the worker's, and ends after it or at most 50 ms earlier. */
function isOpenDuring(pageExchange: Exchange, exchange: Exchange): boolean {
  return pageExchange.startedAt <= exchange.startedAt && pageExchange.endedAt + 50 >= exchange.endedAt;
}
