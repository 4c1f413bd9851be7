import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { isUrlInChromium } from "../fetch/url-parser.ts";
import { explainNearMisses, nearMisses } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceInsteadOfAllowing, safeToAllow } from "../text/unallowable-origin.ts";
import { defineCause } from "./cause.ts";

export const allowOriginMismatch = defineCause({
  id: "allow-origin-mismatch",
  title: "`Access-Control-Allow-Origin` allows a different origin",
  headline: ({ got }, { origin }) =>
    origin === "null"
      ? undefined
      : translate`\`Access-Control-Allow-Origin\` is ${quote(got)}, but the page's origin is ${quote(origin)}`,
  spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
  reportedAs: {
    chrome: { preflight: "PreflightAllowOriginMismatch", actual: "AllowOriginMismatch" },
    firefox: "CORSAllowOriginNotMatchingOrigin",
  },
  says: {
    chrome: ({ got }) =>
      `The 'Access-Control-Allow-Origin' header has a value '${got}' that is not equal to the supplied origin. Have the server send the header with a valid value.`,
    firefox: ({ got }) => `(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘${got}’).`,
  },
  check: "allow-origin",
  judges: ["preflight", "actual"],
  remedy: "grant",
  detect({ exchange, origin }) {
    const { allowOrigin } = corsHeadersOf(exchange);
    if (allowOrigin === null || allowOrigin === origin || allowOrigin === "*" || /[ ,]/.test(allowOrigin)) return;
    if (allowOrigin !== "null" && !isUrlInChromium(allowOrigin)) return;
    return { subject: "Access-Control-Allow-Origin", got: allowOrigin, want: safeToAllow(origin) };
  },
  explain: ({ got, want }, { origin, pageOrigin }) => {
    const instead = adviceInsteadOfAllowing(origin, pageOrigin);
    if (instead !== "") return instead;
    const near = explainNearMisses(nearMisses(got ?? "", origin), got ?? "", origin);
    return near !== ""
      ? near
      : translate`Add ${quote(want)} to the server's allowed origins. The response allows only ${quote(got)}.`;
  },
});
