import { memoLatest, memoPerObject } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { type HeaderNames, headerNamesIn } from "./header-names.ts";
import { combineValues } from "./headers.ts";
import { RecordedExchange } from "./recorded-exchange.ts";

/** The names of a response's headers. */
export function responseNamesOf(exchange: Exchange): HeaderNames {
  return exchange instanceof RecordedExchange
    ? exchange.responseNames(headerNamesIn)
    : namesOfOther(exchange.responseHeaders);
}

/** Many rules ask for headers of one response, one after the other. */
const namesOfOther = memoLatest(memoPerObject(headerNamesIn));

/** The value of a response header, as `getHeader` returns it. */
export function responseHeaderOf(exchange: Exchange, name: string): string | null {
  let combined: string | null = null;
  for (const place of responseNamesOf(exchange).placesOf(name))
    combined = combineValues(combined, exchange.responseHeaders[place]?.value ?? "");
  return combined;
}
