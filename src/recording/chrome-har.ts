import type { RecordedExchange } from "../fetch/recorded-exchange.ts";
import { readInitiator } from "./chrome-initiator.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/**
 * Completes the exchange of one of Chromium's entries: with its error, the preflight's link to its request, and whether the
 * request may have been sent.
 */
export function completeFromChrome(base: RecordedExchange, entry: Fields, request: Fields, response: Fields): void {
  // Over HTTP/2, every failed request has these two values, whether it was sent or not.
  const mayBeProvisional = request.httpVersion === "" && request.headersSize === -1;
  base.mayHaveBeenSent = base.status > 0 || base.hasWireHeaders || !mayBeProvisional || wasQueued(entry);
  if (response._error === null || typeof response._error === "string") base.error = response._error;
  base.initiator = readInitiator(entry._initiator);
  if (base.initiator.type === "preflight") base.resourceType = "preflight";
  base.fetchedViaServiceWorker = response._fetchedViaServiceWorker === true;
}

/**
 * True when a request waited in the network's queue; one that was never sent did not, whatever its recorded headers.
 */
function wasQueued(entry: Fields): boolean {
  const queueing = fieldsOf(entry.timings)._blocked_queueing;
  return typeof queueing === "number" && queueing >= 0;
}
