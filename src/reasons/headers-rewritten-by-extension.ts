import { defineReason } from "./reason.ts";

export const headersRewrittenByExtension = defineReason({
  id: "headers-rewritten-by-extension",
  title: "An extension or a tool changes response headers in this browser",
  judges: ["preflight", "actual", "stored"],
  detect({ headersAreOverridden }) {
    if (!headersAreOverridden) return;
    return {
      certainty: "possible",
      evidence: "the browser let another response in this recording pass, although its headers forbid that",
    };
  },
  explain: () =>
    "Try again in a private window without extensions to see what your users see. An extension that “unblocks CORS” hides some failures and causes others.",
});
