import { quote } from "../text/quote.ts";
import { isAddressHost } from "./address-host.ts";
import type { Likeness } from "./near-origins.ts";
import type { HostSuffix } from "./public-suffix.ts";
import type { Reach } from "./reach.ts";

/** A forbidden origin that the server allowed, as its texts need it. */
export interface AllowedNeighbor {
  readonly origin: string;
  readonly likeness: Likeness;
  /** The allowed origin that it resembles. */
  readonly allowed: string;
  readonly reach: Reach;
  /** What the Public Suffix List says of the neighbor's host. */
  readonly suffix: HostSuffix;
}

/** What the server allows, in one line. */
export function originTitle({ origin, likeness, allowed, suffix }: AllowedNeighbor): string {
  const [near, own] = [quote(origin), quote(allowed)];
  switch (likeness) {
    case "unrelated":
      return `The server allows any origin, such as ${near}`;
    case "null":
      return "The server allows the origin `null`, which any site can send";
    case "suffix":
      return `The server allows ${near}, which starts like ${own}`;
    case "symbol":
      return `The server allows ${near}, because a symbol ends the host name that it compares`;
    case "prefix":
      return `The server allows ${near}, which ends like ${own}`;
    case "dot":
      return `The server allows ${near}, because a dot in a pattern matches any character`;
    case "truncated":
      return `The server allows ${near}, which is only the beginning of ${own}`;
    case "other-suffix":
      return `The server allows ${near}, whose public suffix differs from ${own}`;
    case "idn":
      return `The server allows ${near}, because it ignores accents in host names`;
    case "shared-suffix":
      return `The server allows ${near}, so every customer of ${quote(suffix.suffix)}`;
    case "label":
      return `The server allows ${near}, because a pattern leaves the end of a name open`;
    case "sibling":
      return `The server allows ${near}, another host of ${quote(suffix.domain)}`;
    case "subdomain":
      return `The server allows ${near}, a subdomain of ${own}`;
    case "scheme":
      return `The server allows ${near}, whose scheme differs from ${own}`;
    case "port":
      return `The server allows ${near}, whose port differs from ${own}`;
    case "letter-case":
      return `The server allows ${near} in upper case`;
  }
}

/** Who can open a page of the origin, in one or two sentences. */
export function whoCanUse({ origin, likeness, reach, suffix }: AllowedNeighbor): string {
  if (likeness === "unrelated") return "Every website can request this URL from its visitors' browsers.";
  if (likeness === "null") return "Any site can create a sandboxed frame with the origin `null`.";
  if (likeness === "letter-case") return "No browser sends an origin in upper case, so this is harmless.";
  if (likeness === "suffix") return "Anyone can create such a host name under their own domain.";
  if (likeness === "symbol")
    return "Anyone can create such a host name under their own domain. Browsers accept `_` in host names, Firefox also `$` and `+`, and Chromium and Safari most symbols.";
  const { hostname } = new URL(origin);
  switch (reach) {
    case "anyone":
      return isAddressHost(hostname)
        ? `Whoever runs a web server at ${quote(hostname)} can use it.`
        : `Whoever registers ${quote(suffix.domain)} can use it.`;
    case "customer":
      return `Anyone can create such a name at ${quote(suffix.suffix)}.`;
    case "network":
      return "An attacker on the visitor's network can change a page on http and use it.";
    case "zone":
      return `${quote(`.${suffix.suffix}`)} is not a public domain. Whoever can create host names there can use it.`;
    case "owner":
      return `Only hosts of ${quote(suffix.domain)} can use it. An attacker needs a forgotten DNS entry, a script injection or other people's content on one of them.`;
    case "host":
      return "Another program on that host can use it.";
    case "nobody":
      return `${quote(`.${suffix.suffix}`)} is not a public domain, so nobody can register such a name today.`;
  }
}

/** What to change in the server's comparison, in one sentence. */
export const originAdvice: Readonly<Record<Likeness, string>> = {
  unrelated: "Compare the origin with a list.",
  null: "Remove `null` from the allowed origins.",
  suffix: "Compare the whole origin, or end the pattern with `$`.",
  symbol: "Compare the whole origin, or end the pattern with `$`.",
  prefix: "Compare the whole origin, or start the pattern with `^` and the scheme.",
  dot: "Write `\\.` in the pattern, or compare the whole origin.",
  truncated: "Compare the origin with each entry of a list. Do not search for it in a text with all of them.",
  "other-suffix": "Write the complete domain into the pattern, or compare the whole origin.",
  idn: "Compare the origin as the browser sends it, byte by byte.",
  "shared-suffix": "List your own host names only.",
  label: "List your own host names, or write the complete name into the pattern.",
  sibling: "List only the hosts that you need.",
  subdomain: "List only the subdomains that you need.",
  scheme: "Compare the scheme too.",
  port: "Compare the port too.",
  "letter-case": "You can compare origins exactly.",
};
