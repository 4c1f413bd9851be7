import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const passesAgainstItsHeaders = defineNote({
  id: "passes-against-its-headers",
  title: "This request passes only in your browser",
  mode: "cors",
  detect({ hop, allowOrigin: allowed }) {
    const { actual, isCrossOrigin, origin } = hop;
    if (!actual || !isCrossOrigin || actual.error !== null || !actual.hasWireHeaders) return;
    if (actual.status === 0 || actual.status === 304) return;
    if (allowed === "*" || allowed === origin) return;
    return allowed === null
      ? "the response has no `Access-Control-Allow-Origin`, but the browser let it pass"
      : translate`the response allows ${quote(allowed)}, but the browser let it pass for ${quote(origin)}`;
  },
  explain: () =>
    "Try again in a private window without extensions to see what your users see. An extension that changes headers, DevTools' local overrides or `--disable-web-security` lets this response pass.",
});
