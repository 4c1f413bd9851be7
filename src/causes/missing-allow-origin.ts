import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceInsteadOfAllowing, safeToAllow } from "../text/unallowable-origin.ts";
import { defineCause } from "./cause.ts";

export const missingAllowOrigin = defineCause({
  id: "missing-allow-origin",
  title: "The response has no `Access-Control-Allow-Origin`",
  spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
  reportedAs: {
    chrome: { preflight: "PreflightMissingAllowOriginHeader", actual: "MissingAllowOriginHeader" },
    firefox: "CORSMissingAllowOrigin",
  },
  says: {
    chrome: () => "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    firefox: (_, { exchange }) =>
      `(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: ${exchange.status}.`,
  },
  check: "allow-origin",
  judges: ["preflight", "actual"],
  remedy: "grant",
  detect({ exchange, origin }) {
    if (corsHeadersOf(exchange).allowOrigin !== null) return;
    return { subject: "Access-Control-Allow-Origin", got: null, want: safeToAllow(origin) };
  },
  explain: ({ want }, { name, exchange, origin, pageOrigin }) => {
    const instead = adviceInsteadOfAllowing(origin, pageOrigin);
    if (instead !== "") return instead;
    return name === "preflight"
      ? translate`On the server, allow the origin ${quote(want)} in the response to \`OPTIONS\` too. The preflight got HTTP ${exchange.status}.`
      : translate`On the server, allow the origin ${quote(want)} in the response. The request got HTTP ${exchange.status}.`;
  },
});
