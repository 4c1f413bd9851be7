import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const csrfRejected = defineNote({
  id: "csrf-rejected",
  title: "CORS passed, but the server's CSRF protection refused the request",
  mode: "cors",
  detect({ hop }) {
    const { status, responseText } = hop.actual ?? {};
    if ((status !== 403 && status !== 419) || !responseText) return;
    return /\b(csrf|xsrf)\b/i.test(responseText.slice(0, 10_000))
      ? translate`HTTP ${status}, and the body mentions CSRF`
      : undefined;
  },
  explain: () =>
    "Send the CSRF token that the framework expects. Also add the page's origin to the framework's trusted origins, which is a separate list from the CORS origins.",
});
