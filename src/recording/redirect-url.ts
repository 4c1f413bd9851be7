import type { Header } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { locationUrl } from "../fetch/http-redirect-fetch.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { isRedirectStatus } from "../fetch/status.ts";

/**
 * The URL that a response redirects to, without its fragment: as Chromium reads the `Location` header, else the
 * location that the recorder has written down, resolved where that is possible. "" when there is neither.
 */
export function redirectUrlOf(status: number, headers: readonly Header[], url: string, recorded: string): string {
  return withoutFragment(locationUrl(status, headers, url)?.url || resolve(recorded, url));
}

/**
 * True for a redirect with an empty `Location`. By the standard it leads to the same URL, where Firefox follows it. WebKit fails,
 * and Chromium alone gives the response to the page.
 */
export function hasEmptyLocation(status: number, headers: readonly Header[]): boolean {
  return isRedirectStatus(status) && getHeader(headers, "Location") === "";
}

function resolve(location: string, base: string): string {
  return location !== "" && URL.canParse(location, base) ? new URL(location, base).href : location;
}
