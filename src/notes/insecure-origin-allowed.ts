import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote, responseHeader } from "./note.ts";

export const insecureOriginAllowed = defineNote({
  id: "insecure-origin-allowed",
  title: "A server on https lets a page on plain http read with cookies",
  mode: "cors",
  detect(passed) {
    const allowed = responseHeader(passed, "Access-Control-Allow-Origin") ?? "";
    if (!passed.hop.url.startsWith("https:") || !allowed.startsWith("http:") || isPotentiallyTrustworthyOrigin(allowed))
      return;
    if (!allowsCredentials(passed)) return;
    return translate`${quote(allowed)} is allowed, with credentials`;
  },
  explain: () =>
    "Whoever sits in the network can change a page on http, and read this API as the user: serve the page over https, and take its http origin off the list.",
});
