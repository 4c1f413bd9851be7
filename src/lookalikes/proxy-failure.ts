import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const proxyFailure = defineLookAlike({
  id: "proxy-failure",
  title: "The proxy that the browser goes through failed",
  detect: (failure) =>
    hasNetError(failure, /^(PROXY_|TUNNEL_CONNECTION_FAILED|SOCKS_|MANDATORY_PROXY_|PAC_)/) ? "certain" : undefined,
  explain: () => "Check the proxy settings of the browser and the VPN.",
});
