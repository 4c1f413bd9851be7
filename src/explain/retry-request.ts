import type { Diagnosis } from "../diagnosis.ts";
import type { CredentialsMode, Exchange, Header } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { isForbiddenRequestHeader } from "../fetch/safelist.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/** A recorded fetch as its page can send it again, but for the body. */
export interface RetryRequest {
  /** Origin of the page or frame that called. */
  readonly origin: string;
  readonly method: string;
  readonly url: string;
  /** What the page set, as far as the recording tells it from what the browser adds. */
  readonly headers: readonly Header[];
  readonly credentials: CredentialsMode;
  /** True where the method is meant to change nothing on the server. */
  readonly isSafe: boolean;
  readonly exchange: Exchange;
}

/** The request to send again; null where no script of a page made it in `cors` mode, or the recording has it not. */
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
    headers: exchange.requestHeaders.filter((header) => isOfPage(header, asked)),
    credentials,
    isSafe: safeMethods.has(hop.method),
    exchange,
  };
}

/** @see https://httpwg.org/specs/rfc9110.html#safe.methods */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

function isOfPage({ name, value }: Header, asked: ReadonlySet<string>): boolean {
  const lowerName = name.toLowerCase();
  if (asked.has(lowerName)) return true;
  if (isForbiddenRequestHeader(name) || ofBrowsers.has(lowerName)) return false;
  return lowerName !== "accept" || value !== "*/*";
}

/** What browsers add by themselves, DevTools' "Disable cache" included. */
const ofBrowsers = new Set([
  "accept-language",
  "cache-control",
  "pragma",
  "priority",
  "upgrade-insecure-requests",
  "user-agent",
]);
