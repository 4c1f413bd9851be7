import { unique } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { isCorsHeaderName } from "../fetch/headers.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, defineNote } from "./note.ts";

export const repeatedCorsHeader = defineNote({
  id: "repeated-cors-header",
  title: "The response has a CORS header twice",
  mode: "cors",
  detect(passed) {
    const names = repeatedNames(passed);
    return names.length === 0 ? undefined : translate`two lines of ${quoteAll(names)}`;
  },
  explain: () =>
    "Set CORS headers only in the proxy or only in the application. This request passes, but requests with credentials fail, and so do responses with two `Access-Control-Allow-Origin` headers.",
});

function repeatedNames({ hop }: AllowedFetch): string[] {
  return unique([...repeatedIn(hop.preflight), ...repeatedIn(hop.actual)]);
}

function repeatedIn(exchange: Exchange | null): string[] {
  const names: string[] = [];
  for (const { name } of exchange?.responseHeaders ?? []) {
    if (isCorsHeaderName(name) && names.length < maxHeaders) names.push(name.toLowerCase());
  }
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Far more CORS headers than a server sends. The limit keeps the comparison of all pairs cheap. */
const maxHeaders = 50;
