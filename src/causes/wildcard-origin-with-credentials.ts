import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const wildcardOriginWithCredentials = defineCause({
  id: "wildcard-origin-with-credentials",
  title: "`*` allows any origin, but not a request with credentials",
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
    const allowOrigin = getHeader(exchange.responseHeaders, "Access-Control-Allow-Origin");
    if (allowOrigin !== "*" || credentials !== "include") return;
    return { subject: "Access-Control-Allow-Origin", got: "*", want: origin };
  },
  explain: ({ want }, { resourceType }) =>
    resourceType === "ping"
      ? translate`\`navigator.sendBeacon\` always sends credentials, so the header must name the page's origin, ${quote(want)}. Only \`fetch\` with \`keepalive\` can leave them out.`
      : translate`With credentials the header must name the page's origin, ${quote(want)}; if the call needs no cookies, drop \`credentials: "include"\` (\`withCredentials\`) in the page instead.`,
});
