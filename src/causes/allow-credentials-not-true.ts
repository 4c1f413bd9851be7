import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const allowCredentialsNotTrue = defineCause({
  id: "allow-credentials-not-true",
  title: "The request carries credentials, but `Access-Control-Allow-Credentials` is not `true`",
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
    const allowCredentials = getHeader(exchange.responseHeaders, "Access-Control-Allow-Credentials");
    if (credentials !== "include" || allowCredentials === "true") return;
    return { subject: "Access-Control-Allow-Credentials", got: allowCredentials, want: "true" };
  },
  explain: ({ got }, { resourceType }) => {
    if (got === null && resourceType === "ping")
      return "`navigator.sendBeacon` always sends credentials, so preflight and response must both say `Access-Control-Allow-Credentials: true`. Only `fetch` with `keepalive` can leave them out.";
    if (got === null) {
      return 'The call uses `credentials: "include"` (`withCredentials`): preflight and response must both say `Access-Control-Allow-Credentials: true`, or the page must drop the credentials.';
    }
    return got.toLowerCase() === "true"
      ? translate`The value is compared letter by letter: ${quote(got)} must be \`true\`, in lower case.`
      : translate`Only the exact value \`true\` counts, not ${quote(got)}.`;
  },
});
