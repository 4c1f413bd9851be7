import { isLocalUrl } from "../fetch/local-url.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote } from "./note.ts";

export const localOriginAllowed = defineNote({
  id: "local-origin-allowed",
  title: "The public server allows a page on this machine, with credentials",
  mode: "cors",
  detect(passed) {
    const allowed = passed.allowOrigin ?? "";
    if (allowed !== passed.hop.origin || !isLocalUrl(allowed) || isLocalUrl(passed.hop.url)) return;
    if (!allowsCredentials(passed)) return;
    return translate`the server allows ${quote(allowed)}, with credentials`;
  },
  explain: () =>
    "Keep local origins out of the production server's list. Otherwise any program on that port of a user's machine can act as the user. On a test server, local origins are fine.",
});
