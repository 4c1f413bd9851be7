import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * n8n has no webhook for the path and the method: the workflow is not active, or its Webhook node has another method. Only active
 * webhooks send CORS headers, so a setting for origins changes nothing.
 * @see https://github.com/n8n-io/n8n/blob/master/packages/cli/src/errors/response-errors/webhook-not-found.error.ts
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/workflow-development/
 */
export const webhookNotRegistered = defineReason({
  id: "webhook-not-registered",
  title: "n8n has no active webhook at this URL",
  headline: (refusal) => translate`n8n has no active webhook for ${quote(refusal.hop.method)} at this URL (HTTP 404)`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status }) => status === 404,
  detect(refusal) {
    const n8n = serverInResponse(refusal, "n8n");
    if (n8n?.certainty !== "certain") return;
    const evidence = translate`${quote(refusal.exchange.method)} 404 from n8n (${n8n.evidence})`;
    return { certainty: n8n.madeResponse ? "certain" : "possible", evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    isTestUrl(refusal)
      ? translate`Click "Listen for test event" in the workflow, and send the request within two minutes. For a permanent URL, activate the workflow and request \`/webhook/\` instead of \`/webhook-test/\`.`
      : translate`Activate the workflow in n8n, and set the method of its Webhook node to ${quote(refusal.hop.method)}. Compare the path in the URL with the node's production URL.`,
});

function isTestUrl({ exchange }: RefusedFetch): boolean {
  return URL.canParse(exchange.url) && new URL(exchange.url).pathname.startsWith("/webhook-test/");
}
