import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const serverHungUp = defineLookAlike({
  id: "server-hung-up",
  title: "The server closed the connection without an answer",
  headline: (failure) => translate`${quotedServer(failure)} closed the connection without an answer`,
  detect: (failure) =>
    hasNetError(failure, /^(EMPTY_RESPONSE|CONNECTION_(RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED)$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    failure.exchange.url.startsWith("http:")
      ? "Look for a crash in the server's log; if the port speaks TLS, call it by `https://`."
      : "Look for a crash in the server's log, or for a proxy or firewall that cuts connections.",
});
