/** Builds HAR logs of the shape in which Chromium's DevTools give them to an extension, from as little as a test must say. */

/** A response, as a server would send it. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Absolute, as the browser resolves it. */
  readonly redirectURL?: string;
  /** `response._error` of the preflight; null for one that was answered. */
  readonly error?: string;
}

/** One call of a page. */
export interface Call {
  readonly page?: string;
  readonly url?: string;
  readonly method?: string;
  /** What the page, or the browser on its behalf, puts into the request besides `Origin`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The `Origin` that is sent, where it is not the page's; null for none. */
  readonly origin?: string | null;
  /** The answer to the preflight; absent when there is none in the recording. */
  readonly preflight?: Answer;
  /** The answer to the request itself; absent when it was never sent. */
  readonly answer?: Answer;
  /** The browser's word on the request itself; `net::ERR_FAILED` unless said otherwise, null for a success. */
  readonly error?: string | null;
  readonly type?: string;
  /** Equal for the hops of one call. */
  readonly line?: number;
  readonly initiator?: string;
}

export const page = "http://localhost:3000";
export const api = "http://localhost:4000/api/orders";

/** The log of calls that were made one after the other. */
export function logOf(...calls: readonly Call[]) {
  let time = Date.UTC(2026, 10, 23, 12);
  const entries = calls.flatMap((call, index) => {
    time += 1000;
    return entriesOf(call, index, time);
  });
  return {
    version: "1.2",
    creator: { name: "WebInspector", version: "537.36" },
    pages: [{ id: "page_1", title: `${calls.at(-1)?.page ?? page}/` }],
    entries,
  };
}

function entriesOf(call: Call, index: number, time: number) {
  const {
    method = "GET",
    url = api,
    headers = {},
    preflight,
    answer,
    type = "fetch",
    error = "net::ERR_FAILED",
  } = call;
  const document = `${call.page ?? page}/`;
  const origin = call.origin === undefined ? originOf(call.page ?? page) : call.origin;
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => !/^(cookie|sec-.*|accept|user-agent)$/.test(name));
  const asked = {
    Host: new URL(url).host,
    Origin: origin ?? "",
    "Access-Control-Request-Method": method,
    ...(names.length > 0 && { "Access-Control-Request-Headers": names.sort().join(",") }),
    "Sec-Fetch-Mode": "cors",
  };
  const sent = { Host: new URL(url).host, ...(origin !== null && { Origin: origin }), Referer: document, ...headers };
  const stack = { callFrames: [{ url: call.initiator ?? document, lineNumber: call.line ?? index, columnNumber: 0 }] };
  const actual = {
    _initiator: { type: "script", stack },
    _resourceType: type,
    pageref: "page_1",
    request: answer
      ? requestOf(method, url, sent)
      : { ...requestOf(method, url, { Referer: document, ...headers }), httpVersion: "", headersSize: -1 },
    response: responseOf(answer ?? { status: 0 }, error),
    startedDateTime: new Date(time).toISOString(),
    time: 120,
  };
  if (!preflight) return [actual];
  const before = {
    _initiator: { type: "preflight", url, requestId: `4711.${index + 1}` },
    _resourceType: "preflight",
    pageref: "page_1",
    request: requestOf("OPTIONS", url, asked),
    response: responseOf(preflight, preflight.error ?? null),
    startedDateTime: new Date(time + 1).toISOString(),
    time: 40,
  };
  return [before, actual];
}

function originOf(document: string): string {
  return document.startsWith("http") ? document : "null";
}

function requestOf(method: string, url: string, headers: Readonly<Record<string, string>>) {
  return { method, url, httpVersion: "HTTP/1.1", headersSize: 400, headers: headerLines(headers) };
}

function responseOf({ status, headers = {}, body, redirectURL = "" }: Answer, error: string | null) {
  return {
    status,
    headers: headerLines(headers),
    redirectURL,
    content: body === undefined ? { size: 0 } : { size: body.length, text: body },
    _error: error,
    _fetchedViaServiceWorker: false,
  };
}

function headerLines(headers: Readonly<Record<string, string | readonly string[]>>) {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((line) => ({ name, value: line })));
}
