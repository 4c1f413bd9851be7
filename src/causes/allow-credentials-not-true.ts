import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const allowCredentialsNotTrue = defineCause({
  id: "allow-credentials-not-true",
  title: "The request includes credentials, but `Access-Control-Allow-Credentials` is not `true`",
  headline: ({ got }) =>
    got === null
      ? undefined
      : translate`The request includes credentials, but \`Access-Control-Allow-Credentials\` is ${quote(got)}, not \`true\``,
  spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
  reportedAs: {
    chrome: { preflight: "PreflightInvalidAllowCredentials", actual: "InvalidAllowCredentials" },
    firefox: "CORSMissingAllowCredentials",
  },
  says: {
    chrome: ({ got }) =>
      `The value of the 'Access-Control-Allow-Credentials' header in the response is '${got ?? ""}' which must be 'true' when the request's credentials mode is 'include'.`,
    firefox: () => "(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).",
  },
  check: "allow-credentials",
  judges: ["preflight", "actual"],
  remedy: "grant",
  detect({ exchange, credentials }) {
    if (credentials !== "include") return;
    const { allowCredentials } = corsHeadersOf(exchange);
    if (allowCredentials === "true") return;
    return { subject: "Access-Control-Allow-Credentials", got: allowCredentials, want: "true" };
  },
  explain: ({ got }, { resourceType }) => {
    if (got === null && resourceType === "ping")
      return "Send `Access-Control-Allow-Credentials: true` from the server, also on responses to `OPTIONS`. `navigator.sendBeacon` always sends credentials. Only `fetch` with `keepalive: true` can omit credentials.";
    if (got === null) {
      return 'Send `Access-Control-Allow-Credentials: true` from the server, also on responses to `OPTIONS`. Or, if the API needs no cookies, remove `credentials: "include"` (`withCredentials`) from the page.';
    }
    return got.toLowerCase() === "true"
      ? translate`On the server, change ${quote(got)} to \`true\` in lower case. Browsers accept no other value.`
      : translate`On the server, change ${quote(got)} to \`true\`. Browsers accept no other value.`;
  },
});
