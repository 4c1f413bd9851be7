/** Origin of the page whose fetches are recorded. */
export const page = "https://app.example";
export const api = "https://api.example";

const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** One request and its response, as a generator of logs describes them. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly type: string;
  readonly status: number;
  readonly error: string | null;
  /** Whether the browser sent it; if not, it has only the headers that the page set. */
  readonly sent: boolean;
  readonly request?: Readonly<Record<string, string>>;
  readonly response?: Readonly<Record<string, string>>;
  readonly redirectUrl?: string;
  /** The line of the page's script that made the fetch. */
  readonly line: number;
}

/** Makes entries as Chromium's DevTools writes them, about 2.5 kB each, of requests that start three milliseconds apart. */
export function chromiumRecorder() {
  const entries: object[] = [];
  let start = Date.UTC(2026, 10, 23, 12);
  let requestNumber = 100;
  let waitsForPreflight = false;
  const add = (request: RecordedRequest, initiator: object, startedAt: number, time: number) => {
    entries.push(entryOf(request, initiator, startedAt, time));
  };
  /** Adds an actual request. */
  const addActual = (request: RecordedRequest) => {
    requestNumber++;
    if (!waitsForPreflight) start += 3;
    waitsForPreflight = false;
    const callFrames = [callFrame("request", request.line), callFrame("load", 11)];
    add(request, { type: "script", stack: { callFrames } }, start, 12.345678901234567);
  };
  /**
   * Adds a preflight. Chromium numbers all requests, and a preflight carries the number of its actual request, which must be
   * the next one added. That request starts before its preflight, and ends after it.
   */
  const addPreflight = (url: string, method: string, headerNames: string, changes: Partial<RecordedRequest>) => {
    const request = {
      "Access-Control-Request-Method": method,
      ...(headerNames && { "Access-Control-Request-Headers": headerNames }),
    };
    const preflight = { method: "OPTIONS", url, type: "preflight", status: 204, error: null, sent: true, line: 0 };
    start += 3;
    waitsForPreflight = true;
    add(
      { ...preflight, request, ...changes },
      { type: "preflight", url: `${page}/`, requestId: `4711.${requestNumber}` },
      start + 1,
      5.432109876543211,
    );
  };
  return { entries, addActual, addPreflight };
}

/** A HAR file of these entries. */
export function harOf(entries: readonly object[]): object {
  const pages = [{ id: "page_1", startedDateTime: "2026-11-23T12:00:00.000Z", title: `${page}/`, pageTimings: {} }];
  return { log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, pages, entries } };
}

function callFrame(functionName: string, lineNumber: number) {
  return { functionName, scriptId: "7", url: `${page}/assets/index-4f2b1c.js`, lineNumber, columnNumber: 48 };
}

function entryOf(recorded: RecordedRequest, initiator: object, startedAt: number, time: number): object {
  const { status, error } = recorded;
  return {
    _initiator: initiator,
    _priority: "High",
    _resourceType: recorded.type,
    cache: {},
    connection: "443",
    request: {
      method: recorded.method,
      url: recorded.url,
      httpVersion: recorded.sent ? "HTTP/1.1" : "",
      headers: requestHeaders(recorded),
      queryString: [],
      cookies: [],
      headersSize: recorded.sent ? 540 : -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: "",
      httpVersion: status > 0 ? "HTTP/1.1" : "",
      headers: responseHeaders(recorded),
      cookies: [],
      content: { size: 0, mimeType: status > 0 ? "application/json" : "x-unknown", compression: 0 },
      redirectURL: recorded.redirectUrl ?? "",
      headersSize: status > 0 ? 320 : -1,
      bodySize: status > 0 ? 0 : -1,
      _transferSize: 320,
      _error: error,
      _fetchedViaServiceWorker: false,
    },
    serverIPAddress: error === null ? "203.0.113.7" : "",
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    timings: recorded.sent ? timings : unsentTimings,
    pageref: "page_1",
  };
}

function requestHeaders({ sent, url, request }: RecordedRequest) {
  const isSameOrigin = url.startsWith(`${page}/`);
  return headerLines({
    ...(sent && { Host: new URL(url).host, Connection: "keep-alive", Accept: "*/*" }),
    ...(sent && !isSameOrigin && { Origin: page }),
    ...(sent && { "Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "en-US,en;q=0.9" }),
    ...(sent && { "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors" }),
    ...(sent && { "Sec-Fetch-Site": isSameOrigin ? "same-origin" : "cross-site" }),
    Referer: `${page}/`,
    "User-Agent": userAgent,
    "sec-ch-ua": '"Not:A-Brand";v="8", "Chromium";v="156"',
    "sec-ch-ua-mobile": "?0",
    "sec-ch-ua-platform": '"Linux"',
    ...request,
  });
}

function responseHeaders({ status, response }: RecordedRequest) {
  return headerLines({
    ...(status > 0 && {
      Connection: "keep-alive",
      Date: "Mon, 23 Nov 2026 12:10:34 GMT",
      "Keep-Alive": "timeout=5",
      "Transfer-Encoding": "chunked",
      "Content-Type": "application/json; charset=utf-8",
      ETag: 'W/"2-vyGp6PvFo4RvsFtPoIWeCReyIC8"',
      "X-Powered-By": "Express",
    }),
    ...response,
  });
}

function headerLines(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

const timings = {
  blocked: 1.4840000008352798,
  dns: -1,
  ssl: -1,
  connect: -1,
  send: 0.06499999999999995,
  wait: 1.765999999094289,
  receive: 0.4619999999704305,
  _blocked_queueing: 0.9750000008352799,
  _workerStart: -1,
  _workerReady: -1,
  _workerFetchStart: -1,
  _workerRespondWithSettled: -1,
};

/** The timings of a request that never reached the network's queue. */
const unsentTimings = { ...timings, send: 0, wait: 0, receive: 0, _blocked_queueing: -1 };
