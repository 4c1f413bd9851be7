import { defineReason } from "./reason.ts";

export const headersRewrittenByExtension = defineReason({
  id: "headers-rewritten-by-extension",
  title: "An extension or tool changes response headers on their way to the page",
  judges: ["preflight", "actual", "stored"],
  detect({ headersAreOverridden }) {
    if (!headersAreOverridden) return;
    return {
      certainty: "possible",
      evidence: "the browser let another response of this recording pass that its own headers forbid",
    };
  },
  explain: () =>
    "Try again in a private window without extensions: one that “unblocks CORS” hides some failures and causes others, and what you see is not what your users see.",
});
