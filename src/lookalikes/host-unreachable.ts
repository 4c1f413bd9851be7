import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const hostUnreachable = defineLookAlike({
  id: "host-unreachable",
  title: "Host unreachable",
  headline: (failure) => translate`Host unreachable: ${quotedServer(failure)}`,
  detect: (failure) =>
    hasNetError(failure, /^(ADDRESS_UNREACHABLE|ADDRESS_INVALID|NETWORK_ACCESS_DENIED)$/) ? "certain" : undefined,
  explain: () => "Check the address, the VPN and the firewall.",
});
