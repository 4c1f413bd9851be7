import { getHeader } from "../fetch/headers.ts";
import { isUrlInChromium } from "../fetch/url-parser.ts";
import { explainNearMiss, nearMisses } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const invalidAllowOrigin = defineCause({
  id: "invalid-allow-origin",
  title: "`Access-Control-Allow-Origin` is not an origin",
  spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
  reportedAs: {
    chrome: { preflight: "PreflightInvalidAllowOriginValue", actual: "InvalidAllowOriginValue" },
    firefox: "CORSAllowOriginNotMatchingOrigin",
  },
  says: {
    chrome: ({ got }) =>
      `The 'Access-Control-Allow-Origin' header contains the invalid value '${got}'. Have the server send the header with a valid value.`,
    firefox: ({ got }) => `(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘${got}’).`,
  },
  check: "allow-origin",
  judges: ["preflight", "actual"],
  remedy: "grant",
  detect({ exchange, origin }) {
    const allowOrigin = getHeader(exchange.responseHeaders, "Access-Control-Allow-Origin");
    if (allowOrigin === null || allowOrigin === origin || allowOrigin === "*" || allowOrigin === "null") return;
    if (/[ ,]/.test(allowOrigin) || isUrlInChromium(allowOrigin)) return;
    return { subject: "Access-Control-Allow-Origin", got: allowOrigin, want: origin };
  },
  explain: ({ got, want }, { origin }) =>
    got === ""
      ? translate`The header was sent with no value; it must be ${quote(want)}.`
      : (nearMisses(got ?? "", origin).map((miss) => explainNearMiss(miss, got ?? "", origin))[0] ??
        translate`${quote(got)} is not an origin; an origin is scheme, host and port, as in ${quote(want)}.`),
});
