import type { Policy } from "../remedy.ts";
import { byHeaderName, byHost, defineServer } from "./server.ts";
import { ruleLines } from "./settings/bucket-rule.ts";

/**
 * Backblaze B2, at its own API or the one of Amazon S3. Without rules, it refuses every preflight.
 * @see https://www.backblaze.com/docs/cloud-storage-cross-origin-resource-sharing-rules
 * @see https://www.backblaze.com/apidocs/s3-put-bucket-cors
 */
export const backblazeB2 = defineServer({
  id: "backblaze-b2",
  name: "Backblaze B2",
  layer: "product",
  recognize: (response) =>
    byHost(response, /(^|\.)backblazeb2\.com$/) ?? byHeaderName(response, ["x-bz-file-id", "x-bz-file-name"]),
  stacks: [],
  setting: {
    title: "Add a CORS rule for the page's origin to the bucket",
    language: "json",
    lines: b2Rule,
    warnings: [
      'Put the new rule and the bucket\'s existing rules into `rules.json`. Then run `b2 bucket update --cors-rules "$(cat rules.json)" <bucket>`, which replaces all rules.',
    ],
  },
});

/** The operations of both APIs that a method stands for. */
const operations: Readonly<Record<string, readonly string[]>> = {
  GET: ["b2_download_file_by_name", "b2_download_file_by_id", "s3_get"],
  HEAD: ["s3_head"],
  PUT: ["s3_put"],
  POST: ["s3_post"],
  DELETE: ["s3_delete"],
};

function b2Rule(policy: Policy): string[] {
  const { methods, headers, exposed, maxAge, added } = policy;
  return ruleLines(policy, [
    { name: "corsRuleName", values: "web-page", isNew: false },
    { name: "allowedOrigins", values: added.origins, isNew: false },
    {
      name: "allowedOperations",
      values: methods.flatMap((method) => operations[method] ?? []),
      isNew: added.methods.length > 0,
    },
    { name: "allowedHeaders", values: headers, isNew: added.headers.length > 0 },
    { name: "exposeHeaders", values: exposed, isNew: false },
    { name: "maxAgeSeconds", values: maxAge ?? 600, isNew: false },
  ]);
}
