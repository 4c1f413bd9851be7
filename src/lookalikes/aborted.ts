import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const aborted = defineLookAlike({
  id: "aborted",
  title: "The page gave the request up before it was answered",
  headline: (failure) => translate`The page gave the request up${elapsed(failure)}, before it was answered`,
  detect: (failure) => (hasNetError(failure, /^ABORTED$/) ? "certain" : undefined),
  explain: () =>
    "Look for a timeout or an `AbortController`, for a form or link that loads another page at the same time (`preventDefault()` is missing), or for a component that cleans up too early.",
});

function elapsed({ exchange }: FailedFetch): string {
  const milliseconds = Math.round(exchange.endedAt - exchange.startedAt);
  return milliseconds > 0 ? translate` after ${milliseconds} ms` : "";
}
