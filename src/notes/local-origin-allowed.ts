import { isLocalUrl } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote, responseHeader } from "./note.ts";

export const localOriginAllowed = defineNote({
  id: "local-origin-allowed",
  title: "A server on the internet lets a page of this machine read with credentials",
  mode: "cors",
  detect(passed) {
    const allowed = responseHeader(passed, "Access-Control-Allow-Origin") ?? "";
    if (allowed !== passed.hop.origin || !isLocalUrl(allowed) || isLocalUrl(passed.hop.url)) return;
    if (!allowsCredentials(passed)) return;
    return translate`${quote(allowed)} is allowed, with credentials`;
  },
  explain: () =>
    "That is right for a server under test; in production it lets whatever listens at that port of a user's machine act as the user: keep such origins out of the production list.",
});
