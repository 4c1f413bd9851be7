import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const serverNotListening = defineLookAlike({
  id: "server-not-listening",
  title: "Nothing listens at this address: the server is not running",
  headline: (failure) => translate`Nothing listens at ${quotedServer(failure)}: the server is not running`,
  detect: (failure) => (hasNetError(failure, /^CONNECTION_REFUSED$/) ? "certain" : undefined),
  explain: () =>
    "Start the server and look at what it prints: it may have crashed at its start, or listen on another port.",
});
