import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const aborted = defineLookAlike({
  id: "aborted",
  title: "The page canceled the request before a response arrived",
  headline: (failure) =>
    failure.unreachedRefusal === ""
      ? translate`The page canceled the request${elapsed(failure)}, before a response arrived`
      : translate`The page canceled the request${elapsed(failure)}. The browser would have refused the response`,
  detect: (failure) => (hasNetError(failure, /^ABORTED$/) ? "certain" : undefined),
  explain: ({ unreachedRefusal }) =>
    unreachedRefusal === ""
      ? "Look for a timeout or an `AbortController` in the page. A form or link may also load another page at the same time: call `preventDefault()`. Or a component unmounts too early."
      : translate`The response fails the CORS check: ${unreachedRefusal}. The page canceled the request before this check. Send the request again and let it end, to see the refusal and the fix.`,
});

function elapsed({ exchange }: FailedFetch): string {
  const milliseconds = Math.round(exchange.endedAt - exchange.startedAt);
  return milliseconds > 0 ? translate` after ${milliseconds} ms` : "";
}
