import { splitList } from "../fetch/headers.ts";
import { defineNote, responseHeader } from "./note.ts";

export const literalExposeWildcard = defineNote({
  id: "literal-expose-wildcard",
  title: "`Access-Control-Expose-Headers: *` exposes nothing to a request with credentials",
  mode: "cors",
  detect(passed) {
    if (passed.credentials !== "include") return;
    const exposed = responseHeader(passed, "Access-Control-Expose-Headers");
    if (exposed === null || !splitList(exposed).includes("*")) return;
    return "`Access-Control-Expose-Headers: *` in the answer to a request with credentials";
  },
  explain: () => "With credentials `*` is the name of a header, not a wildcard: list the names that the page reads.",
});
