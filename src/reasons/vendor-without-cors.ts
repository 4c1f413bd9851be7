import { memo } from "../collections.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { refusedUrl } from "./fingerprints/refused-url.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const vendorWithoutCors = defineReason({
  id: "vendor-without-cors",
  title: "This API does not accept requests from browsers",
  headline: (refusal) => {
    const { name = "", mark = "", accepts, withoutHeaders, setup } = vendorOf(refusal) ?? {};
    if (setup) return setup.headline;
    if (withoutHeaders)
      return translate`Request ${quote(mark)} from your own backend: ${name} does not accept these headers from browsers`;
    return accepts
      ? translate`${name} accepts requests from browsers only with ${quote(accepts)}`
      : translate`Request ${quote(mark)} from your own backend: ${name} does not accept requests from browsers for this URL`;
  },
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "header-not-allowed"],
  detect(refusal) {
    const vendor = vendorOf(refusal);
    if (!vendor) return;
    if (!(vendor.withoutHeaders ? isHeaderOfPage(refusal) : isRefusedBy(refusal, "missing-allow-origin"))) return;
    const evidence = vendor.withoutHeaders
      ? translate`${quote(vendor.mark)}, which does not allow ${quoteAll(refusal.matches[0].evidence.names ?? [])}`
      : translate`${quote(vendor.mark)}, without \`Access-Control-Allow-Origin\``;
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: (refusal) => {
    const { name = "", accepts, instead, setup } = vendorOf(refusal) ?? {};
    if (setup) return setup.advice;
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
  /** True where the API accepts requests from browsers, but none with a token in a header. */
  readonly withoutHeaders?: true;
  /** What makes the vendor send CORS headers, where that is a setting of one's own at the vendor. */
  readonly setup?: { readonly headline: string; readonly advice: string };
}

/** True where a header that the page itself sends was refused, and not one that a library added. */
function isHeaderOfPage(refusal: RefusedFetch): boolean {
  const names = refusal.matches[0].evidence.names ?? [];
  return (
    isRefusedBy(refusal, "header-not-allowed") && names.some((name) => /^(authorization|content-type)$/i.test(name))
  );
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
 * @see https://github.com/Shopify/buy-button-js/issues/628
 * @see https://github.com/christophergregory/shopify-node-api/issues/77
 * @see https://github.com/jsforce/jsforce/issues/1172
 * @see https://github.com/planningcenter/developers/issues/472
 * @see https://github.com/influxdata/chronograf/issues/3358
 * @see https://github.com/slackapi/node-slack-sdk/issues/1505
 * @see https://github.com/TheAppleFreak/winston-slack-webhook-transport/issues/20
 * @see https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/2254
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redirect-uris-for-single-page-apps-spas
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
  { name: "Shopify", host: /\.myshopify\.com$/, path: /^\/admin\// },
  { name: "Salesforce", host: /^(login|test)\.salesforce\.com$/, path: /^\/services\/Soap\// },
  { name: "Planning Center", host: /^api\.planningcenteronline\.com$/, path: /^\/oauth\/token$/ },
  { name: "Atlassian", host: /\.atlassian\.net$/, path: /^\/(rest|wiki\/(rest|api))\// },
  { name: "Slack", host: /^slack\.com$/, path: /^\/api\//, withoutHeaders: true },
  { name: "Slack", host: /^hooks\.slack\.com$/, withoutHeaders: true },
  {
    name: "Microsoft Entra ID",
    host: /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)$|\.(b2clogin|ciamlogin)\.com$/,
    path: /\/oauth2\/(v2\.0\/)?token$/,
    setup: {
      headline: "Register the page's redirect URI as a single-page application in Microsoft Entra ID",
      advice:
        "In the app registration, under Authentication, move the redirect URI from the platform Web to the platform Single-page application. The token endpoint then sends CORS headers. Use flows with a client secret or a password only in your own backend.",
    },
  },
  { name: "Anthropic", host: /^api\.anthropic\.com$/, accepts: "anthropic-dangerous-direct-browser-access: true" },
];
