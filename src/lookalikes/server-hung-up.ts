import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const serverHungUp = defineLookAlike({
  id: "server-hung-up",
  title: "The server closed the connection without a response",
  headline: (failure) => translate`${quotedServer(failure)} closed the connection without a response`,
  detect: (failure) =>
    hasNetError(failure, /^(EMPTY_RESPONSE|CONNECTION_(RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED)$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    failure.exchange.url.startsWith("http:")
      ? "Look for a crash in the server's log. If the port expects TLS, use `https://`."
      : "Look for a crash in the server's log. A proxy or a firewall may also have cut the connection.",
});
