import { getHeader } from "../fetch/headers.ts";
import { defineNote } from "./note.ts";

export const wildcardWithAllowCredentials = defineNote({
  id: "wildcard-with-allow-credentials",
  title: "`*` and `Access-Control-Allow-Credentials: true` do not go together",
  mode: "cors",
  detect({ hop }) {
    const headers = hop.actual?.responseHeaders ?? [];
    const both =
      getHeader(headers, "Access-Control-Allow-Origin") === "*" &&
      getHeader(headers, "Access-Control-Allow-Credentials") === "true";
    return both ? "`Access-Control-Allow-Origin: *` with `Access-Control-Allow-Credentials: true`" : undefined;
  },
  explain: () =>
    "This call needs no credentials and passes; the first one that sends cookies will be refused. Name the origins, or drop `Access-Control-Allow-Credentials`.",
});
