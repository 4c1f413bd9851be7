import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const serverNotListening = defineLookAlike({
  id: "server-not-listening",
  title: "No server is listening at this address",
  headline: (failure) => translate`No server is listening at ${quotedServer(failure)}`,
  detect: (failure) => (hasNetError(failure, /^CONNECTION_REFUSED$/) ? "certain" : undefined),
  explain: () =>
    "Start the server and read its output. The server may have crashed at startup, or may listen on another port.",
});
