import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const connectionTimeout = defineLookAlike({
  id: "connection-timeout",
  title: "The server did not respond in time",
  headline: (failure) => translate`${quotedServer(failure)} did not respond in time`,
  detect: (failure) => (hasNetError(failure, /^(CONNECTION_)?TIMED_OUT$/) ? "certain" : undefined),
  explain: () =>
    "Check the address and the port. Then check whether a firewall drops the packets: a machine without a running server usually refuses the connection at once.",
});
