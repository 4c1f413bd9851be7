import { getHeader } from "../fetch/headers.ts";
import { responseHeaderOf } from "../fetch/response-header.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const htmlForJson = defineNote({
  id: "html-for-json",
  title: "CORS passed, but the page requested JSON and received HTML",
  mode: "cors",
  detect({ hop }) {
    const { actual } = hop;
    if (!actual || (actual.resourceType !== "fetch" && actual.resourceType !== "xhr")) return;
    if (!/^text\/html\b/i.test(responseHeaderOf(actual, "Content-Type") ?? "")) return;
    if (!/^application\/json\b/i.test(getHeader(actual.requestHeaders, "Accept") ?? "")) return;
    return translate`HTTP ${actual.status} with \`Content-Type: text/html\`, requested with \`Accept: application/json\``;
  },
  explain: () =>
    "Check the path and the status. The response is an error page or the application's start page. Parsing HTML as JSON fails with “Unexpected token <”.",
});
