import { byHeader, byHeaderName, byHost, defineServer } from "./server.ts";
import { s3Rule } from "./settings/bucket-rule.ts";

/**
 * Wasabi, a store with the API of Amazon S3. It has a default CORS configuration that a bucket's own one replaces.
 * @see https://docs.wasabi.com/docs/cross-origin-resource-sharing-cors
 * @see https://docs.wasabi.com/docs/rest-api-introduction
 */
export const wasabi = defineServer({
  id: "wasabi",
  name: "Wasabi",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^WasabiS3\b/i) ??
    byHeaderName(response, ["x-wasabi-cm-reference-id"]) ??
    byHost(response, /(^|\.)wasabisys\.com$/),
  answersItself: ({ status, body }) => status >= 300 && /<Error>\s*<Code>/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add a CORS rule for the page's origin to the bucket",
    language: "json",
    lines: s3Rule,
    warnings: [
      "In the bucket's Settings > Permissions > Cross-Origin Resource Sharing (CORS), add the rule to the JSON list. Keep the other rules.",
      "Your first rule replaces Wasabi's default configuration.",
    ],
  },
});
