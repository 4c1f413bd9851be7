import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isHtml, responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

/**
 * A host of static files that responds to `OPTIONS` with a stored page: the URL has a page and no API. Frameworks that
 * respond to `OPTIONS` with the type of a page send no `ETag` with it.
 * @see https://github.com/twikoojs/twikoo-netlify/issues/2
 */
export const webPageAnsweredPreflight = defineReason({
  id: "web-page-answered-preflight",
  title: "A stored web page responded to `OPTIONS`, not an API",
  judges: ["preflight"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status, lacksCorsHeaders }) => status === 200 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange, hop } = refusal;
    const tag = responseHeader(refusal, "ETag");
    if (!isHtml(exchange) || tag === null || /^(GET|HEAD)$/.test(hop.method)) return;
    const type = responseHeader(refusal, "Content-Type") ?? "";
    return {
      certainty: "possible",
      evidence: translate`\`OPTIONS\` 200 with ${quote(`Content-Type: ${type}`)} and ${quote(`ETag: ${tag}`)}`,
      remedy: "change-request",
    };
  },
  explain: ({ hop }) =>
    translate`Check the URL first: a page cannot handle ${quote(hop.method)}. Often the path of the function or of the API is missing, such as \`/.netlify/functions/NAME\` or \`/api/NAME\`. Or a rewrite for a single-page application also catches the API's paths.`,
});
