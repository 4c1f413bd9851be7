import { getHeader } from "../fetch/headers.ts";
import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const insecureOriginAllowed = defineNote({
  id: "insecure-origin-allowed",
  title: "A server on https lets a page on plain http read with cookies",
  mode: "cors",
  detect({ hop }) {
    const headers = hop.actual?.responseHeaders ?? [];
    const allowed = getHeader(headers, "Access-Control-Allow-Origin") ?? "";
    if (!hop.url.startsWith("https:") || !allowed.startsWith("http:") || isPotentiallyTrustworthyOrigin(allowed))
      return;
    if (getHeader(headers, "Access-Control-Allow-Credentials") !== "true") return;
    return translate`${quote(allowed)} is allowed, with credentials`;
  },
  explain: () =>
    "Whoever sits in the network can change a page on http, and read this API as the user: serve the page over https, and take its http origin off the list.",
});
