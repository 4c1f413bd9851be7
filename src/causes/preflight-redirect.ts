import { isRedirect } from "../fetch/status.ts";
import { quote, quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause } from "./cause.ts";

export const preflightRedirect = defineCause({
  id: "preflight-redirect",
  title: "The server redirects the preflight",
  headline: (_, { exchange }) =>
    exchange.redirectUrl
      ? translate`The server redirects the preflight to ${quoteUrl(exchange.redirectUrl)}`
      : undefined,
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
      ? translate`Request ${quote(exchange.redirectUrl)} directly, or respond to \`OPTIONS\` before the redirect. Browsers do not follow a redirect of a preflight.`
      : "Respond to `OPTIONS` before the redirect. Browsers do not follow a redirect of a preflight.",
});
