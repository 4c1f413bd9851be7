import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason } from "./reason.ts";

export const lowerCaseMethod = defineReason({
  id: "lower-case-method",
  title: "The page does not write the method in upper case",
  headline: ({ matches: [{ step }] }) =>
    translate`The page uses the method ${quote(step.method)} instead of ${quote(step.method.toUpperCase())}`,
  judges: ["preflight"],
  causes: ["method-not-allowed"],
  detect(refusal) {
    const { method } = refusal.matches[0].step;
    if (method === method.toUpperCase()) return;
    if (!knownMethods.has(method.toUpperCase())) return;
    const evidence = quote(`Access-Control-Request-Method: ${method}`);
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: ({ matches: [{ step }] }) =>
    translate`Write \`method: "${step.method.toUpperCase()}"\` in the page. Browsers change get, post, put and delete to upper case, but not this method.`,
});

const knownMethods = new Set(["PATCH", "TRACE", "CONNECT", "QUERY", "PROPFIND", "PURGE", "LINK", "UNLINK"]);
