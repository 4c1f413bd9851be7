import type { Header } from "../exchange.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { locationOf } from "../fetch/redirect.ts";

/**
 * The URL that a response redirects to, without its fragment: as Chromium reads the `Location` header, else the
 * location that the recorder has written down, resolved where that is possible. "" when there is neither.
 */
export function redirectUrlOf(status: number, headers: readonly Header[], url: string, recorded: string): string {
  return withoutFragment(locationOf(status, headers, url)?.url || resolve(recorded, url));
}

function resolve(location: string, base: string): string {
  return location !== "" && URL.canParse(location, base) ? new URL(location, base).href : location;
}
