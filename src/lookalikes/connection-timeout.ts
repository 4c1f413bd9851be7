import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const connectionTimeout = defineLookAlike({
  id: "connection-timeout",
  title: "The server did not answer in time",
  headline: (failure) => translate`${quotedServer(failure)} did not answer in time`,
  detect: (failure) => (hasNetError(failure, /^(CONNECTION_)?TIMED_OUT$/) ? "certain" : undefined),
  explain: () =>
    "Check the address and the port, and whether a firewall drops the packets: a server that is off usually refuses at once instead.",
});
