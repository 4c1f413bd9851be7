import type { Policy } from "../remedy.ts";
import { byHost, defineServer } from "./server.ts";

/**
 * Azure API Management. Its `cors` policy answers every preflight; one from an origin that is not in the policy gets an empty 200
 * without CORS headers, and so does a simple request.
 * @see https://learn.microsoft.com/azure/api-management/cors-policy
 */
export const azureApiManagement = defineServer({
  id: "azure-api-management",
  name: "Azure API Management",
  layer: "product",
  recognize: (response) => byHost(response, /\.azure-api\.(net|us|cn)$/),
  answersItself: ({ method, status, header }) =>
    method === "OPTIONS" && status === 200 && header("Content-Length") === "0",
  stacks: [],
  setting: {
    title: "Add the page's origin to the `cors` policy",
    language: "xml",
    lines: corsPolicy,
    warnings: [
      "Put the element into `<inbound>` of the policy, for all APIs or for this one. If a `cors` element is there already, only add the new lines to its lists.",
      "If several scopes have a `cors` element, check `<base />`: the first element that matches responds.",
    ],
  },
});

/** The whole element, because its lists belong together. */
function corsPolicy({ origins, credentials, methods, headers, exposed }: Policy): string[] {
  const list = (name: string, item: string, values: readonly string[]) =>
    values.length === 0
      ? []
      : [`  <${name}>`, ...values.map((value) => `    <${item}>${value}</${item}>`), `  </${name}>`];
  return [
    `<cors allow-credentials="${credentials}">`,
    ...list("allowed-origins", "origin", origins === "*" ? ["*"] : origins),
    ...list("allowed-methods", "method", methods),
    ...list("allowed-headers", "header", headers),
    ...list("expose-headers", "header", exposed),
    "</cors>",
  ];
}
