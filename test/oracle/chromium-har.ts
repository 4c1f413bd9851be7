import { type FetchOutcome, fetch, type NetworkRequest, type Response } from "./fetch.ts";
import { type Header, normalizeMethod } from "./headers.ts";
import type { RandomFetch, ResponseTemplate } from "./random-fetches.ts";
import { isLoopback, provisionalHeaders, type RecordedFetch, wireHeaders } from "./recorded-headers.ts";

// Writes what Chromium's DevTools record of fetches. What they do not record stays out: the modes of a request, the headers
// of a request that was never sent, and everything about a response that a worker was not given.

/** What really became of one of the fetches. */
export interface Truth {
  readonly id: number;
  readonly random: RandomFetch;
  readonly outcome: FetchOutcome;
  /** Whether it went to another origin, or was redirected to one. */
  readonly isCrossOrigin: boolean;
  /** Whether the recording shows this. */
  readonly isShown: boolean;
  /** Whether the page gave up before Chromium checked the last response. */
  readonly isAborted: boolean;
}

interface TimedEntry {
  readonly entry: object;
  readonly start: number;
}

/** A HAR file of these fetches as one Chromium recorded them, and what became of each. The URL of number N has `?id=N`. */
export function recordFetches(fetches: readonly RandomFetch[]): { har: object; truths: readonly Truth[] } {
  let now = Date.UTC(2026, 10, 23, 12);
  const truths: Truth[] = [];
  const timed: TimedEntry[] = [];
  const pages = [...new Set(fetches.map(({ page }) => page))];
  for (const [id, random] of fetches.entries()) {
    now += random.recording.gap;
    const { outcome, sent } = fetch(requestOf(random, id), ({ hop, kind, ...asked }) => {
      const responses = random.hops[Math.min(hop, random.hops.length - 1)];
      return responses ? respond(responses[kind], asked, random.page, id) : null;
    });
    const isAborted = random.recording.isAborted && sent.at(-1)?.response != null;
    const isCrossOrigin = sent.some(({ isCors, location }) => isCors || isOtherOrigin(location, random.page));
    const isShown = sent.some((request) => showsOtherOrigin(random, request));
    truths.push({ id, random, outcome, isCrossOrigin, isShown, isAborted });
    timed.push(...entriesOf({ random, sent, id, now, pageref: `page_${pages.indexOf(random.page) + 1}` }));
  }
  // DevTools list entries in the order in which the requests began.
  const entries = timed.sort((a, b) => a.start - b.start).map(({ entry }) => entry);
  const creator = { name: "WebInspector", version: "537.36" };
  const startedDateTime = new Date(Date.UTC(2026, 10, 23, 11)).toISOString();
  const listed = pages.map((page, index) => ({
    id: `page_${index + 1}`,
    startedDateTime,
    title: `${page}/`,
    pageTimings: {},
  }));
  return { har: { log: { version: "1.2", creator, pages: listed, entries } }, truths };
}

function requestOf({ page, context, api, method, headers, credentials, redirect }: RandomFetch, id: number) {
  return {
    origin: context === "sandboxed" ? "null" : page,
    url: `${api}/v1?id=${id}`,
    method: normalizeMethod(method),
    headers,
    credentialsMode: credentials,
    redirectMode: redirect,
  };
}

/**
 * True where the recording of this request shows another origin than the page's. A preflight that was lost shows nothing but
 * the URL, which its request has too. A worker's entry of a response that was withheld from it has no `redirectURL`. That a frame is sandboxed is shown by the `Origin` that was sent alone.
 */
function showsOtherOrigin(random: RandomFetch, { kind, url, response, isBlocked, location }: NetworkRequest): boolean {
  const { page, context, recording } = random;
  if (isOtherOrigin(url, page)) return true;
  if (kind === "preflight" && recording.preflight === "lost") return false;
  if (context === "worker") return !isBlocked && isOtherOrigin(location, page);
  if (isOtherOrigin(location, page)) return true;
  if (context === "page") return false;
  return kind === "preflight" ? recording.preflight === "recorded" : response !== null && !recording.isWrittenEarly;
}

function isOtherOrigin(url: string, page: string): boolean {
  return url !== "" && new URL(url).origin !== page;
}

interface Asked {
  readonly method: string;
  readonly origin: string;
  readonly unsafeNames: readonly string[];
}

function respond({ status, headers }: ResponseTemplate, asked: Asked, page: string, id: number): Response | null {
  if (status === 0) return null;
  return {
    status,
    headers: headers.map(({ name, value }) => ({
      name,
      value: name === "Location" && value.endsWith("next") ? `${value}?id=${id}` : fill(value, asked, page),
    })),
  };
}

/** Replaces what stands in braces. */
function fill(template: string, { method, origin, unsafeNames }: Asked, page: string): string {
  const names = unsafeNames.join(", ");
  const values: Readonly<Record<string, string>> = {
    origin,
    ORIGIN: origin.toUpperCase(),
    otherScheme: page.startsWith("https:") ? page.replace("https:", "http:") : page.replace("http:", "https:"),
    host: new URL(page).host,
    method,
    Method: method === method.toUpperCase() ? method.toLowerCase() : method.toUpperCase(),
    names,
    NAMES: names.toUpperCase(),
    someNames: unsafeNames.slice(1).join(", "),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function entriesOf(recorded: RecordedFetch): TimedEntry[] {
  const { random, sent, id } = recorded;
  const { duration, preflight: recordedPreflight } = random.recording;
  const timed: TimedEntry[] = [];
  let start = recorded.now;
  for (const [index, request] of sent.entries()) {
    if (request.kind === "preflight") continue;
    const before = sent[index - 1];
    const preflight = before?.kind === "preflight" ? before : undefined;
    const isLost = recordedPreflight === "lost" || (recordedPreflight === "cached" && !preflight?.isBlocked);
    if (preflight && !isLost) {
      timed.push({ start: start + 1, entry: preflightEntry(recorded, preflight, start + 1, `4711.${id + 100}`) });
    }
    const time = preflight ? duration * 2 + 3 : duration;
    const isLast = index === sent.length - 1;
    timed.push({ start, entry: actualEntry({ recorded, request, preflight, start, time, isLast }) });
    start += time;
  }
  return timed;
}

function preflightEntry(recorded: RecordedFetch, request: NetworkRequest, start: number, requestId: string): object {
  const { duration, hasRedirectedPreflight } = recorded.random.recording;
  const isRedirected = request.location !== "";
  const isHidden = request.response === null || (isRedirected && !hasRedirectedPreflight);
  return entry({
    recorded,
    request,
    initiator: { type: "preflight", url: request.url, requestId },
    type: "preflight",
    hasWireHeaders: !isHidden,
    requestHeaders: wireHeaders(recorded, request),
    response: isHidden ? null : request.response,
    location: isHidden ? "" : request.location,
    error: request.response === null ? "net::ERR_CONNECTION_RESET" : isRedirected ? "net::ERR_INVALID_REDIRECT" : null,
    start,
    time: duration,
  });
}

interface RecordedActual {
  readonly recorded: RecordedFetch;
  readonly request: NetworkRequest;
  readonly preflight: NetworkRequest | undefined;
  readonly start: number;
  readonly time: number;
  readonly isLast: boolean;
}

function actualEntry({ recorded, request, preflight, start, time, isLast }: RecordedActual): object {
  const { context, recording } = recorded.random;
  const isWorker = context === "worker";
  const hasWireHeaders = request.wasSent && request.response !== null && !isWorker && !recording.isWrittenEarly;
  const isWithheld = isWorker && request.isBlocked;
  const isAborted = recording.isAborted && isLast && request.response !== null;
  const connectionError = preflight?.response === null || (request.wasSent && request.response === null);
  const error = isAborted ? "net::ERR_ABORTED" : connectionError ? "net::ERR_CONNECTION_RESET" : "net::ERR_FAILED";
  return entry({
    recorded,
    request,
    initiator: { type: "script", stack: { callFrames: [callFrame(recorded.random)] } },
    type: recording.type,
    hasWireHeaders,
    requestHeaders: hasWireHeaders ? wireHeaders(recorded, request) : provisionalHeaders(recorded, request),
    response: isWithheld ? null : request.response,
    location: isWithheld ? "" : request.location,
    error: request.isBlocked || isAborted ? error : null,
    start,
    time,
  });
}

function callFrame({ page, context, recording }: RandomFetch) {
  const url = { page: `${page}/app.js`, sandboxed: "about:srcdoc", worker: `${page}/worker.js` }[context];
  return { functionName: "load", scriptId: "7", url, lineNumber: recording.line, columnNumber: 8 };
}

interface EntryParts {
  readonly recorded: RecordedFetch;
  readonly request: NetworkRequest;
  readonly initiator: object;
  readonly type: string;
  readonly hasWireHeaders: boolean;
  readonly requestHeaders: readonly Header[];
  readonly response: Response | null;
  readonly location: string;
  readonly error: string | null;
  readonly start: number;
  readonly time: number;
}

function entry(parts: EntryParts): object {
  const { recorded, request, initiator, type, hasWireHeaders, requestHeaders, response, location, error } = parts;
  const { isHttp2 } = recorded.random.recording;
  const isOverHttp2 = isHttp2 && request.url.startsWith("https:");
  const version = isOverHttp2 ? "http/2.0" : hasWireHeaders ? "HTTP/1.1" : "http/1.1";
  const isFromWorker = recorded.random.context === "worker" && type !== "preflight";
  return {
    _initiator: initiator,
    _priority: "High",
    _resourceType: type,
    cache: {},
    connection: "443",
    request: {
      method: request.method,
      url: request.url,
      httpVersion: response === null ? "" : version,
      headers: requestHeaders,
      queryString: [],
      cookies: [],
      headersSize: hasWireHeaders && !isOverHttp2 ? 500 : -1,
      bodySize: 0,
    },
    response: {
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: response === null ? "" : version,
      headers: response?.headers ?? [],
      cookies: [],
      content: { size: 0, mimeType: "x-unknown" },
      redirectURL: location,
      headersSize: response === null || isOverHttp2 ? -1 : 300,
      bodySize: -1,
      _transferSize: 0,
      _error: error,
      _fetchedViaServiceWorker: false,
    },
    serverIPAddress: error === null ? (isLoopback(request.url) ? "127.0.0.1" : "203.0.113.7") : "",
    startedDateTime: new Date(parts.start).toISOString(),
    time: parts.time,
    timings: {
      blocked: -1,
      dns: -1,
      ssl: -1,
      connect: -1,
      send: 0,
      wait: parts.time,
      receive: 0,
      _blocked_queueing: response === null ? -1 : 0.5,
    },
    ...(isFromWorker ? {} : { pageref: recorded.pageref }),
  };
}
