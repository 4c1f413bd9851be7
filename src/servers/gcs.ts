import type { Policy } from "../remedy.ts";
import { byHeader, byHeaderName, byHost, defineServer } from "./server.ts";
import { ruleLines } from "./settings/bucket-rule.ts";

/**
 * Google Cloud Storage. It answers a preflight that no rule of the bucket matches without CORS headers. Its console has no
 * page for the rules.
 * @see https://cloud.google.com/storage/docs/xml-api/reference-headers
 * @see https://cloud.google.com/storage/docs/using-cors
 * @see https://cloud.google.com/storage/docs/gsutil/commands/cors
 */
export const gcs = defineServer({
  id: "gcs",
  name: "Google Cloud Storage",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, ["x-goog-generation", "x-goog-stored-content-length", "x-goog-storage-class"]) ??
    byHost(response, /(^|\.)storage\.googleapis\.com$|^storage\.cloud\.google\.com$/) ??
    byHeader(response, "Server", /^UploadServer$/i, "possible"),
  answersItself: ({ status, body }) => status >= 400 && /<Error>\s*<Code>/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add a CORS rule for the page's origin to the bucket",
    language: "json",
    lines: gcsRule,
    warnings: [
      "Put the new rule and the bucket's existing rules into `cors.json`. To see the existing rules, run `gcloud storage buckets describe gs://<bucket>`. Then run `gcloud storage buckets update gs://<bucket> --cors-file=cors.json`, which replaces all rules.",
      "If the page requests `storage.cloud.google.com`, request `storage.googleapis.com` instead: the other host never allows CORS requests.",
    ],
  },
});

/** `responseHeader` holds both the headers that a page may send and those that it may read. */
function gcsRule(policy: Policy): string[] {
  const { methods, headers, exposed, maxAge, added } = policy;
  return ruleLines(policy, [
    { name: "origin", values: added.origins, isNew: false },
    { name: "method", values: methods, isNew: added.methods.length > 0 },
    { name: "responseHeader", values: [...new Set([...headers, ...exposed])], isNew: added.headers.length > 0 },
    { name: "maxAgeSeconds", values: maxAge ?? 600, isNew: false },
  ]);
}
