import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fixScopeOf } from "../../src/report/chosen-fixes.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { compactJson } from "../../src/report/json.ts";
import { jsonParts } from "../../src/report/json-items.ts";
import { redactSecretValues, withoutSecrets } from "../../src/report/secrets.ts";
import { measuredFormats, outputSizes, sizeText } from "../bench/output-sizes.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { sourceOf } from "./sources.ts";

test("nearly every refusal of the captures has at most 700 bytes in JSON, and most have at most 1,500 with their fixes", () => {
  const sizes = chromiumCaptures().flatMap(({ log, name }) => {
    const withUsualUrls = JSON.parse(JSON.stringify(log).replaceAll(name, "orders"));
    const source = withoutSecrets(sourceOf(withUsualUrls, name), redactSecretValues);
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
  const shareOf = (isSmall: (size: (typeof sizes)[number]) => boolean) => sizes.filter(isSmall).length / sizes.length;
  expect(sizes.length).toBeGreaterThan(100);
  expect(shareOf(({ alone }) => alone <= 700)).toBeGreaterThan(0.98);
  expect(Math.max(...sizes.map(({ alone }) => alone))).toBeLessThanOrEqual(750);
  expect(shareOf(({ withFixes }) => withFixes <= 1500)).toBeGreaterThan(0.65);
});

test("a hundred equal refusals cost what one costs, and nine different ones at most nine times as much", () => {
  const [one, eight, hundred, different] = outputSizes().map(({ bytes }) => bytes);
  if (!one || !eight || !hundred || !different) throw new Error("a case is missing");
  for (const format of ["json", "ndjson", "brief"] as const) {
    expect(one[format], format).toBeLessThanOrEqual(1500);
    expect(hundred[format], format).toBeLessThanOrEqual(1.13 * one[format]);
    expect(eight[format], format).toBeLessThanOrEqual(1.13 * one[format]);
    expect(different[format], format).toBeLessThanOrEqual(9 * one[format]);
  }
});

test("docs/command-line.md has these sizes", () => {
  const docs = readFileSync(new URL("../../docs/command-line.md", import.meta.url), "utf8");
  for (const { name, bytes } of outputSizes()) {
    const cells = measuredFormats.map((id) => sizeText(bytes[id]));
    expect(docs).toContain(`| ${[name, ...cells].join(" | ")} |`);
  }
});
