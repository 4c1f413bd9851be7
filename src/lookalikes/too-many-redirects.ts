import { say } from "../prose.ts";
import { defineLookAlike, endedBy, urlOf } from "./lookalike.ts";

export const tooManyRedirects = defineLookAlike({
  id: "too-many-redirects",
  title: "The server redirects in a circle",
  detect: (failure) => (endedBy(failure, /^TOO_MANY_REDIRECTS$/) ? "certain" : undefined),
  explain: (failure) =>
    say`Follow ${urlOf(failure)} with \`curl -L\`: often two layers undo each other's redirect, such as http and https, or with and without a slash.`,
});
