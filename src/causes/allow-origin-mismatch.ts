import { getHeader } from "../fetch/headers.ts";
import { isUrlInChromium } from "../fetch/url-parser.ts";
import { explainNearMiss, nearMisses } from "../text/near-miss.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const allowOriginMismatch = defineCause({
  id: "allow-origin-mismatch",
  title: "`Access-Control-Allow-Origin` names another origin",
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
    const allowOrigin = getHeader(exchange.responseHeaders, "Access-Control-Allow-Origin");
    if (allowOrigin === null || allowOrigin === origin || allowOrigin === "*" || /[ ,]/.test(allowOrigin)) return;
    if (allowOrigin !== "null" && !isUrlInChromium(allowOrigin)) return;
    return { subject: "Access-Control-Allow-Origin", got: allowOrigin, want: origin };
  },
  explain: ({ got, want }, { origin, pageOrigin }) => {
    if (origin === "null") {
      return pageOrigin === "null" || pageOrigin === ""
        ? "The page has an opaque origin (a sandboxed frame, a `file:` or a `data:` page) and sends `Origin: null`, which no server can safely allow: open the page over http or https."
        : "A redirect to another origin made the browser send `Origin: null`, which no server can safely allow: call the final URL directly.";
    }
    const near = nearMisses(got ?? "", origin).map((miss) => explainNearMiss(miss, got ?? "", origin));
    return near.length > 0 ? near.join(" ") : translate`The server allows ${quote(got)}; this page is ${quote(want)}.`;
  },
});
