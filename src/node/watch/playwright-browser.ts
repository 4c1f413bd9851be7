import type { CdpSession } from "./cdp-connection.ts";
import { openProtocolRelay, type ProtocolRelay } from "./protocol-relay.ts";
import { type CorsWatch, watchConnection } from "./watch.ts";
import { forgetWatch, rememberWatch } from "./watched-scopes.ts";

/** A `Browser` of Playwright. */
export interface PlaywrightBrowser {
  newBrowserCDPSession(): Promise<CdpSession>;
}

const relays = new WeakMap<PlaywrightBrowser, Promise<ProtocolRelay>>();

/**
 * Watches every page, popup, frame and worker of a Chromium that Playwright controls. The first requests of a popup are missed
 * in some starts out of a hundred, when Playwright lets the popup run before it is watched.
 */
export async function watchPlaywrightBrowser(browser: PlaywrightBrowser): Promise<CorsWatch> {
  const { connection, targetId } = await relayOf(browser);
  const isWatched = (target: { readonly targetId: string }) => target.targetId !== targetId;
  const watch = await watchConnection(connection, isWatched, async () => forgetWatch(browser, watch));
  rememberWatch(browser, watch);
  return watch;
}

/** One relay serves all watches of a browser, one after the other. Where it could not be opened, the next watch tries again. */
function relayOf(browser: PlaywrightBrowser): Promise<ProtocolRelay> {
  const known = relays.get(browser);
  if (known) return known;
  const opened = browser.newBrowserCDPSession().then(openProtocolRelay);
  relays.set(browser, opened);
  opened.catch(() => relays.delete(browser));
  return opened;
}
