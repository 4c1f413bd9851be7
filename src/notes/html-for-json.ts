import { getHeader } from "../fetch/headers.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const htmlForJson = defineNote({
  id: "html-for-json",
  title: "CORS passed; the page asked for JSON and got an HTML page",
  mode: "cors",
  detect({ hop }) {
    const { actual } = hop;
    if (!actual || (actual.resourceType !== "fetch" && actual.resourceType !== "xhr")) return;
    if (!/^application\/json\b/i.test(getHeader(actual.requestHeaders, "Accept") ?? "")) return;
    if (!/^text\/html\b/i.test(getHeader(actual.responseHeaders, "Content-Type") ?? "")) return;
    return translate`${actual.status} with \`Content-Type: text/html\`, asked with \`Accept: application/json\``;
  },
  explain: () =>
    "Reading it as JSON fails with “Unexpected token <”: look at the path and the status; it is an error page or the application's start page.",
});
