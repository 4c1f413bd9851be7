import { byHost, defineServer } from "./server.ts";
import { s3Rule } from "./settings/bucket-rule.ts";

/**
 * Cloudflare R2, at its S3 API or its public development address. A bucket at a domain of its own shows no mark of R2.
 * @see https://developers.cloudflare.com/r2/buckets/cors/
 * @see https://developers.cloudflare.com/r2/buckets/public-buckets/
 */
export const cloudflareR2 = defineServer({
  id: "cloudflare-r2",
  name: "Cloudflare R2",
  layer: "product",
  recognize: (response) => byHost(response, /\.(r2\.cloudflarestorage\.com|r2\.dev)$/),
  answersItself: ({ status, body }) => status >= 400 && /<Error>\s*<Code>/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add a CORS rule for the page's origin to the bucket",
    language: "json",
    lines: s3Rule,
    warnings: [
      "In the bucket's Settings > CORS Policy, add the rule to the list and keep the other rules. A new rule takes up to 30 seconds.",
    ],
  },
});
