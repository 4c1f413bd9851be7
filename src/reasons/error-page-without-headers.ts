import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { firstSuccessWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { remedyForError } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * An error that no other reason explains. ASP.NET Core responds to an unhandled exception with a bare 500; `UseCors`
 * before the endpoints adds its headers to what `UseExceptionHandler` writes instead.
 * @see https://github.com/dotnet/aspnetcore/issues/8463
 * @see https://github.com/fruitcake/laravel-cors/issues/301
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/middleware/#middleware-order
 */
export const errorPageWithoutHeaders = defineReason({
  id: "error-page-without-headers",
  title: "The server failed, and its error page has no CORS headers",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}${exchange.status === 404 ? translate(" (not found)") : ""}, and ${
      exchange.status >= 500 ? translate("its error page") : translate("the response")
    } has no CORS headers`,
  general: true,
  judges: ["actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status }) => status >= 400,
  detect(refusal) {
    const { exchange } = refusal;
    return {
      certainty: "certain",
      evidence: translate`${quote(exchange.method)} ${exchange.status} without \`Access-Control-Allow-Origin\`${contrast(refusal)}`,
      // Code that only grants leaves a crash without headers.
      remedy: exchange.status >= 500 ? "keep-on-errors" : remedyForError(refusal),
    };
  },
  explain: (refusal) => {
    const { status } = refusal.exchange;
    if (status < 500) {
      return translate`Find the cause of HTTP ${status} first. Then send the CORS headers with error responses too, so that the page can read errors.`;
    }
    if (serverInResponse(refusal, "php", "laravel"))
      return "Look in the server's log first: the crash is the real error. If the code calls `dd()`, `die()` or `exit`, PHP ends the request there, before the CORS middleware adds its headers.";
    return serverInResponse(refusal, "aspnet-core")
      ? "Look in the server's log first: the exception is the real error. Then call `UseExceptionHandler` and `UseCors` before the endpoints, so that the error page gets the CORS headers."
      : "Look in the server's log first: the crash is the real error. Then send the CORS headers with error responses too, so that the page can read the status.";
  },
});

/** The end of the evidence: a response of the same URL that has the header; "" when there is none. */
function contrast({ exchange, hop, history }: RefusedFetch): string {
  const success = firstSuccessWithAllowOrigin(history.ofUrl(exchange.url));
  if (success) return translate`, while ${quote(success.method)} ${success.status} of the same URL has the header`;
  const ofPreflight = hop.preflight && corsHeadersOf(hop.preflight).allowOrigin !== null;
  return ofPreflight ? translate(", while the preflight has the header") : "";
}
