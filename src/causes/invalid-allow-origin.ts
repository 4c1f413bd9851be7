import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { isUrlInChromium } from "../fetch/url-parser.ts";
import { explainNearMisses, nearMisses } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceInsteadOfAllowing, safeToAllow } from "../text/unallowable-origin.ts";
import { defineCause } from "./cause.ts";

export const invalidAllowOrigin = defineCause({
  id: "invalid-allow-origin",
  title: "`Access-Control-Allow-Origin` is not a valid origin",
  headline: ({ got }) =>
    got === ""
      ? "`Access-Control-Allow-Origin` is empty"
      : translate`\`Access-Control-Allow-Origin\` is ${quote(got)}, not a valid origin`,
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
    const { allowOrigin } = corsHeadersOf(exchange);
    if (allowOrigin === null || allowOrigin === origin || allowOrigin === "*" || allowOrigin === "null") return;
    if (/[ ,]/.test(allowOrigin) || isUrlInChromium(allowOrigin)) return;
    return { subject: "Access-Control-Allow-Origin", got: allowOrigin, want: safeToAllow(origin) };
  },
  explain: ({ got, want }, { origin, pageOrigin }) => {
    const instead = adviceInsteadOfAllowing(origin, pageOrigin);
    if (instead !== "") return instead;
    if (got === "") return translate`On the server, set the header to ${quote(want)}. The header is empty.`;
    const near = explainNearMisses(nearMisses(got ?? "", origin), got ?? "", origin);
    return near !== ""
      ? near
      : translate`On the server, send ${quote(want)} instead of ${quote(got)}. An origin consists of scheme, host and port.`;
  },
});
