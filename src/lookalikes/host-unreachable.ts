import { translate } from "../text/translate.ts";
import { defineLookAlike, endedBy, serverOf } from "./lookalike.ts";

export const hostUnreachable = defineLookAlike({
  id: "host-unreachable",
  title: "No way leads to this address",
  headline: (failure) => translate`No way leads to ${serverOf(failure)}`,
  detect: (failure) =>
    endedBy(failure, /^(ADDRESS_UNREACHABLE|ADDRESS_INVALID|NETWORK_ACCESS_DENIED)$/) ? "certain" : undefined,
  explain: () => "Check the address, the VPN and the firewall.",
});
