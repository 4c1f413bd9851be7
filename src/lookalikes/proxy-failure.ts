import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const proxyFailure = defineLookAlike({
  id: "proxy-failure",
  title: "The browser's proxy failed",
  detect: (failure) =>
    hasNetError(failure, /^(PROXY_|TUNNEL_CONNECTION_FAILED|SOCKS_|MANDATORY_PROXY_|PAC_)/) ? "certain" : undefined,
  explain: () => "Check the proxy settings of the browser and of the VPN.",
});
