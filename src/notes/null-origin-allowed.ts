import { translate } from "../text/translate.ts";
import { allowsCredentials, defineNote } from "./note.ts";

export const nullOriginAllowed = defineNote({
  id: "null-origin-allowed",
  title: "The server allows the origin `null`, which every site can use",
  mode: "cors",
  detect(passed) {
    if (passed.allowOrigin !== "null") return;
    const withCredentials = allowsCredentials(passed);
    return `\`Access-Control-Allow-Origin: null\`${withCredentials ? translate(" with `Access-Control-Allow-Credentials: true`") : ""}`;
  },
  explain: () =>
    "Remove `null` from the server's list, and serve your page over http. Any site can create a sandboxed frame with the origin `null`.",
});
