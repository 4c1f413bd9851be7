import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isPreflightRefused, responseHeader } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * IIS's own responses in place of the application's: the 405 of the WebDAV module or of the handler for files, and the
 * 200 of `OPTIONSVerbHandler`.
 * @see https://learn.microsoft.com/en-us/aspnet/web-api/overview/testing-and-debugging/troubleshooting-http-405-errors-after-publishing-web-api-applications
 * @see https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wdvse/626ff89b-8938-4c31-b868-d9b3824a92f4
 */
export const iisResponded = defineReason({
  id: "iis-responded",
  title: "IIS responded before the application",
  headline: ({ exchange }) =>
    translate`IIS responded to ${quote(exchange.method)} with ${exchange.status} before the application`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => (status === 405 || status === 200) && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const allow = responseHeader(refusal, "Allow");
    if (!serverInResponse(refusal, "iis")?.madeResponse || allow === null) return;
    if (exchange.status === 200 && !isPreflightRefused(refusal)) return;
    return {
      certainty: "certain",
      evidence: translate`${quote(exchange.method)} ${exchange.status} from IIS with ${quote(`Allow: ${allow}`)}`,
      remedy: isPreflightRefused(refusal) ? "answer-preflight" : "keep-on-errors",
    };
  },
  explain: (refusal) =>
    isHandlerForOptions(refusal)
      ? 'Remove `OPTIONSVerbHandler` in `web.config`, so that `OPTIONS` reaches the application: `<handlers><remove name="OPTIONSVerbHandler" /></handlers>`. Then let the application\'s CORS middleware respond.'
      : 'Remove WebDAV in `web.config`: `<modules><remove name="WebDAVModule" /></modules>` and `<handlers><remove name="WebDAV" /></handlers>`. If the 405 stays, let the application\'s handler accept every verb, as `verb="*"`.',
});

function isHandlerForOptions({ exchange }: RefusedFetch): boolean {
  return exchange.status === 200;
}
