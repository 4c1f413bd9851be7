import { memoPerObject, unique } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import type { HeaderNames } from "../fetch/header-names.ts";
import { isCorsHeaderName } from "../fetch/headers.ts";
import { responseNamesOf } from "../fetch/response-header.ts";
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

function repeatedNames({ hop }: AllowedFetch): readonly string[] {
  const inPreflight = hop.preflight ? repeatedIn(hop.preflight) : none;
  const inActual = hop.actual ? repeatedIn(hop.actual) : none;
  return inPreflight.length === 0 ? inActual : unique([...inPreflight, ...inActual]);
}

const none: readonly string[] = [];

function repeatedIn(exchange: Exchange): readonly string[] {
  return repeatedAmong(responseNamesOf(exchange));
}

const repeatedAmong = memoPerObject(({ names }: HeaderNames): readonly string[] => {
  const lowerNames = names
    .filter(isCorsHeaderName)
    .slice(0, maxHeaders)
    .map((name) => name.toLowerCase());
  return unique(lowerNames.filter((name, index) => lowerNames.indexOf(name) !== index));
});

/** Far more CORS headers than a server sends. The limit keeps the comparison of all pairs cheap. */
const maxHeaders = 50;
