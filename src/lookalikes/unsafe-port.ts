import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const unsafePort = defineLookAlike({
  id: "unsafe-port",
  title: "Browsers block this port",
  headline: (failure) => translate`Browsers block the port of ${quotedServer(failure)}`,
  detect: (failure) => (hasNetError(failure, /^UNSAFE_PORT$/) ? "certain" : undefined),
  explain: () =>
    "Let the server listen on another port, such as 3000 or 8080. Browsers block this port to protect the protocol that uses this port.",
});
