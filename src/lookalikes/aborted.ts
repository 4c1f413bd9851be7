import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const aborted = defineLookAlike({
  id: "aborted",
  title: "The page canceled the request before a response arrived",
  headline: (failure) => translate`The page canceled the request${elapsed(failure)}, before a response arrived`,
  detect: (failure) => (hasNetError(failure, /^ABORTED$/) ? "certain" : undefined),
  explain: () =>
    "Look for a timeout or an `AbortController` in the page. A form or link may also load another page at the same time: call `preventDefault()`. Or a component unmounts too early.",
});

function elapsed({ exchange }: FailedFetch): string {
  const milliseconds = Math.round(exchange.endedAt - exchange.startedAt);
  return milliseconds > 0 ? translate` after ${milliseconds} ms` : "";
}
