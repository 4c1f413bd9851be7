import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { withUnproven } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** An S3 bucket, alone or behind CloudFront. */
export const s3CloudFront = defineStack({
  id: "s3-cloudfront",
  name: "S3 and CloudFront",
  language: "json",
  fix: {
    grant: (policy) => [bucket(policy, false, []), distribution(policy, false, [])],
    "answer-preflight": (policy) => [
      bucket(policy, true, []),
      distribution(policy, true, [
        "Allow `OPTIONS` in the behavior, and let `OPTIONS` pass in a WAF and without signed URLs. The origin must respond with 2xx.",
      ]),
    ],
    "send-once": (policy) => [
      distribution(policy, true, ["Delete `Access-Control-…` headers that a CloudFront function or Lambda@Edge adds."]),
    ],
    "keep-on-errors": (policy) => [distribution(policy, true, [])],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? bucket(policy, false, [
            "Remove `user:password@` from the bucket's redirect rule and from `x-amz-website-redirect-location`.",
            sendAuthorization,
          ])
        : bucket(policy, true, [
            "Request the bucket's URL in the bucket's own region: `https://bucket.s3.region.amazonaws.com/…`.",
            "If CloudFront redirects to https, request the https URL.",
          ]),
    ],
    vary: (policy) => [
      distribution(policy, true, [clearCaches]),
      bucket(policy, true, [
        "Behind CloudFront, give the behavior the origin request policy `CORS-S3Origin`, and a cache policy with `Origin` in its key.",
      ]),
    ],
    "repair-server": (policy) => [
      distribution(policy, true, [
        repairFirst,
        "502, 503 and 504 mean that CloudFront cannot reach its origin. Check that the origin responds.",
      ]),
    ],
  },
});

const s3Methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const cloudFrontMethods = [...s3Methods, "PATCH", "OPTIONS"];

function bucket(given: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const policy = withUnproven(given);
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const known = methods.filter((method) => s3Methods.includes(method));
  const unknown = methods.filter((method) => !s3Methods.includes(method));
  const list = (values: readonly string[]) => `[${values.map(doubleQuoted).join(", ")}]`;
  return snippet(
    [
      "[",
      mark(changed, "  {"),
      mark(added.origins.length > 0, `    "AllowedOrigins": ${list(origins === "*" ? ["*"] : origins)},`),
      mark(added.methods.length > 0, `    "AllowedMethods": ${list(known)},`),
      maxAge !== null && `    "MaxAgeSeconds": ${maxAge},`,
      exposed.length > 0 && mark(added.exposed.length > 0, `    "ExposeHeaders": ${list(exposed)},`),
      mark(added.headers.length > 0, `    "AllowedHeaders": ${list(headers)}`),
      "  }",
      "]",
    ],
    [
      ...warnings,
      ...(unknown.length > 0
        ? [
            translate`S3 does not support ${unknown.map((name) => `\`${name}\``).join(", ")}, so the code leaves it out.`,
          ]
        : []),
      "Put the rule first in the bucket's CORS configuration (Permissions, Cross-origin resource sharing), and keep the other rules. S3 uses the first match.",
      ...(credentials && origins !== "*"
        ? ["S3 has no setting for credentials. It allows them for every named origin."]
        : []),
    ],
  );
}

function distribution(given: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const policy = withUnproven(given);
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const known = methods.filter((method) => cloudFrontMethods.includes(method));
  const unknown = methods.filter((method) => !cloudFrontMethods.includes(method));
  const items = (name: string, values: readonly string[], isNew: boolean) =>
    mark(
      isNew,
      `    "AccessControl${name}": { "Quantity": ${values.length}, "Items": [${values.map(doubleQuoted).join(", ")}] },`,
    );
  return {
    title: "Add a response headers policy in CloudFront",
    ...snippet(
      [
        "{",
        '  "Name": "cors",',
        '  "CorsConfig": {',
        items("AllowOrigins", origins === "*" ? ["*"] : origins, added.origins.length > 0),
        mark(added.credentials, `    "AccessControlAllowCredentials": ${credentials},`),
        items("AllowMethods", known, added.methods.length > 0),
        items("AllowHeaders", headers.length > 0 ? headers : ["Accept"], added.headers.length > 0),
        exposed.length > 0 && items("ExposeHeaders", exposed, added.exposed.length > 0),
        maxAge !== null && `    "AccessControlMaxAgeSec": ${maxAge},`,
        mark(changed, '    "OriginOverride": true'),
        "  }",
        "}",
      ],
      [
        ...warnings,
        policy.form === "change"
          ? "Add the new entries to the behavior's policy, and keep the policy's other entries."
          : "Save the code as `cors.json`. Run `aws cloudfront create-response-headers-policy --response-headers-policy-config file://cors.json`, and attach the policy to the behavior.",
        ...(unknown.length > 0
          ? [
              translate`CloudFront does not support ${unknown.map((name) => `\`${name}\``).join(", ")}, so the code leaves it out.`,
            ]
          : []),
        ...(headers.length > 0 ? [] : ["Keep `Accept`. CloudFront refuses an empty list of headers."]),
      ],
    ),
  };
}
