import { parse } from "tldts";
import type { HostSuffix } from "../../audit/public-suffix.ts";

/** Looks a host name up in the copy of the Public Suffix List that comes with `tldts`. */
export function publicSuffixList(hostname: string): HostSuffix {
  // Browsers allow more symbols in host names than the list's own check does.
  const { publicSuffix, domain, isIcann, isPrivate } = parse(hostname, {
    allowPrivateDomains: true,
    validateHostname: false,
  });
  const section = isPrivate ? "private" : isIcann ? "icann" : "unlisted";
  return { suffix: publicSuffix ?? hostname, domain, section };
}
