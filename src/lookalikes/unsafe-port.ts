import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedServer } from "./lookalike.ts";

export const unsafePort = defineLookAlike({
  id: "unsafe-port",
  title: "Browsers never call this port",
  headline: (failure) => translate`Browsers never call the port of ${quotedServer(failure)}`,
  detect: (failure) => (hasNetError(failure, /^UNSAFE_PORT$/) ? "certain" : undefined),
  explain: () =>
    "Let the server listen on another port, such as 3000 or 8080: this one belongs to a protocol that browsers protect.",
});
