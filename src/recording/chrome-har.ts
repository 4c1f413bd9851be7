import { type Exchange, type Initiator, noInitiator } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { type ExchangeDraft, type Fields, fieldsOf } from "./fields.ts";

/** What Chromium adds to an entry: its verdict, the preflight's link, and the signs of provisional headers. */
export function fromChromeEntry(base: ExchangeDraft, entry: Fields): Exchange {
  const request = fieldsOf(entry.request);
  const response = fieldsOf(entry.response);
  base.hasWireHeaders = hasHost(base.requestHeaders);
  // Over HTTP/2, these two are so of whatever failed, sent or not.
  const provisional = request.httpVersion === "" && request.headersSize === -1;
  base.mayHaveBeenSent = base.status > 0 || base.hasWireHeaders || !provisional || wasQueued(entry);
  if (response._error === null || typeof response._error === "string") base.error = response._error;
  base.initiator = readInitiator(entry._initiator);
  if (base.initiator.type === "preflight") base.resourceType = "preflight";
  base.fetchedViaServiceWorker = response._fetchedViaServiceWorker === true;
  return base;
}

/** A request that was never sent has no time in the network's queue, whatever headers are recorded of it. */
function wasQueued(entry: Fields): boolean {
  const queueing = fieldsOf(entry.timings)._blocked_queueing;
  return typeof queueing === "number" && queueing >= 0;
}

/** True for headers as they go over the wire; those that a page asks for do not name the host. */
export function hasHost(requestHeaders: Exchange["requestHeaders"]): boolean {
  return getHeader(requestHeaders, "Host") !== null || getHeader(requestHeaders, ":authority") !== null;
}

/** What made the browser send a request, as Chromium tells it in recordings and in its protocol. */
export function readInitiator(value: unknown): Initiator {
  const { type, url, requestId, stack } = fieldsOf(value);
  if (typeof type !== "string") return noInitiator;
  const frame = topFrame(stack);
  const script = typeof frame?.url === "string" ? frame.url : "";
  return {
    type,
    url: typeof frame?.url === "string" ? script : typeof url === "string" ? url : "",
    requestId: typeof requestId === "string" ? requestId : "",
    callSite: frame ? `${script}:${numberOf(frame.lineNumber)}:${numberOf(frame.columnNumber)}` : "",
  };
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

/** The script by which the panel watches calls, and which is not who called. */
const observerScript = "cors-panel-observer.js";

/** The innermost call frame of a stack; that of the parent where an asynchronous boundary left the innermost empty. */
function topFrame(stack: unknown): Fields | undefined {
  let current = fieldsOf(stack);
  for (let depth = 0; depth < 32; depth++) {
    const { callFrames } = current;
    const frame = Array.isArray(callFrames)
      ? callFrames.find((frame) => fieldsOf(frame).url !== observerScript)
      : undefined;
    if (frame !== undefined) return fieldsOf(frame);
    if (current.parent === undefined) return undefined;
    current = fieldsOf(current.parent);
  }
  return undefined;
}
