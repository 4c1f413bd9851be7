import { lazy, memo } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { getHeader, getHeaderLines } from "../fetch/headers.ts";
import type { ServerResponse } from "./server.ts";

const maxBodyLength = 2_000;

/** The response of an exchange as servers look at it; null where the URL does not parse. */
export function toServerResponse(exchange: Exchange): ServerResponse | null {
  const { url, method, status, requestHeaders, responseHeaders, responseText } = exchange;
  if (!URL.canParse(url)) return null;
  const { hostname, port, pathname, search } = new URL(url);
  const headerNames = lazy(() => responseHeaders.map(({ name }) => name.toLowerCase()));
  const cookieNames = lazy(() =>
    getHeaderLines(responseHeaders, "Set-Cookie").map((line) => line.split("=")[0]?.trim() ?? ""),
  );
  return {
    method,
    host: hostname,
    port,
    path: pathname,
    query: search,
    status,
    header: memo((name) => getHeader(responseHeaders, name)),
    get headerNames() {
      return headerNames();
    },
    get cookieNames() {
      return cookieNames();
    },
    requestHeader: (name) => getHeader(requestHeaders, name),
    body: responseText?.slice(0, maxBodyLength) ?? null,
  };
}
