import { getHeader } from "../../../src/fetch/headers.ts";
import type { RandomServers, ServedExchange } from "../random-servers.ts";

/** A HAR file of what the servers received and sent: no browser's errors, no initiators, no requests that were never sent. */
export function serverHar({ page, served }: Pick<RandomServers, "page" | "served">) {
  const first = served[0]?.startedAt ?? 0;
  const entries = [...served].sort((a, b) => a.startedAt - b.startedAt).map(entryOf);
  return {
    log: {
      version: "1.2",
      creator: { name: "random servers", version: "1" },
      pages: [{ id: "page", title: `${page}/`, startedDateTime: new Date(first).toISOString(), pageTimings: {} }],
      entries,
    },
  };
}

function entryOf(exchange: ServedExchange) {
  const { startedAt, endedAt, method, url, httpVersion, requestHeaders, status, responseHeaders } = exchange;
  const time = endedAt - startedAt;
  return {
    pageref: "page",
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    request: {
      method,
      url,
      httpVersion,
      headers: requestHeaders,
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: "",
      httpVersion,
      headers: responseHeaders,
      cookies: [],
      content: { size: 0, mimeType: "" },
      redirectURL: getHeader(responseHeaders, "Location") ?? "",
      headersSize: -1,
      bodySize: 0,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}
