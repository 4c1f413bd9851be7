// The rules of object stores. A policy comes in; the lines of one more CORS rule of a bucket go out, as JSON.

import type { Policy } from "../../remedy.ts";

/** One field of a rule. */
export interface RuleField {
  readonly name: string;
  readonly values: readonly string[] | string | number;
  /** True where the policy adds to this field. */
  readonly isNew: boolean;
}

/**
 * A whole rule for the origins that the policy adds. Where it adds none, a rule of the bucket names the origin already,
 * and the lines are the fields of that rule that change.
 */
export function ruleLines({ added }: Policy, fields: readonly RuleField[]): string[] {
  const isRule = added.origins.length > 0;
  const shown = fields.filter(
    ({ values, isNew }) => (isRule || isNew) && (typeof values !== "object" || values.length > 0),
  );
  const lines = shown.map(
    ({ name, values }, index) => `"${name}": ${toJson(values)}${index < shown.length - 1 ? "," : ""}`,
  );
  return isRule ? ["{", ...lines.map((line) => `  ${line}`), "}"] : lines;
}

/**
 * A rule as Amazon S3 and the stores with the same API write it. They know no other methods than these five.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function s3Rule(policy: Policy): string[] {
  const { methods, headers, exposed, added } = policy;
  const known = methods.filter((method) => ["GET", "HEAD", "POST", "PUT", "DELETE"].includes(method));
  return ruleLines(policy, [
    { name: "AllowedOrigins", values: added.origins, isNew: false },
    { name: "AllowedMethods", values: known, isNew: added.methods.length > 0 },
    { name: "AllowedHeaders", values: headers, isNew: added.headers.length > 0 },
    { name: "ExposeHeaders", values: exposed, isNew: false },
  ]);
}

function toJson(values: readonly string[] | string | number): string {
  return typeof values === "object"
    ? `[${values.map((value) => JSON.stringify(value)).join(", ")}]`
    : JSON.stringify(values);
}
