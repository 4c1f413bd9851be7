import { allowsCredentials, defineNote } from "./note.ts";

export const wildcardWithAllowCredentials = defineNote({
  id: "wildcard-with-allow-credentials",
  title: "The server allows `*`, which does not work with credentials",
  mode: "cors",
  detect(passed) {
    const both = passed.allowOrigin === "*" && allowsCredentials(passed);
    return both ? "`Access-Control-Allow-Origin: *` with `Access-Control-Allow-Credentials: true`" : undefined;
  },
  explain: () =>
    "List the allowed origins by name, or remove `Access-Control-Allow-Credentials`. This request has no credentials and passes, but browsers refuse every request with cookies.",
});
