import { getHeaderLines } from "../fetch/headers.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceInsteadOfAllowing, safeToAllow } from "../text/unallowable-origin.ts";
import { defineCause, type Step } from "./cause.ts";

export const multipleAllowOrigins = defineCause({
  id: "multiple-allow-origins",
  title: "`Access-Control-Allow-Origin` has more than one value",
  headline: ({ got }) => translate`\`Access-Control-Allow-Origin\` has more than one value: ${quote(got)}`,
  spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
  reportedAs: {
    chrome: { preflight: "PreflightMultipleAllowOriginValues", actual: "MultipleAllowOriginValues" },
    firefox: "CORSAllowOriginNotMatchingOrigin",
  },
  inFirefox: (exchange) => (isRepeatedInFirefox(exchange) ? "CORSMultipleAllowOriginNotAllowed" : undefined),
  says: {
    chrome: ({ got }) =>
      `The 'Access-Control-Allow-Origin' header contains multiple values '${got}', but only one is allowed. Have the server send the header with a valid value.`,
    firefox: ({ got }, { exchange }) =>
      isRepeatedInFirefox(exchange)
        ? "(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed)."
        : `(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘${got}’).`,
  },
  check: "allow-origin",
  judges: ["preflight", "actual"],
  remedy: "send-once",
  detect({ exchange, origin }) {
    const { allowOrigin } = corsHeadersOf(exchange);
    if (allowOrigin === null || allowOrigin === origin || !/[ ,]/.test(allowOrigin)) return;
    return { subject: "Access-Control-Allow-Origin", got: allowOrigin, want: safeToAllow(origin) };
  },
  explain: ({ want }, { exchange, origin, pageOrigin }) => {
    const instead = adviceInsteadOfAllowing(origin, pageOrigin);
    if (instead !== "") return instead;
    const lines = getHeaderLines(exchange.responseHeaders, "Access-Control-Allow-Origin").length;
    return lines > 1
      ? translate`On the server, send the header only once, with the value ${quote(want)}. The response has the header ${lines} times, and browsers accept only one.`
      : translate`On the server, send only one value: ${quote(want)}, if the server's list contains this origin. Browsers accept only one origin.`;
  },
});

/**
 * True when Firefox reports the header as repeated. Firefox counts only lines whose name has this exact letter case; it
 * treats all others as one value.
 */
function isRepeatedInFirefox({ responseHeaders }: Step["exchange"]): boolean {
  return responseHeaders.filter(({ name }) => name === "Access-Control-Allow-Origin").length > 1;
}
