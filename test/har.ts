// Builds HAR logs as Chromium's DevTools pass them to an extension. Calls of a page come in, one log goes out.

/** A response of a server. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** The absolute URL that the browser resolved. */
  readonly redirectURL?: string;
  /** The preflight's `response._error`; null when it got a response. */
  readonly error?: string;
}

/** One call of a page. */
export interface Call {
  readonly page?: string;
  readonly url?: string;
  readonly method?: string;
  /** The headers that the page or the browser adds to the request, besides `Origin`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The `Origin` header when it is not the page's origin; null for none. */
  readonly origin?: string | null;
  /** The response to the preflight; absent when the recording has no preflight. */
  readonly preflight?: Answer;
  /** The response to the actual request; absent when the browser did not send the request. */
  readonly answer?: Answer;
  /** The error of the actual request, by default `net::ERR_FAILED`; null for a success. */
  readonly error?: string | null;
  readonly type?: string;
  /** The line of code that made the call, the same for all hops of one fetch. */
  readonly line?: number;
  readonly initiator?: string;
}

export const page = "http://localhost:3000";
export const api = "http://localhost:4000/api/orders";

/** The log of calls that were made one after the other, a second apart. */
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
  const preflightRequest = {
    Host: new URL(url).host,
    Origin: origin ?? "",
    "Access-Control-Request-Method": method,
    ...(names.length > 0 && { "Access-Control-Request-Headers": names.sort().join(",") }),
    "Sec-Fetch-Mode": "cors",
    ...(headers["Sec-Fetch-Site"] && { "Sec-Fetch-Site": headers["Sec-Fetch-Site"] }),
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
  const preflightEntry = {
    _initiator: { type: "preflight", url, requestId: `4711.${index + 1}` },
    _resourceType: "preflight",
    pageref: "page_1",
    request: requestOf("OPTIONS", url, preflightRequest),
    response: responseOf(preflight, preflight.error ?? null),
    startedDateTime: new Date(time + 1).toISOString(),
    time: 40,
  };
  return [preflightEntry, actual];
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
