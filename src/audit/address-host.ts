/** True for a host that is an IP address, as `URL` writes it. */
export function isAddressHost(hostname: string): boolean {
  return hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
}
