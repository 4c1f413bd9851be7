import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const offline = defineLookAlike({
  id: "offline",
  title: "The browser is offline",
  detect: (failure) =>
    hasNetError(failure, /^(INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO_SUSPENDED)$/) ? "certain" : undefined,
  explain: () => "Check the network connection. In DevTools, check that throttling is not set to “Offline”.",
});
