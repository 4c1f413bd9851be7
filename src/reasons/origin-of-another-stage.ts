import { isLocalHost } from "../fetch/local-network-access.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originOfAnotherStage = defineReason({
  id: "origin-of-another-stage",
  title: "The server allows a different environment's origin",
  headline: (refusal) => translate`The server allows ${quote(allowedOrigin(refusal) ?? "")}, not this page's origin`,
  judges: ["preflight", "actual"],
  causes: ["allow-origin-mismatch"],
  detect(refusal) {
    const value = allowedOrigin(refusal);
    const origin = requestOrigin(refusal);
    if (value === undefined || origin === "null") return;
    if (!URL.canParse(origin) || !areStagesOfOnePage(new URL(value).hostname, new URL(origin).hostname)) return;
    const evidence = translate`the server allows ${quote(value)}, the page's origin is ${quote(origin)}`;
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(
      refusal,
      (origin) =>
        translate`Add ${origin} to a list with the origins of all environments. Send only the entry that matches the request's \`Origin\`.`,
    ),
});

/** The allowed origin that is another than the page's; undefined when the browser refused something else. */
function allowedOrigin(refusal: RefusedFetch): string | undefined {
  const value = responseHeader(refusal, "Access-Control-Allow-Origin");
  return value !== null && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined;
}

/** True for a local and a public host, and for two hosts of one domain. */
function areStagesOfOnePage(a: string, b: string): boolean {
  if (a === b) return false;
  if (isLocalHost(a) !== isLocalHost(b)) return true;
  return !isLocalHost(a) && lastTwoLabels(a) === lastTwoLabels(b);
}

/** The last two labels of a host name, which suffice for a `possible` match. */
function lastTwoLabels(hostname: string): string {
  return hostname.split(".").slice(-2).join(".");
}
