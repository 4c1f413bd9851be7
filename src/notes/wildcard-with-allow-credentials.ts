import { allowsCredentials, defineNote, responseHeader } from "./note.ts";

export const wildcardWithAllowCredentials = defineNote({
  id: "wildcard-with-allow-credentials",
  title: "`*` and `Access-Control-Allow-Credentials: true` do not go together",
  mode: "cors",
  detect(passed) {
    const both = responseHeader(passed, "Access-Control-Allow-Origin") === "*" && allowsCredentials(passed);
    return both ? "`Access-Control-Allow-Origin: *` with `Access-Control-Allow-Credentials: true`" : undefined;
  },
  explain: () =>
    "This call needs no credentials and passes; the first one that sends cookies will be refused. Name the origins, or drop `Access-Control-Allow-Credentials`.",
});
