import { extractHeaderListValues } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const frameworkDefaultMethods = defineReason({
  id: "framework-default-methods",
  title: "The list of allowed methods is a framework's default",
  judges: ["preflight"],
  causes: ["method-not-allowed"],
  detect(refusal) {
    const methods = extractHeaderListValues(refusal.exchange.responseHeaders, "Access-Control-Allow-Methods") ?? [];
    if ([...methods].sort().join() !== "GET,HEAD,POST") return;
    const list = responseHeader(refusal, "Access-Control-Allow-Methods") ?? "";
    return { certainty: "possible", evidence: quote(`Access-Control-Allow-Methods: ${list}`), remedy: "grant" };
  },
  explain: ({ matches: [{ step }] }) =>
    translate`List all methods that the API has, including ${quote(step.method)}. By default, \`@fastify/cors\` and Spring allow only GET, HEAD and POST.`,
});
