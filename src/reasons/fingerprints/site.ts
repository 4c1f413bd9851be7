import { isLocalUrl } from "../../fetch/local-url.ts";
import { requestHeadersOf } from "../../fetch/recorded-exchange.ts";
import type { RefusedFetch } from "../reason.ts";

/**
 * True where the browser itself says that the request goes to another site than the page's. Browsers leave the header out
 * for `http:` servers.
 * @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
 */
export function isToOtherSite({ exchange }: RefusedFetch): boolean {
  return requestHeadersOf(exchange).site === "cross-site";
}

/** True where page and server have public hosts, of which neither is a host name that a platform gives to its customers. */
export function haveOwnDomains({ fetch, exchange }: RefusedFetch): boolean {
  return [fetch.origin, exchange.url].every(
    (url) => URL.canParse(url) && /^https:/.test(url) && !isLocalUrl(url) && !platformHosts.test(new URL(url).hostname),
  );
}

/** Deployments of one owner often have such host names beside a domain of their own. */
const platformHosts =
  /\.(vercel\.app|netlify\.app|onrender\.com|herokuapp\.com|railway\.app|fly\.dev|workers\.dev|pages\.dev|github\.io|gitlab\.io|cloudfunctions\.net|run\.app|appspot\.com|web\.app|firebaseapp\.com|amazonaws\.com|on\.aws|awsapprunner\.com|cloudfront\.net|amplifyapp\.com|azurewebsites\.net|azurestaticapps\.net|azurecontainerapps\.io|azure-api\.net|windows\.net|ondigitalocean\.app|digitaloceanspaces\.com|r2\.dev|supabase\.co|deno\.dev|ngrok\.io|ngrok\.app|ngrok-free\.app|trycloudflare\.com|loca\.lt)$/;
