import { addToList, firstInvalidToken, parseHeaderList } from "../fetch/headers.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const invalidAllowMethods = defineCause({
  id: "invalid-allow-methods",
  title: "`Access-Control-Allow-Methods` is not a comma-separated list",
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: {
    chrome: { preflight: "InvalidAllowMethodsPreflightResponse" },
    firefox: "CORSInvalidAllowMethod",
  },
  says: {
    chrome: () => "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
    firefox: ({ got }) =>
      `(Reason: invalid token ‘${firstInvalidToken(got)}’ in CORS header ‘Access-Control-Allow-Methods’).`,
  },
  check: "allow-methods-list",
  judges: ["preflight"],
  remedy: "grant",
  detect({ exchange, method }) {
    const { allowMethods: got } = corsHeadersOf(exchange);
    if (parseHeaderList(got) !== null) return;
    return {
      subject: "Access-Control-Allow-Methods",
      got,
      want: addToList(got, [method]),
    };
  },
  explain: ({ got }) =>
    translate`In the server's list, write only method names, separated by commas. Browsers cannot parse ${quote(got)}.`,
});
