import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote } from "./note.ts";

export const insecureOriginAllowed = defineNote({
  id: "insecure-origin-allowed",
  title: "The https server allows an http page, with credentials",
  mode: "cors",
  detect(passed) {
    const allowed = passed.allowOrigin ?? "";
    if (!passed.hop.url.startsWith("https:") || !allowed.startsWith("http:") || isPotentiallyTrustworthyOrigin(allowed))
      return;
    if (!allowsCredentials(passed)) return;
    return translate`the server allows ${quote(allowed)}, with credentials`;
  },
  explain: () =>
    "Serve the page over https, and remove its http origin from the server's list. Anyone on the network can change an http page, and then read this API as the user.",
});
