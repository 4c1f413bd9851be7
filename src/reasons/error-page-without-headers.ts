import { getHeader } from "../fetch/headers.ts";
import { firstSuccessWithAllowOrigin } from "../history/server-facts.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, remedyForError } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * An error that no other reason explains. ASP.NET Core responds to an unhandled exception with a bare 500; `UseCors`
 * before the endpoints adds its headers to what `UseExceptionHandler` writes instead.
 * @see https://github.com/dotnet/aspnetcore/issues/8463
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/middleware/#middleware-order
 */
export const errorPageWithoutHeaders = defineReason({
  id: "error-page-without-headers",
  title: "The server failed, and its error page has no CORS headers",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}${exchange.status === 404 ? translate(", nothing is there") : ""}, and ${
      exchange.status >= 500 ? translate("its error page") : translate("the response")
    } has no CORS headers`,
  general: true,
  judges: ["actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (exchange.status < 400 || !isRefusedBy(refusal, "missing-allow-origin")) return;
    return {
      certainty: "certain",
      evidence: translate`\`${exchange.method}\` ${exchange.status} without \`Access-Control-Allow-Origin\`${contrast(refusal)}`,
      // Code that only grants leaves a crash without headers.
      remedy: exchange.status >= 500 ? "keep-on-errors" : remedyForError(refusal),
    };
  },
  explain: (refusal) => {
    const { status } = refusal.exchange;
    if (status < 500) {
      return translate`The ${status} is the real error. Let error responses carry the CORS headers too, so that the page can read it.`;
    }
    return serverInResponse(refusal, "aspnet-core")
      ? "Look into the server's log first: the exception is the real error. Then call `UseExceptionHandler` and `UseCors` before the endpoints, so that the error page gets the CORS headers."
      : "Look into the server's log first: the crash is the real error. Then let error responses carry the CORS headers too, so that the page sees the status next time.";
  },
});

/** The end of the evidence: a response of the same URL that has the header; "" when there is none. */
function contrast({ exchange, hop, history }: RefusedFetch): string {
  const success = firstSuccessWithAllowOrigin(history.ofUrl(exchange.url));
  if (success) return translate`, while \`${success.method}\` ${success.status} of the same URL has it`;
  const ofPreflight = hop.preflight && getHeader(hop.preflight.responseHeaders, "Access-Control-Allow-Origin") !== null;
  return ofPreflight ? translate(", while its preflight has it") : "";
}
