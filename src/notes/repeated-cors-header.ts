import { unique } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { isCorsHeaderName } from "../fetch/headers.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, defineNote } from "./note.ts";

export const repeatedCorsHeader = defineNote({
  id: "repeated-cors-header",
  title: "A CORS header is sent twice, by two layers",
  mode: "cors",
  detect(passed) {
    const names = repeatedNames(passed);
    return names.length === 0 ? undefined : translate`two lines of ${quoteAll(names)}`;
  },
  explain: () =>
    "It passes for this call, and not for one with credentials, or once `Access-Control-Allow-Origin` is doubled too: let one layer alone, the proxy or the application, set CORS headers.",
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
