import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { withUnproven } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** An S3 bucket, alone or behind CloudFront. */
export const s3CloudFront = defineStack({
  id: "s3-cloudfront",
  name: "S3 and CloudFront",
  language: "json",
  fix: {
    grant: (policy) => [bucket(policy, false, whyNamed(policy)), distribution(policy, false, [])],
    "answer-preflight": (policy) => [
      bucket(policy, true, ["S3 responds with 403 to a preflight that no rule of the bucket matches."]),
      distribution(policy, true, [
        "The behavior must allow the method `OPTIONS`, and the origin behind it must respond with 2xx. Signed URLs and a WAF must let `OPTIONS` pass.",
      ]),
    ],
    "send-once": (policy) => [
      distribution(policy, true, [
        "`OriginOverride` replaces the bucket's headers. Delete headers that a function or Lambda@Edge adds.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      distribution(policy, true, ["CloudFront adds the headers to errors of the origin and to its own error pages."]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      bucket(policy, redirect?.step !== "actual", [
        redirect?.step === "actual"
          ? translate`${translate(sendAuthorization)} Remove \`user:password@\` from the bucket's redirect rule, or out of \`x-amz-website-redirect-location\`.`
          : "S3 redirects to the bucket's own region. Request `https://bucket.s3.region.amazonaws.com/…`. If CloudFront redirects to https, request the https URL.",
      ]),
    ],
    vary: (policy) => [
      distribution(policy, true, [
        "CloudFront adds the headers to stored responses too, also to those that were requested without an origin.",
        clearCaches,
      ]),
      bucket(policy, true, [
        "Behind CloudFront, give the behavior the origin request policy `CORS-S3Origin`, and a cache policy with `Origin` in its key.",
      ]),
    ],
    "repair-server": (policy) => [
      distribution(policy, true, [repairFirst, "CloudFront sends 502, 503 or 504 when it cannot reach its origin."]),
    ],
  },
});

const s3Methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const cloudFrontMethods = [...s3Methods, "PATCH", "OPTIONS"];

function bucket(given: Policy, changed: boolean, warnings: readonly string[]): Snippet {
  const policy = withUnproven(given);
  const { origins, methods, headers, exposed, maxAge, added } = policy;
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
      "Put the rule above the others in the bucket's CORS configuration (Permissions, Cross-origin resource sharing), because S3 uses the first one that matches, and keep the others. For a named origin, S3 allows credentials itself.",
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
    title: "In CloudFront: a response headers policy",
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
          ? "Add the new entries to the policy of the behavior, and keep its other entries."
          : "Save the code as cors.json. Run `aws cloudfront create-response-headers-policy --response-headers-policy-config file://cors.json`, and attach the policy to the behavior.",
        ...(unknown.length > 0
          ? [
              translate`CloudFront does not support ${unknown.map((name) => `\`${name}\``).join(", ")}, so the code leaves it out.`,
            ]
          : []),
        ...(headers.length > 0
          ? []
          : ["CloudFront needs at least one header name. Every server allows `Accept` anyway."]),
      ],
    ),
  };
}
