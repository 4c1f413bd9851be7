import { byHeader, byHeaderName, byHost, defineServer } from "./server.ts";
import { s3Rule } from "./settings/bucket-rule.ts";

/**
 * Amazon S3. A preflight that no rule of the bucket matches gets a 403 with an XML error that says so. `x-amz-id-2` alone
 * proves nothing, because other stores with the same API send it too.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors-troubleshooting.html
 */
export const s3 = defineServer({
  id: "s3",
  name: "Amazon S3",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Server", /^AmazonS3$/i) ??
    byHost(response, /(^|[.-])s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/) ??
    (/^(Wasabi|Minio)/i.test(response.header("Server") ?? "")
      ? undefined
      : byHeaderName(response, ["x-amz-id-2"], "possible")),
  answersItself: ({ status, body }) => status >= 300 && /<Error>\s*<Code>/.test(body ?? ""),
  stacks: ["s3-cloudfront"],
  setting: {
    title: "Add a CORS rule for the page's origin to the bucket",
    language: "json",
    lines: s3Rule,
    warnings: [
      "In the bucket's Permissions > Cross-origin resource sharing (CORS), add the rule to the list. Keep the other rules: saving replaces the whole list.",
    ],
  },
});
