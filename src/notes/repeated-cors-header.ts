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
    const names = repeated(passed);
    return names.length === 0 ? undefined : translate`two lines of ${quoteAll(names)}`;
  },
  explain: () =>
    "It passes for this call, and not for one with credentials, or once `Access-Control-Allow-Origin` is doubled too: let one layer alone, the proxy or the application, set CORS headers.",
});

function repeated({ hop }: AllowedFetch): string[] {
  return [...new Set([...repeatedIn(hop.preflight), ...repeatedIn(hop.actual)])];
}

function repeatedIn(exchange: Exchange | null): string[] {
  const names: string[] = [];
  for (const { name } of exchange?.responseHeaders ?? []) {
    if (isCorsHeaderName(name) && names.length < mostHeaders) names.push(name.toLowerCase());
  }
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Far more than there are, so that comparing each with each stays cheap. */
const mostHeaders = 50;
