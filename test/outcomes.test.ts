import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { filters } from "../extension/settings/settings-store.ts";
import {
  type Diagnosis,
  diagnose,
  isAllowed,
  isBlocked,
  isFailed,
  isRefused,
  isUnknown,
  readHar,
} from "../src/index.ts";
import type { JsonReport } from "../src/report/json-report.ts";
import { openStore } from "./extension/fakes.ts";
import { run } from "./node/run.ts";
import { chromiumCaptures, firefoxCaptures } from "./scenarios/captures.ts";

// The panel, the command line and every report count the same fetches as refused, failed, unknown, allowed and blocked.

const folder = mkdtempSync(join(tmpdir(), "cors-panel-outcomes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sisters = { refused: isRefused, failed: isFailed, unknown: isUnknown, allowed: isAllowed };
const captures = [...chromiumCaptures(), ...firefoxCaptures()];

describe.each(captures.map(({ name, log }) => [name, log] as const))("%s", (name, log) => {
  const diagnoses = diagnose(readHar(log));
  const blocked = diagnoses.filter(isBlocked).length;
  const file = join(folder, `${name}.har`);
  writeFileSync(file, JSON.stringify({ log }));

  test("has one of four outcomes for each fetch, and blocks none that is allowed or failed", () => {
    for (const diagnosis of diagnoses) {
      expect(Object.entries(sisters).flatMap(([outcome, is]) => (is(diagnosis) ? [outcome] : []))).toEqual([
        diagnosis.outcome,
      ]);
      if (isRefused(diagnosis)) expect(isBlocked(diagnosis)).toBe(true);
      if (isAllowed(diagnosis) || isFailed(diagnosis)) expect(isBlocked(diagnosis)).toBe(false);
    }
  });

  test("has the same counts and exit code on the command line", async () => {
    const { code, out } = await run("diagnose", file, "--json");
    const { summary, fetches }: JsonReport = JSON.parse(out);
    const counts = Object.entries(sisters).map(([outcome, is]) => [outcome, diagnoses.filter(is).length]);
    expect(summary).toEqual({ ...Object.fromEntries(counts), blocked, accepted: 0 });
    for (const outcome of ["refused", "unknown", "failed"] as const) {
      const items = fetches.filter((item) => item.outcome === outcome);
      expect(items.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(summary[outcome]);
    }
    expect(code).toBe(blocked > 0 ? 1 : 0);
  });

  test("has the same counts in every report", async () => {
    const junit = await run("diagnose", file, "--format", "junit");
    expect(junit.out.match(/<failure /g) ?? []).toHaveLength(blocked);
    const sarif = await run("diagnose", file, "--format", "sarif");
    const results: readonly { readonly occurrenceCount: number }[] = JSON.parse(sarif.out).runs[0].results;
    expect(results.reduce((sum, { occurrenceCount }) => sum + occurrenceCount, 0)).toBe(blocked);
    const github = await run("diagnose", file, "--format", "github");
    expect(/^::error /m.test(github.out)).toBe(blocked > 0);
    const text = await run("diagnose", file);
    expect(countsIn(text.out)).toEqual(countsOf(diagnoses));
  });

  test("has the same counts in the panel", async () => {
    const { store } = openStore([]);
    await store.openFile({ name, text: async () => JSON.stringify({ log }) });
    const { all, ...counts } = store.counts.value;
    expect(all).toBe(diagnoses.length);
    expect(countsOf(diagnoses)).toMatchObject(counts);
    for (const filter of filters) {
      store.filter.value = filter;
      expect(store.rows.value.reduce((sum, { count }) => sum + count, 0)).toBe(store.counts.value[filter]);
    }
    store.close();
  });
});

/** The counts that the summary of the text report prints. */
function countsIn(text: string): Record<string, number> {
  const summary = text.replace(/\s+/g, " ").trim();
  const count = (pattern: RegExp) => Number(pattern.exec(summary)?.[1] ?? 0);
  return {
    refused: count(/(\d+) refused by CORS/),
    failed: count(/(\d+) failed for another reason/),
    unknown: count(/(\d+) with an unknown outcome/),
    blockedUnknown: count(/unknown outcome \((\d+) blocked\)/),
    allowed: count(/(\d+) allowed\.(?:$| For )/),
  };
}

function countsOf(diagnoses: readonly Diagnosis[]): Record<string, number> {
  const count = (is: (diagnosis: Diagnosis) => boolean) => diagnoses.filter(is).length;
  return {
    refused: count(isRefused),
    failed: count(isFailed),
    unknown: count(isUnknown),
    blockedUnknown: count((diagnosis) => isUnknown(diagnosis) && isBlocked(diagnosis)),
    allowed: count(isAllowed),
  };
}
