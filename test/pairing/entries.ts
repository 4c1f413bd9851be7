import { type CorsFetch, type Diagnosis, diagnose, readHar } from "../../src/index.ts";

// Entries of a HAR log as Chromium's DevTools write them, one for each request.

export const page = "https://app.example";
export const api = "https://api.example/items";
const start = Date.UTC(2026, 10, 29, 12);
export const chrome =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

export interface Recorded {
  readonly url?: string;
  readonly method?: string;
  /** Milliseconds after the first request of the test; null where the recorder writes no time. */
  readonly at?: number | null;
  readonly takes?: number;
  readonly status?: number;
  readonly error?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer?: Readonly<Record<string, string>>;
  readonly redirectURL?: string;
  readonly pageref?: string;
  readonly type?: string;
  readonly initiator?: object;
  /** False for a request that was stopped before it was sent. */
  readonly sent?: boolean;
}

export const fromScript = (url: string, line = 1) => ({
  type: "script",
  stack: { callFrames: [{ url, lineNumber: line, columnNumber: 2 }] },
});

export function entry(recorded: Recorded) {
  const {
    url = api,
    method = "GET",
    at = 0,
    takes = 10,
    status = 200,
    headers = {},
    answer = {},
    sent = true,
  } = recorded;
  return {
    ...(at === null ? {} : { startedDateTime: new Date(start + at).toISOString(), time: takes }),
    ...(recorded.pageref === undefined ? { pageref: "page_1" } : recorded.pageref && { pageref: recorded.pageref }),
    _resourceType: recorded.type ?? "fetch",
    _initiator: recorded.initiator ?? fromScript(`${page}/app.js`),
    request: {
      method,
      url,
      httpVersion: sent ? "HTTP/1.1" : "",
      headersSize: sent ? 300 : -1,
      headers: list(sent ? { Host: new URL(url).host, ...headers } : headers),
    },
    response: {
      status: sent ? status : 0,
      headers: list(answer),
      redirectURL: recorded.redirectURL ?? "",
      _error: recorded.error === undefined ? null : recorded.error,
    },
  };
}

function list(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

export function preflight(recorded: Recorded & { readonly of?: string; readonly number?: number }) {
  const { of = "PUT", number = 1 } = recorded;
  return entry({
    ...recorded,
    method: "OPTIONS",
    type: "preflight",
    initiator: { type: "preflight", url: recorded.url ?? api, requestId: `77.${number}` },
    headers: { Origin: page, "Access-Control-Request-Method": of, ...recorded.headers },
  });
}

function diagnosed(
  entries: readonly object[],
  pages: readonly object[] = [{ id: "page_1", title: `${page}/` }],
): Diagnosis[] {
  return diagnose(readHar({ log: { creator: { name: "WebInspector" }, pages, entries } }));
}

/** The fetches that the entries of a recording are paired to. */
export function fetchesOf(entries: readonly object[], pages?: readonly object[]): CorsFetch[] {
  return diagnosed(entries, pages).map(({ fetch }) => fetch);
}
