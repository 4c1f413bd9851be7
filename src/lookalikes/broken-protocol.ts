import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const brokenProtocol = defineLookAlike({
  id: "broken-protocol",
  title: "The server's response is not valid HTTP",
  headline: (failure) => translate`The server's response is not valid HTTP (${quote(failure.exchange.error ?? "")})`,
  detect: (failure) =>
    hasNetError(
      failure,
      /^(HTTP2_|HTTP_1_1_REQUIRED|QUIC_|INVALID_HTTP_RESPONSE|INVALID_CHUNKED|RESPONSE_HEADERS_|INVALID_RESPONSE)/,
    )
      ? "certain"
      : undefined,
  explain: () =>
    "Check the logs of the server and of the proxy in front of it. Typical causes are a crash during the response, and a header that is too long or set twice.",
});
