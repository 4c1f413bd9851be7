import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote, responseHeader } from "./note.ts";

export const nullOriginAllowed = defineNote({
  id: "null-origin-allowed",
  title: "The server allows `null`, and with it a frame of any site",
  mode: "cors",
  detect(passed) {
    if (responseHeader(passed, "Access-Control-Allow-Origin") !== "null") return;
    const withCredentials = allowsCredentials(passed);
    return `\`Access-Control-Allow-Origin: null\`${withCredentials ? translate(" with `Access-Control-Allow-Credentials: true`") : ""}`;
  },
  explain: () =>
    "Any site can make a sandboxed frame whose origin is `null`: take `null` off the list, and serve the page that needs it over http.",
});
