import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const brokenBody = defineLookAlike({
  id: "broken-body",
  title: "The answer came, and its body broke off or could not be decoded",
  headline: (failure) =>
    translate`The answer came (HTTP ${failure.exchange.status}), and its body broke off or could not be decoded`,
  detect: (failure) =>
    hasNetError(failure, /^(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|CONTENT_DECODING_.*)$/)
      ? "certain"
      : undefined,
  explain: () =>
    "Compare `Content-Length` and `Content-Encoding` with what is sent, and look for a crash or a timeout in mid-answer.",
});
