import { type CdpSession, connectionOf } from "./cdp-connection.ts";
import { type CorsWatch, watchConnection } from "./watch.ts";

export type { CdpSession } from "./cdp-connection.ts";
export type { CorsWatch, FetchListener, Settled, SettleOptions } from "./watch.ts";

/**
 * Watches what a Chrome DevTools Protocol session leads to: the page with its frames and workers, or, where the session
 * is a browser's, every page. Of a page that is open already, what it asks for from now on. The session stays the
 * caller's: `stop()` does not close it.
 * @throws when the session is closed, or when it is a browser's and its library keeps the sessions of pages to itself.
 */
export async function watchCors(session: CdpSession): Promise<CorsWatch> {
  return watchConnection(connectionOf(session));
}
