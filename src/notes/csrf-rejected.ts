import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const csrfRejected = defineNote({
  id: "csrf-rejected",
  title: "CORS passed; the server's protection against forged requests (CSRF) refused the call",
  mode: "cors",
  detect({ hop }) {
    const { status, responseText } = hop.actual ?? {};
    if ((status !== 403 && status !== 419) || !responseText) return;
    return /\b(csrf|xsrf)\b/i.test(responseText.slice(0, 10_000))
      ? translate`${status}, and the body speaks of CSRF`
      : undefined;
  },
  explain: () =>
    "Send the CSRF token that the framework expects, and put the page's origin on the framework's list of trusted origins, which is not the CORS list.",
});
