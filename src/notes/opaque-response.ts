import { defineNote } from "./note.ts";

export const opaqueResponse = defineNote({
  id: "opaque-response",
  title: 'The page cannot read this response, because the request has `mode: "no-cors"`',
  mode: "no-cors",
  detect({ hop }) {
    const { actual, isCrossOrigin } = hop;
    if (!isCrossOrigin || actual?.resourceType !== "fetch" || actual.status === 0) return;
    return "the script sees only status 0 and an empty body";
  },
  explain: () =>
    "Remove `no-cors` from the request, and let the server send CORS headers. `no-cors` does not turn off CORS: the response stays hidden. Keep `no-cors` only if the page does not need the response.",
});
