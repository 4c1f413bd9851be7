import { splitList } from "../fetch/headers.ts";
import { defineNote, responseHeader } from "./note.ts";

export const literalExposeWildcard = defineNote({
  id: "literal-expose-wildcard",
  title: "`*` exposes no response headers to a request with credentials",
  mode: "cors",
  detect(passed) {
    if (passed.credentials !== "include") return;
    const exposed = responseHeader(passed, "Access-Control-Expose-Headers");
    if (exposed === null || !splitList(exposed).includes("*")) return;
    return "`Access-Control-Expose-Headers: *`";
  },
  explain: () => "List the names of the headers that the page reads. With credentials, `*` is not a wildcard.",
});
