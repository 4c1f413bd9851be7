import type { Exchange } from "../exchange.ts";
import { quoteAll } from "../quote.ts";
import { defineNote, type Passed } from "./note.ts";

export const repeatedCorsHeader = defineNote({
  id: "repeated-cors-header",
  title: "A CORS header is sent twice, by two layers",
  mode: "cors",
  detect(passed) {
    const names = repeated(passed);
    return names.length === 0 ? undefined : `two lines of ${quoteAll(names)}`;
  },
  explain: () =>
    "It passes for this call, and not for one with credentials, or once `Access-Control-Allow-Origin` is doubled too: let one layer alone, the proxy or the application, set CORS headers.",
});

function repeated({ hop }: Passed): string[] {
  return [...new Set([...repeatedIn(hop.preflight), ...repeatedIn(hop.actual)])];
}

function repeatedIn(exchange: Exchange | null): string[] {
  const names: string[] = [];
  for (const { name } of exchange?.responseHeaders ?? []) {
    if (isCorsHeader(name) && names.length < mostHeaders) names.push(name.toLowerCase());
  }
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Far more than there are, so that comparing each with each stays cheap. */
const mostHeaders = 50;

function isCorsHeader(name: string): boolean {
  const startsWithA = name.charCodeAt(0) === 0x41 || name.charCodeAt(0) === 0x61;
  return startsWithA && /^access-control-/i.test(name);
}
