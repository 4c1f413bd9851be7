import {
  firstErrorWithAllowOrigin,
  firstPreflightWithAllowOrigin,
  firstSuccessWithAllowOrigin,
} from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { askTheApplicationFirst } from "./fingerprints/layers.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const corsOnOtherRoutesOnly = defineReason({
  id: "cors-on-other-routes-only",
  title: "Other paths of this server send CORS headers, but this path does not",
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status, lacksCorsHeaders }) => status < 400 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const other = allowedUrl(refusal);
    if (other === undefined) return;
    const evidence = translate`${exchange.status} without CORS headers, while ${quote(other)} sends CORS headers`;
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    `${translate("Register the CORS middleware for the whole server, before all routes. The middleware does not run for routes that are registered earlier or mounted elsewhere.")}${askTheApplicationFirst(refusal)}`,
});

/** Another URL of the server whose response names an allowed origin. */
function allowedUrl({ exchange, history }: RefusedFetch): string | undefined {
  const exchanges = history.ofServer(exchange.url);
  const allowing = [
    firstSuccessWithAllowOrigin(exchanges),
    firstErrorWithAllowOrigin(exchanges),
    firstPreflightWithAllowOrigin(exchanges),
  ];
  return allowing.find((other) => other !== null && other.url !== exchange.url)?.url;
}
