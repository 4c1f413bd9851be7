import { quote } from "../text/quote.ts";
import { say } from "../text/translate.ts";
import { verdictIs } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const lowerCaseMethod = defineReason({
  id: "lower-case-method",
  title: "The page spells the method in lower case, and methods are compared letter by letter",
  headline: ({ hits: [{ step }] }) =>
    say`The page says ${quote(step.method)}; the method is ${quote(step.method.toUpperCase())}, and letter case counts`,
  judges: ["preflight"],
  detect(refusal) {
    const { method } = refusal.hits[0].step;
    if (!verdictIs(refusal, "method-not-allowed") || method === method.toUpperCase()) return;
    if (!knownMethods.has(method.toUpperCase())) return;
    const evidence = quote(`Access-Control-Request-Method: ${method}`);
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: ({ hits: [{ step }] }) =>
    say`Write \`method: "${step.method.toUpperCase()}"\` in the page: browsers put get, post, put and delete into upper case, but leave this one as it is.`,
});

const knownMethods = new Set(["PATCH", "TRACE", "CONNECT", "QUERY", "PROPFIND", "PURGE", "LINK", "UNLINK"]);
