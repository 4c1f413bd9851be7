import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const lowerCaseMethod = defineReason({
  id: "lower-case-method",
  title: "The page spells the method in lower case, and methods are compared letter by letter",
  headline: ({ matches: [{ step }] }) =>
    translate`The page says ${quote(step.method)}; the method is ${quote(step.method.toUpperCase())}, and letter case counts`,
  judges: ["preflight"],
  detect(refusal) {
    const { method } = refusal.matches[0].step;
    if (!isRefusedBy(refusal, "method-not-allowed") || method === method.toUpperCase()) return;
    if (!knownMethods.has(method.toUpperCase())) return;
    const evidence = quote(`Access-Control-Request-Method: ${method}`);
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: ({ matches: [{ step }] }) =>
    translate`Write \`method: "${step.method.toUpperCase()}"\` in the page: browsers put get, post, put and delete into upper case, but leave this one as it is.`,
});

const knownMethods = new Set(["PATCH", "TRACE", "CONNECT", "QUERY", "PROPFIND", "PURGE", "LINK", "UNLINK"]);
