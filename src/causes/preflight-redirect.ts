import { isRedirect } from "../fetch/status.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const preflightRedirect = defineCause({
  id: "preflight-redirect",
  title: "The preflight was redirected",
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: { chrome: { preflight: "PreflightDisallowedRedirect" }, firefox: "CORSExternalRedirectNotAllowed" },
  says: {
    chrome: () => "Redirect is not allowed for a preflight request.",
    firefox: () => "(Reason: CORS request external redirect not allowed).",
  },
  check: "preflight-redirect",
  judges: ["preflight"],
  remedy: "avoid-redirect",
  detect({ exchange }) {
    const redirected = exchange.error === "net::ERR_INVALID_REDIRECT" || isRedirect(exchange);
    if (!redirected) return;
    const target = exchange.redirectUrl;
    return { subject: "status", got: `${exchange.status}${target ? ` → ${target}` : ""}`, want: "200–299" };
  },
  explain: (_, { exchange }) =>
    exchange.redirectUrl
      ? translate`Browsers do not follow a redirect of a preflight: call ${quote(exchange.redirectUrl)} directly, or answer \`OPTIONS\` before redirecting.`
      : "Browsers do not follow a redirect of a preflight: answer `OPTIONS` before redirecting.",
});
