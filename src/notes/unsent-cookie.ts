import { getHeader } from "../fetch/headers.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const unsentCookie = defineNote({
  id: "unsent-cookie",
  title: "CORS passed, but the browser sent no cookie, and the server refused the request",
  mode: "cors",
  detect({ hop, credentials }) {
    const { actual } = hop;
    if (!actual?.hasWireHeaders || credentials !== "include" || (actual.status !== 401 && actual.status !== 403))
      return;
    if (getHeader(actual.requestHeaders, "Cookie") !== null) return;
    if (getHeader(actual.requestHeaders, "Authorization") !== null) return;
    return translate`HTTP ${actual.status} for a request with credentials but without \`Cookie\``;
  },
  explain: () =>
    "Check the cookie's attributes in DevTools (Application). Without `SameSite=None; Secure`, the browser sends the cookie only within its own site. Some browsers block all third-party cookies.",
});
