import { byBody, byHost, byPath, defineServer } from "./server.ts";

/**
 * n8n. Only its webhooks answer other origins, each as the options of its Webhook node say. A webhook that is not
 * active, or is for another method, is a 404 without CORS headers.
 * @see https://github.com/n8n-io/n8n/blob/master/packages/cli/src/webhooks/webhook-request-handler.ts
 * @see https://github.com/n8n-io/n8n/blob/master/packages/cli/src/errors/response-errors/webhook-not-found.error.ts
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/
 */
export const n8n = defineServer({
  id: "n8n",
  name: "n8n",
  layer: "product",
  recognize: (response) =>
    byBody(response, notRegistered) ??
    byHost(response, /\.app\.n8n\.cloud$/) ??
    byPath(response, /^\/webhook(-test)?\//),
  answersItself: ({ status, body }) => status === 404 && notRegistered.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `Allowed Origins (CORS)` of the Webhook node",
    language: "text",
    lines: ({ added: { origins } }) =>
      origins.length > 0
        ? [
            "Open the workflow and its Webhook node",
            "Options > Add option > Allowed Origins (CORS)",
            `Enter ${origins.join(",")}`,
            "Save and activate the workflow",
          ]
        : [],
    warnings: ["Keep the existing origins, separated by commas without spaces."],
  },
});

/** The message of a 404 for a webhook that is not active, or has another method. */
const notRegistered = /[Ww]ebhook (\\"[^"]{0,200}" )?is not registered( for [A-Z]+ requests|\.)/;
