import { addToList, firstInvalidToken, isCorsHeaderName, parseHeaderList } from "../fetch/headers.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const invalidAllowHeaders = defineCause({
  id: "invalid-allow-headers",
  title: "`Access-Control-Allow-Headers` is not a comma-separated list",
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: {
    chrome: { preflight: "InvalidAllowHeadersPreflightResponse" },
    firefox: "CORSInvalidAllowHeader",
  },
  says: {
    chrome: () => "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
    firefox: ({ got }) =>
      `(Reason: invalid token ‘${firstInvalidToken(got)}’ in CORS header ‘Access-Control-Allow-Headers’).`,
  },
  check: "allow-headers-list",
  judges: ["preflight"],
  remedy: "grant",
  detect({ exchange, headerNames }) {
    const { allowHeaders: got } = corsHeadersOf(exchange);
    if (parseHeaderList(got) !== null) return;
    return {
      subject: "Access-Control-Allow-Headers",
      got,
      want: listOf(got, headerNames) || null,
    };
  },
  explain: ({ got }) =>
    translate`In the server's list, write only header names, separated by commas. Browsers cannot parse ${quote(got)}.`,
});

/** The list with what the server has to allow of these names; "" for none. */
function listOf(got: string | null, headerNames: readonly string[]): string {
  const toAllow = headerNames.filter((name) => !isCorsHeaderName(name));
  return addToList(got?.toLowerCase() ?? null, toAllow);
}
