import { lazy, memoPerObject } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import type { HeaderNames } from "../fetch/header-names.ts";
import { getHeader, getHeaderLines } from "../fetch/headers.ts";
import { responseHeaderOf, responseNamesOf } from "../fetch/response-header.ts";
import type { ServerResponse } from "./server.ts";

const maxBodyLength = 2_000;

/** The response of an exchange as servers look at it; null where the URL does not parse. */
export function toServerResponse(exchange: Exchange): ServerResponse | null {
  const { url, method, status, requestHeaders, responseHeaders, responseText } = exchange;
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const headerNames = lowerCased(responseNamesOf(exchange));
  const cookieNames = lazy(() =>
    getHeaderLines(responseHeaders, "Set-Cookie").map((line) => line.split("=")[0]?.trim() ?? ""),
  );
  return {
    method,
    host: hostname,
    protocol,
    port,
    path: pathname,
    query: search,
    status,
    header: (name) => responseHeaderOf(exchange, name),
    headerNames,
    get cookieNames() {
      return cookieNames();
    },
    requestHeader: (name) => getHeader(requestHeaders, name),
    body: responseText?.slice(0, maxBodyLength) ?? null,
  };
}

/** The names in lower case, which many responses share. */
const lowerCased = memoPerObject(({ names }: HeaderNames) => names.map((name) => name.toLowerCase()));
