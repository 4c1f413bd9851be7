import { getHeader } from "../fetch/headers.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const nullOriginAllowed = defineNote({
  id: "null-origin-allowed",
  title: "The server allows `null`, and with it a frame of any site",
  mode: "cors",
  detect({ hop }) {
    const headers = hop.actual?.responseHeaders ?? [];
    if (getHeader(headers, "Access-Control-Allow-Origin") !== "null") return;
    const withCredentials = getHeader(headers, "Access-Control-Allow-Credentials") === "true";
    return `\`Access-Control-Allow-Origin: null\`${withCredentials ? translate(" with `Access-Control-Allow-Credentials: true`") : ""}`;
  },
  explain: () =>
    "Any site can make a sandboxed frame whose origin is `null`: take `null` off the list, and serve the page that needs it over http.",
});
