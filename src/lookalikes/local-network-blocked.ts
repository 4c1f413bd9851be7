import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

/**
 * Chromium's check of local network access, as images, frames and WebSockets show it. A CORS request fails with another
 * error, and is a cause of its own.
 * @see https://github.com/WICG/local-network-access/issues/47
 * @see https://developer.chrome.com/blog/local-network-access
 */
export const localNetworkBlocked = defineLookAlike({
  id: "local-network-blocked",
  title: "The browser has no permission to access the local network",
  detect: (failure) =>
    hasNetError(failure, /^BLOCKED_BY_(LOCAL|PRIVATE)_NETWORK_ACCESS_CHECKS$/) ? "certain" : undefined,
  explain: (failure) =>
    translate`Allow local network access for the page in the browser's site settings, and serve the page over https. ${quotedServer(failure)} is on this machine or its network. No response header changes this.`,
});
