import { defineLookAlike } from "./lookalike.ts";

export const sameOriginMode = defineLookAlike({
  id: "same-origin-mode",
  title: 'The page allows its own origin only (`mode: "same-origin"`), and the call leads to another',
  detect: ({ fetch }) => (fetch.mode === "same-origin" ? "certain" : undefined),
  explain: () =>
    'Take `mode: "same-origin"` out of the call, or let the server answer without a redirect to another origin.',
});
