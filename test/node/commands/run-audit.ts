import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { expect } from "vitest";
import { type Run, run } from "../run.ts";

export const page = "https://app.example.com";

/** A rule for one origin and one route. */
export const rule = {
  origins: [page],
  routes: ["/orders"],
  methods: ["GET", "PUT"],
  headers: ["content-type"],
};

/** Runs `audit` with these rules; returns the JSON report, which matches its schema, and the text report. */
export async function runAudit(base: string, allow: readonly unknown[] = [rule], ...argv: string[]) {
  const { code, out, errors } = await runPolicy(base, allow, "--json", ...argv);
  const { out: text } = await runPolicy(base, allow, ...argv);
  const report = JSON.parse(out);
  expect(isAuditReport(report) || isAuditReport.errors).toBe(true);
  const lax: string[] = report.overgrants.map(
    (found: { kind: string; likeness: string | null; name: string; withCredentials: boolean }) =>
      [found.likeness ?? found.kind, found.name, found.withCredentials && "with credentials"].filter(Boolean).join(" "),
  );
  const strict = report.stated.flatMap(({ outcome, cause }: { outcome: string; cause: string }) =>
    outcome === "refused" ? [cause] : [],
  );
  return { code, errors, report, lax, strict, text };
}

/** Runs `audit` with these rules in a policy file. */
export async function runPolicy(base: string, allow: readonly unknown[], ...argv: string[]): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-audit-"));
  const config = join(folder, "cors-panel.config.json");
  writeFileSync(config, JSON.stringify({ allow }));
  try {
    return await run("audit", "--config", config, "--base", base, ...argv);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Stricter than the published schemas, which allow unknown fields because later versions may add some. */
const [auditSchema, reportSchema] = ["audit", "report"].map((name) =>
  JSON.parse(readFileSync(new URL(`../../../docs/${name}.schema.json`, import.meta.url), "utf8"), (_, value) =>
    value?.properties ? { ...value, additionalProperties: false } : value,
  ),
);
export const isAuditReport = new Ajv({ allowUnionTypes: true })
  .addSchema(reportSchema, "report.schema.json")
  .compile(auditSchema);
