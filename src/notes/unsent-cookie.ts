import { getHeader } from "../fetch/headers.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const unsentCookie = defineNote({
  id: "unsent-cookie",
  title: "CORS passed, but no cookie went with the call, and the server asks for a login",
  mode: "cors",
  detect({ hop, credentials }) {
    const { actual } = hop;
    if (!actual?.hasWireHeaders || credentials !== "include" || (actual.status !== 401 && actual.status !== 403))
      return;
    if (getHeader(actual.requestHeaders, "Cookie") !== null) return;
    if (getHeader(actual.requestHeaders, "Authorization") !== null) return;
    return translate`${actual.status} to a call with credentials and without \`Cookie\``;
  },
  explain: () =>
    "Look at the cookie's attributes in DevTools (Application): without `SameSite=None; Secure` it stays on its own site, and some browsers block third-party cookies altogether.",
});
