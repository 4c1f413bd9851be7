import type { Exchange } from "../exchange.ts";

/**
 * True for hosts in the `loopback` address space, which browsers trust without TLS.
 * @see https://w3c.github.io/webappsec-secure-contexts/
 */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** True for hosts whose name or address is in the `loopback` or the `local` address space. */
export function isLocalHost(hostname: string): boolean {
  return (
    isLoopbackHost(hostname) ||
    (isIPv4(hostname) &&
      /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(hostname)) ||
    /^\[f[cd][0-9a-f]{2}:|^\[fe[89ab][0-9a-f]:/.test(hostname) ||
    hostname.endsWith(".local")
  );
}

/** Chromium's name for the address space of a request that its local network access checks blocked. */
export function targetAddressSpace({ url, serverAddress }: Exchange): "loopback" | "local" {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return isLoopbackHost(host) || isLoopbackHost(serverAddress) || serverAddress === "::1" ? "loopback" : "local";
}

/**
 * True when Chromium's local network access checks blocked the request.
 * @see https://wicg.github.io/local-network-access/
 */
export function isBlockedByLocalNetworkAccess({ error }: Exchange): boolean {
  return error === "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS";
}

function isIPv4(hostname: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}
