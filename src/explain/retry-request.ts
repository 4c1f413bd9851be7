import type { Diagnosis } from "../diagnosis.ts";
import type { CredentialsMode, Exchange, Header } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { httpCacheHeaders } from "../fetch/page-set-headers.ts";
import { isForbiddenRequestHeader } from "../fetch/safelist.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/** A recorded fetch, in the form in which its page can send it again; the body is not part of it. */
export interface RetryRequest {
  /** Origin of the page or frame that made the request. */
  readonly origin: string;
  readonly method: string;
  readonly url: string;
  /** The headers that the page set, as far as the recording tells them apart from the browser's own. */
  readonly headers: readonly Header[];
  readonly credentials: CredentialsMode;
  /** True for a safe method, which should change nothing on the server. */
  readonly isSafe: boolean;
  readonly exchange: Exchange;
}

/** The request to send again; null where no page script made it in `cors` mode, or where it is not recorded. */
export function retryOf({ fetch, credentials }: Diagnosis): RetryRequest | null {
  const [hop] = fetch.hops;
  const exchange = hop?.actual;
  if (!hop || !exchange || fetch.context !== "page" || fetch.mode !== "cors") return null;
  if (!/^https?:/.test(hop.url) || originOf(hop.url) === "" || !/^(fetch|xhr|)$/.test(exchange.resourceType))
    return null;
  const asked = new Set(hop.preflight ? requestedHeaderNames(hop.preflight.requestHeaders) : []);
  return {
    origin: fetch.origin,
    method: hop.method,
    url: hop.url,
    headers: exchange.requestHeaders.filter((header) => isSetByPage(header, asked)),
    credentials,
    isSafe: safeMethods.has(hop.method),
    exchange,
  };
}

/** @see https://httpwg.org/specs/rfc9110.html#safe.methods */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

function isSetByPage({ name, value }: Header, asked: ReadonlySet<string>): boolean {
  const lowerName = name.toLowerCase();
  if (asked.has(lowerName)) return true;
  if (isForbiddenRequestHeader(name) || addedByBrowsers.has(lowerName)) return false;
  return lowerName !== "accept" || value !== "*/*";
}

/** Headers that browsers add by themselves, also with DevTools' "Disable cache". */
const addedByBrowsers = new Set([
  ...httpCacheHeaders,
  "accept-language",
  "cache-control",
  "pragma",
  "priority",
  "upgrade-insecure-requests",
  "user-agent",
]);
