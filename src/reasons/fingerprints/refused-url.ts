import { memoLatest } from "../../collections.ts";
import type { Exchange } from "../../exchange.ts";
import type { RefusedFetch } from "../reason.ts";

/** The URL of the refused request in its parts; null where it does not parse. */
export function refusedUrl({ exchange }: RefusedFetch): URL | null {
  return parsedUrl(exchange);
}

/** Several reasons look at the URL of one refusal, and parsing it takes 2 µs. */
const parsedUrl = memoLatest(({ url }: Exchange) => (URL.canParse(url) ? new URL(url) : null));
