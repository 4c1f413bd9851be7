import { expect, test } from "vitest";
import { fixScopeOf } from "../../src/report/chosen-fixes.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { compactJson } from "../../src/report/json.ts";
import { jsonParts } from "../../src/report/json-items.ts";
import { redactSecretValues, withoutSecrets } from "../../src/report/secrets.ts";
import { median } from "../bench/median.ts";
import { outputSizes } from "../bench/output-sizes.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { sourceOf } from "./sources.ts";

test("half of the refusals of all captures have at most 700 bytes in JSON, and 1,500 with their fixes", () => {
  const sizes = chromiumCaptures().flatMap(({ log, name }) => {
    const source = withoutSecrets(sourceOf(log, name), redactSecretValues);
    const parts = [...jsonParts(source, { scope: fixScopeOf([source]), count: 0, fixes: new Map() }, defaultOptions)];
    const sizeOf = (value: object) => Buffer.byteLength(compactJson(value));
    const fixes = new Map(parts.flatMap((part) => ("fix" in part ? [[part.fix.n, sizeOf(part.fix)] as const] : [])));
    return parts.flatMap((part) => {
      if ("fix" in part || part.fetch.outcome !== "refused") return [];
      const alone = sizeOf(part.fetch);
      const ofFixes = (part.fetch.fixes ?? []).reduce((sum, n) => sum + (fixes.get(n) ?? 0), 0);
      return [{ alone, withFixes: alone + ofFixes }];
    });
  });
  expect(sizes.length).toBeGreaterThan(100);
  expect(median(sizes.map(({ alone }) => alone))).toBeLessThanOrEqual(700);
  expect(median(sizes.map(({ withFixes }) => withFixes))).toBeLessThanOrEqual(1500);
});

test("a hundred equal refusals cost what one costs, and nine different ones at most nine times as much", () => {
  const [one, eight, hundred, different] = outputSizes().map(({ bytes }) => bytes);
  if (!one || !eight || !hundred || !different) throw new Error("a case is missing");
  for (const format of ["json", "ndjson", "brief"] as const) {
    expect(one[format], format).toBeLessThanOrEqual(2200);
    expect(hundred[format] - one[format], format).toBeLessThanOrEqual(400);
    expect(eight[format] - one[format], format).toBeLessThanOrEqual(400);
    expect(different[format], format).toBeLessThanOrEqual(9 * 2000);
  }
});
