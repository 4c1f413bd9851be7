import type { Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** An S3 bucket, alone or behind CloudFront. */
export const s3CloudFront = defineStack({
  id: "s3-cloudfront",
  name: "S3 and CloudFront",
  language: "json",
  fix: {
    grant: (policy) => [bucket(policy, false, whyNamed(policy)), distribution(policy, false, [])],
    "answer-preflight": (policy) => [
      bucket(policy, true, ["S3 answers 403 to a preflight that no rule of the bucket matches."]),
      distribution(policy, true, [
        "The policy adds headers and answers nothing: the behavior must allow the method `OPTIONS`, and what stands behind it must answer 2xx, a bucket by the rule above. Signed URLs and a WAF must let it pass.",
      ]),
    ],
    "send-once": (policy) => [
      distribution(policy, true, [
        "`OriginOverride` replaces what the bucket sends; delete headers that a function or Lambda@Edge adds.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      distribution(policy, true, ["CloudFront adds the headers to errors of the origin and to its own error pages."]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      bucket(policy, redirect?.step !== "actual", [
        redirect?.step === "actual"
          ? translate`${translate(sendAuthorization)} Take \`user:password@\` out of the bucket's redirect rule, or out of \`x-amz-website-redirect-location\`.`
          : "S3 redirects to the bucket's own region, preflights too: let the page call `https://bucket.s3.region.amazonaws.com/…`. CloudFront's redirect from http to https needs the page to call the https URL.",
      ]),
    ],
    vary: (policy) => [
      distribution(policy, true, [
        "S3 sends `Vary: Origin` only to requests that have an origin, so that a copy fetched without one lacks the headers: CloudFront adds them whatever was stored.",
        clearCaches,
      ]),
      bucket(policy, true, [
        "Behind CloudFront the behavior needs the origin request policy `CORS-S3Origin`, and a cache policy that has `Origin` in its key.",
      ]),
    ],
    "repair-server": (policy) => [
      distribution(policy, true, [
        repairFirst,
        "502, 503 and 504 come from CloudFront when it does not reach its origin.",
      ]),
    ],
  },
});

const s3Methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const cloudFrontMethods = [...s3Methods, "PATCH", "OPTIONS"];

function bucket(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
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
      mark(added.headers.length > 0, `    "AllowedHeaders": ${list(headers)},`),
      maxAge !== null && `    "MaxAgeSeconds": ${maxAge},`,
      `    "ExposeHeaders": ${list(exposed)}`,
      "  }",
      "]",
    ],
    [
      ...warnings,
      ...(unknown.length > 0
        ? [translate`S3 knows no ${unknown.map((name) => `\`${name}\``).join(", ")}, whatever it allows: left out.`]
        : []),
      "It replaces the whole CORS configuration of the bucket (Permissions, Cross-origin resource sharing): keep rules of other pages beside it. For a named origin S3 allows credentials by itself.",
    ],
  );
}

function distribution(policy: Policy, changed: boolean, warnings: readonly string[]): Snippet {
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
        exposed.length > 0 && items("ExposeHeaders", exposed, false),
        maxAge !== null && `    "AccessControlMaxAgeSec": ${maxAge},`,
        mark(changed, '    "OriginOverride": true'),
        "  }",
        "}",
      ],
      [
        ...warnings,
        "Save it as cors.json, `aws cloudfront create-response-headers-policy --response-headers-policy-config file://cors.json`, and attach the policy to the behavior.",
        ...(unknown.length > 0
          ? [translate`CloudFront passes on no ${unknown.map((name) => `\`${name}\``).join(", ")}: left out.`]
          : []),
        ...(headers.length > 0
          ? []
          : ["CloudFront wants at least one header name: `Accept` is allowed everywhere anyway."]),
      ],
    ),
  };
}
