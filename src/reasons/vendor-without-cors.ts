import { memo } from "../collections.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { refusedUrl } from "./fingerprints/refused-url.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const vendorWithoutCors = defineReason({
  id: "vendor-without-cors",
  title: "This API does not accept requests from browsers",
  headline: (refusal) => {
    const { name = "", mark = "", accepts } = vendorOf(refusal) ?? {};
    return accepts
      ? translate`${name} accepts requests from browsers only with ${quote(accepts)}`
      : translate`Request ${quote(mark)} from your own backend: ${name} does not accept requests from browsers for this URL`;
  },
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin"],
  detect(refusal) {
    const vendor = vendorOf(refusal);
    if (!vendor) return;
    const evidence = translate`${quote(vendor.mark)}, without \`Access-Control-Allow-Origin\``;
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: (refusal) => {
    const { name = "", accepts, instead } = vendorOf(refusal) ?? {};
    if (accepts)
      return translate`Send the request from your own backend, because anyone can read the API key in your page. Only if nobody else uses the page, add ${quote(accepts)} to the request.`;
    if (instead) return translate`Use the ${instead} in the page instead. You cannot change the server of ${name}.`;
    return translate`Let the page request your own backend, and let the backend send the request with the API key. You cannot change the server of ${name}, and anyone can read a key in your page.`;
  },
});

interface Vendor {
  readonly name: string;
  readonly host: RegExp;
  readonly path?: RegExp;
  /** The request header that makes the API send CORS headers. */
  readonly accepts?: string;
  /** What the vendor has for browsers. */
  readonly instead?: string;
}

/** The vendor that a refused request goes to, with the part of its URL that shows the vendor; undefined for any other. */
function vendorOf(refusal: RefusedFetch): (Vendor & { readonly mark: string }) | undefined {
  const url = refusedUrl(refusal);
  if (!url) return undefined;
  const { hostname, pathname } = url;
  const vendor = vendorsAt(hostname).find(({ path }) => path?.test(pathname) ?? true);
  return vendor && { ...vendor, mark: vendor.path ? `${hostname}${pathname}` : hostname };
}

const vendorsAt = memo((hostname) => vendors.filter(({ host }) => host.test(hostname)));

/**
 * APIs whose vendors say that they do not support browsers.
 * @see https://github.com/makenotion/notion-sdk-js/issues/96
 * @see https://developers.hubspot.com/docs/faq/do-hubspot-apis-support-ajax-request
 * @see https://www.twilio.com/docs/sendgrid/for-developers/sending-email/cors
 * @see https://mailchimp.com/developer/marketing/guides/marketing-api-conventions/
 * @see https://postmarkapp.com/support/article/1179-what-does-a-cors-error-mean
 * @see https://github.com/Yelp/yelp-api/issues/51
 * @see https://github.com/isaacs/github/issues/330
 * @see https://github.com/googlemaps/openapi-specification/issues/256
 * @see https://simonwillison.net/2024/Aug/23/anthropic-dangerous-direct-browser-access/
 */
const vendors: readonly Vendor[] = [
  { name: "Notion", host: /^api\.notion\.com$/ },
  { name: "HubSpot", host: /^api\.hubapi\.com$/ },
  { name: "SendGrid", host: /^api\.(eu\.)?sendgrid\.com$/ },
  { name: "Mailchimp", host: /\.api\.mailchimp\.com$/ },
  { name: "Postmark", host: /^api\.postmarkapp\.com$/ },
  { name: "Yelp", host: /^api\.yelp\.com$/ },
  {
    name: "GitHub",
    host: /^github\.com$/,
    path: /^\/login\/(oauth\/access_token|device\/code)$/,
  },
  {
    name: "Google Maps",
    host: /^maps\.googleapis\.com$/,
    path: /^\/maps\/api\/.+\/(json|xml)$/,
    instead: "Maps JavaScript API",
  },
  { name: "Anthropic", host: /^api\.anthropic\.com$/, accepts: "anthropic-dangerous-direct-browser-access: true" },
];
