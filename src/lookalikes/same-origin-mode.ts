import { defineLookAlike } from "./lookalike.ts";

export const sameOriginMode = defineLookAlike({
  id: "same-origin-mode",
  title: 'The request has `mode: "same-origin"`, but goes to another origin',
  detect: ({ fetch }) => (fetch.mode === "same-origin" ? "certain" : undefined),
  explain: () =>
    'Remove `mode: "same-origin"` from the request. Or let the server respond without a redirect to another origin.',
});
