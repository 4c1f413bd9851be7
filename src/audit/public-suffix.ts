/**
 * What the Public Suffix List says of a host name.
 * @see https://github.com/publicsuffix/list/wiki/Format
 */
export interface HostSuffix {
  /** The public suffix, such as `co.uk` or `github.io`; the last label where the list has no rule for it. */
  readonly suffix: string;
  /** The suffix and one more label, which somebody registered; null for a suffix itself and for an IP address. */
  readonly domain: string | null;
  /**
   * `icann` where a registry sells the names below the suffix, `private` where a company gives them to its customers,
   * `unlisted` where the list has no rule, as for `.internal`.
   */
  readonly section: "icann" | "private" | "unlisted";
}

/** Looks a host name up in the Public Suffix List, with its private section. */
export type PublicSuffixList = (hostname: string) => HostSuffix;
