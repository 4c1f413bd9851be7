import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const unknownHostName = defineLookAlike({
  id: "unknown-host-name",
  title: "The browser cannot resolve the host name",
  headline: (failure) => translate`The browser cannot resolve the host name of ${quotedServer(failure)}`,
  detect: (failure) =>
    hasNetError(failure, /^(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_.*|ICANN_NAME_COLLISION)$/)
      ? "certain"
      : undefined,
  explain: () => "Check the spelling of the host name, the hosts file and the VPN.",
});
