import { type CdpSession, toConnection } from "./cdp-connection.ts";
import { type CorsWatch, watchConnection } from "./watch.ts";

export type { CdpSession } from "./cdp-connection.ts";
export type { FetchListener } from "./fetch-events.ts";
export type { PendingTimers } from "./pending-timers.ts";
export type { Settled, SettleOptions } from "./settle.ts";
export type { CorsWatch } from "./watch.ts";

/**
 * Watches a page with its frames and workers through a Chrome DevTools Protocol session, or every page when the session
 * is a browser's. Of a page that is open already, it records the requests from now on. `stop()` does not close the
 * session. The session's stacks go back 16 asynchronous calls, unless the caller sets another depth later.
 * @throws when the session is closed, or when it is a browser's and its library gives no access to the sessions of pages.
 */
export async function watchCors(session: CdpSession): Promise<CorsWatch> {
  return watchConnection(toConnection(session));
}
