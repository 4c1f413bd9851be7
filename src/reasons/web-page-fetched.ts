import { quote, quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { redirectedMethodSentence } from "./fingerprints/redirect.ts";
import { refusedUrl } from "./fingerprints/refused-url.ts";
import { isHtml } from "./fingerprints/response.ts";
import { isSignInPage, signInProvider } from "./fingerprints/sign-in.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/** A page of another site has no CORS headers, because it is made for a window and not for a script. */
export const webPageFetched = defineReason({
  id: "web-page-fetched",
  title: "A script cannot show a web page of another site",
  headline: ({ exchange }) =>
    translate`Navigate to ${quote(hostOf(exchange.url))} instead: a script cannot show web pages of another site`,
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "preflight-redirect"],
  appliesTo: ({ lacksCorsHeaders }) => lacksCorsHeaders,
  detect(refusal) {
    const url = refusedUrl(refusal);
    const previous = previousUrl(refusal);
    if (!url || (!isHostedPage(url) && !isRedirectedToHtml(refusal, previous))) return;
    const page = quoteUrl(`${url.origin}${url.pathname}`);
    return {
      certainty: "certain",
      evidence:
        previous === undefined ? translate`${page} is a web page` : translate`${quote(previous)} redirects to ${page}`,
      remedy: "change-request",
    };
  },
  explain: (refusal) => {
    const previous = previousUrl(refusal);
    return previous === undefined
      ? "Set `location.href` to the URL, or use a link or a form. The user then leaves your page for the other site and comes back."
      : translate`Let ${quote(previous)} return the URL in the response body instead of a redirect. Then set \`location.href\` to that URL in the page.${redirectedMethodSentence(refusal)}`;
  },
});

/** The URL of the hop before the refused one; undefined for the first hop. */
function previousUrl({ fetch, hop }: RefusedFetch): string | undefined {
  return fetch.hops[fetch.hops.indexOf(hop) - 1]?.url;
}

function isRedirectedToHtml({ exchange }: RefusedFetch, previous: string | undefined): boolean {
  if (previous === undefined || !URL.canParse(previous) || exchange.status >= 400 || exchange.method === "OPTIONS")
    return false;
  return isHtml(exchange) && new URL(previous).origin !== new URL(exchange.url).origin;
}

/**
 * True for the address of a login or payment page that a vendor hosts.
 * @see https://docs.stripe.com/payments/checkout
 * @see https://developer.paypal.com/docs/checkout/
 */
function isHostedPage(url: URL): boolean {
  return (
    (isSignInPage(url) && (signInProvider(url) !== "" || isAuthorizationRequest(url))) ||
    /^(checkout|buy|billing|connect)\.stripe\.com$/.test(url.hostname) ||
    (/^www\.(sandbox\.)?paypal\.com$/.test(url.hostname) && url.pathname.startsWith("/checkoutnow"))
  );
}

/**
 * True for the request that starts a login by OAuth 2.0. The standard sends the browser there by a redirect.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 */
function isAuthorizationRequest({ search }: URL): boolean {
  return /[?&]response_type=(\w+(%20|\+))*(code|token|id_token)\b/.test(search) && /[?&]client_id=/.test(search);
}
