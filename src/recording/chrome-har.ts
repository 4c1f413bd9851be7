import { type Exchange, type Initiator, noInitiator } from "../exchange.ts";
import { type Fields, record } from "./fields.ts";

/** What Chromium adds to an entry: its verdict, the preflight's link, and the signs of provisional headers. */
export function fromChromeEntry(base: Exchange, entry: Fields): Exchange {
  const request = record(entry.request);
  const response = record(entry.response);
  const provisional = request.httpVersion === "" && request.headersSize === -1;
  const initiator = readInitiator(entry._initiator);
  return {
    ...base,
    wireHeaders: !provisional && hasHeader(base, "host", ":authority"),
    maybeSent: base.status > 0 || !provisional || wasQueued(entry),
    error: response._error === null ? null : typeof response._error === "string" ? response._error : base.error,
    resourceType: initiator.type === "preflight" ? "preflight" : base.resourceType,
    initiator,
    viaServiceWorker: response._fetchedViaServiceWorker === true,
  };
}

/** A request that was never sent has no time in the network's queue, whatever headers are recorded of it. */
function wasQueued(entry: Fields): boolean {
  const queueing = record(entry.timings)._blocked_queueing;
  return typeof queueing === "number" && queueing >= 0;
}

function hasHeader({ requestHeaders }: Exchange, ...names: string[]): boolean {
  return requestHeaders.some(({ name }) => names.includes(name.toLowerCase()));
}

function readInitiator(value: unknown): Initiator {
  const { type, url, requestId, stack } = record(value);
  if (typeof type !== "string") return noInitiator;
  const [frame] = framesOf(stack);
  return {
    type,
    url: typeof frame?.url === "string" ? frame.url : typeof url === "string" ? url : "",
    requestId: typeof requestId === "string" ? requestId : "",
    callSite: frame ? `${frame.url}:${frame.lineNumber}:${frame.columnNumber}` : "",
  };
}

/** The call frames of a stack; those of the parent where an asynchronous boundary left the innermost empty. */
function framesOf(stack: unknown): Fields[] {
  let current = record(stack);
  for (let depth = 0; depth < 32; depth++) {
    if (Array.isArray(current.callFrames) && current.callFrames.length > 0) return current.callFrames.map(record);
    if (current.parent === undefined) return [];
    current = record(current.parent);
  }
  return [];
}
