import { extractHeaderListValues } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const lowerCaseMethodList = defineReason({
  id: "lower-case-method-list",
  title: "The server's list of methods is not in upper case",
  judges: ["preflight"],
  causes: ["method-not-allowed"],
  detect(refusal) {
    const { method } = refusal.matches[0].step;
    if (method !== method.toUpperCase()) return;
    const methods = extractHeaderListValues(refusal.exchange.responseHeaders, "Access-Control-Allow-Methods") ?? [];
    if (!methods.some((listed) => listed.toUpperCase() === method)) return;
    const list = responseHeader(refusal, "Access-Control-Allow-Methods") ?? "";
    return { certainty: "certain", evidence: quote(`Access-Control-Allow-Methods: ${list}`), remedy: "grant" };
  },
  explain: ({ matches: [{ step }] }) =>
    translate`Write ${quote(step.method)} in upper case in the server's list. Method names are case-sensitive.`,
});
