import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const brokenBody = defineLookAlike({
  id: "broken-body",
  title: "The response body was cut off or could not be decoded",
  headline: (failure) =>
    translate`HTTP ${failure.exchange.status}: the response body was cut off or could not be decoded`,
  detect: (failure) =>
    hasNetError(failure, /^(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|CONTENT_DECODING_.*)$/)
      ? "certain"
      : undefined,
  explain: () =>
    "Look in the server's log for a crash or a timeout during the response. Then compare `Content-Length` and `Content-Encoding` with the body that the server sends.",
});
