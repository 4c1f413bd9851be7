import { defineNote } from "./note.ts";

export const opaqueResponse = defineNote({
  id: "opaque-response",
  title: 'The page cannot read this response: it was fetched with `mode: "no-cors"`',
  mode: "no-cors",
  detect({ hop }) {
    const { actual, isCrossOrigin } = hop;
    if (!isCrossOrigin || actual?.resourceType !== "fetch" || actual.status === 0) return;
    return '`mode: "no-cors"` from a script: status 0 and an empty body is all that it sees';
  },
  explain: () =>
    "`no-cors` does not switch CORS off, it gives up reading: take it out of the call, and let the server send CORS headers. Keep it only where the answer does not matter.",
});
