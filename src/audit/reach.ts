import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { isAddressHost } from "./address-host.ts";
import { isForeignHost, type NearOrigin } from "./near-origins.ts";
import type { PublicSuffixList } from "./public-suffix.ts";

/**
 * Who can open a page of a forbidden origin: `anyone`, also by registering a domain; `customer` of a shared host such as
 * `github.io`; `network`, an attacker between the visitor and a page on http; `owner` of the same registrable domain;
 * `zone`, whoever names hosts below a suffix that is not public; `host`, another program on the same host; `nobody`.
 */
export type Reach = "anyone" | "customer" | "network" | "zone" | "owner" | "host" | "nobody";

/** Who can open a page of this origin, by the Public Suffix List. */
export function reachOf({ origin, likeness }: NearOrigin, allowed: string, list: PublicSuffixList): Reach {
  if (likeness === "null" || likeness === "unrelated") return "anyone";
  if (likeness === "letter-case") return "nobody";
  const [near, own] = [new URL(origin).hostname, new URL(allowed).hostname];
  if (likeness === "scheme") return "network";
  if (near === own || isLoopbackHost(near)) return "host";
  if (isForeignHost(near) || isAddressHost(near)) return "anyone";
  const [nearSuffix, ownSuffix] = [list(near), list(own)];
  if (nearSuffix.domain !== null && nearSuffix.domain === ownSuffix.domain) return "owner";
  if (nearSuffix.section === "private") return "customer";
  if (nearSuffix.section === "icann") return "anyone";
  return nearSuffix.suffix === ownSuffix.suffix || !own.includes(".") ? "zone" : "nobody";
}
