import type { Exchange } from "../exchange.ts";
import { addControlledPage, addWorkerScript, type WorkerScripts } from "./service-worker.ts";
import { createStartOrder, type StartOrder, startOrderOf } from "./start-order.ts";

/** What a recording shows of exchanges that are paired, besides these exchanges themselves. */
export interface PairingFacts {
  readonly workerScripts: WorkerScripts;
  /** Ids of the pages that have a service worker. */
  readonly controlledPages: ReadonlySet<string>;
  /** False when no exchange of the recording names its page: then a missing page id means nothing. */
  readonly hasPageIds: boolean;
  readonly order: StartOrder;
}

/** What all exchanges of a recording show. */
export function pairingFactsOf(exchanges: readonly Exchange[]): PairingFacts {
  const workerScripts = new Map<string, "worker" | "service-worker">();
  const controlledPages = new Set<string>();
  let hasPageIds = false;
  for (const exchange of exchanges) {
    addWorkerScript(exchange, workerScripts);
    addControlledPage(exchange, controlledPages);
    hasPageIds ||= exchange.page !== "";
  }
  return { workerScripts, controlledPages, hasPageIds, order: startOrderOf(exchanges) };
}

/** What the exchanges of a recording have shown so far. */
export interface GrowingPairingFacts extends PairingFacts {
  /** Takes the next exchange of the recording. */
  readonly add: (exchange: Exchange) => void;
}

/** The facts of a recording that is read in parts. */
export function createPairingFacts(): GrowingPairingFacts {
  const workerScripts = new Map<string, "worker" | "service-worker">();
  const controlledPages = new Set<string>();
  const order = createStartOrder();
  let hasPageIds = false;
  return {
    workerScripts,
    controlledPages,
    get hasPageIds() {
      return hasPageIds;
    },
    order,
    add(exchange) {
      order.add(exchange);
      hasPageIds ||= exchange.page !== "";
      if (workerScripts.size < maxRemembered) addWorkerScript(exchange, workerScripts);
      if (controlledPages.size < maxRemembered) addControlledPage(exchange, controlledPages);
    },
  };
}

/** Of scripts and of pages; a recording of days has fewer. */
const maxRemembered = 20_000;
