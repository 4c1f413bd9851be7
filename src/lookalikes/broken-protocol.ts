import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const brokenProtocol = defineLookAlike({
  id: "broken-protocol",
  title: "The server's answer breaks the rules of HTTP",
  headline: (failure) =>
    translate`The server's answer breaks the rules of HTTP (${quote(failure.exchange.error ?? "")})`,
  detect: (failure) =>
    hasNetError(
      failure,
      /^(HTTP2_|HTTP_1_1_REQUIRED|QUIC_|INVALID_HTTP_RESPONSE|INVALID_CHUNKED|RESPONSE_HEADERS_|INVALID_RESPONSE)/,
    )
      ? "certain"
      : undefined,
  explain: () =>
    "Look at the proxy in front and at the server's log; a crash in mid-answer, a header that is too long or set twice shows like this.",
});
