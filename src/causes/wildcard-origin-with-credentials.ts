import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceInsteadOfAllowing, safeToAllow } from "../text/unallowable-origin.ts";
import { defineCause } from "./cause.ts";

export const wildcardOriginWithCredentials = defineCause({
  id: "wildcard-origin-with-credentials",
  title: "`Access-Control-Allow-Origin: *` does not allow requests with credentials",
  spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
  reportedAs: {
    chrome: { preflight: "PreflightWildcardOriginNotAllowed", actual: "WildcardOriginNotAllowed" },
    firefox: "CORSNotSupportingCredentials",
  },
  says: {
    chrome: () =>
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    firefox: () => "(Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).",
  },
  check: "allow-origin",
  judges: ["preflight", "actual"],
  remedy: "grant",
  detect({ exchange, origin, credentials }) {
    const { allowOrigin } = corsHeadersOf(exchange);
    if (allowOrigin !== "*" || credentials !== "include") return;
    return { subject: "Access-Control-Allow-Origin", got: "*", want: safeToAllow(origin) };
  },
  explain: ({ want }, { resourceType, origin, pageOrigin }) => {
    const instead = adviceInsteadOfAllowing(origin, pageOrigin);
    if (instead !== "") return instead;
    return resourceType === "ping"
      ? translate`On the server, send the page's origin ${quote(want)} instead of \`*\`. \`navigator.sendBeacon\` always sends credentials. Only \`fetch\` with \`keepalive: true\` can omit credentials.`
      : translate`On the server, send the page's origin ${quote(want)} instead of \`*\`. Or, if the API needs no cookies, remove \`credentials: "include"\` (\`withCredentials\`) from the page.`;
  },
});
