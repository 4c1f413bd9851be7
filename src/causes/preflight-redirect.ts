import { isRedirect } from "../fetch/status.ts";
import { quote, quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineCause, type Step } from "./cause.ts";

export const preflightRedirect = defineCause({
  id: "preflight-redirect",
  title: "The server redirects the preflight",
  headline: (_, { exchange }) =>
    exchange.redirectUrl
      ? translate`The server redirects the preflight to ${quoteUrl(exchange.redirectUrl)}`
      : undefined,
  spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  reportedAs: { chrome: { preflight: "PreflightDisallowedRedirect" }, firefox: "CORSExternalRedirectNotAllowed" },
  inFirefox: (exchange) => (failsBeforeCheckInFirefox(exchange) ? "CORSDidNotSucceed" : undefined),
  says: {
    chrome: () => "Redirect is not allowed for a preflight request.",
    firefox: (_, { exchange }) =>
      failsBeforeCheckInFirefox(exchange)
        ? "(Reason: CORS request did not succeed). Status code: (null)."
        : "(Reason: CORS request external redirect not allowed).",
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

/**
 * True for a redirect to a URL with a user name, and to one that is not of http: Firefox gives up before it looks whether a
 * preflight may be redirected.
 */
function failsBeforeCheckInFirefox({ redirectUrl }: Step["exchange"]): boolean {
  if (redirectUrl === "" || !URL.canParse(redirectUrl)) return redirectUrl !== "";
  const { protocol, username, password } = new URL(redirectUrl);
  return !/^https?:$/.test(protocol) || username !== "" || password !== "";
}
