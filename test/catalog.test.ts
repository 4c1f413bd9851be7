import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import type { Cause } from "../src/causes/cause.ts";
import { causes } from "../src/causes/index.ts";
import { omittedCorsErrors } from "../src/causes/omitted-cors-errors.ts";
import { diagnose, readHar } from "../src/index.ts";
import { chromiumCaptures, firefoxCaptures } from "./scenarios/captures.ts";

const all: readonly Cause[] = causes;
const chromeNames = all.flatMap(({ reportedAs }) => [...new Set(Object.values(reportedAs.chrome))]);

describe("causes", () => {
  const files = readdirSync(new URL("../src/causes/", import.meta.url))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((file) => !["cause", "index", "omitted-cors-errors"].includes(file));

  test("are all in the list, one for each file, with the file's name as id", () => {
    expect(all.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test("cover every `CorsError` of Chromium exactly once, except the omitted ones", () => {
    expect([...chromeNames, ...Object.keys(omittedCorsErrors)].sort()).toEqual([...corsErrors()].sort());
  });

  test("each occur in a capture", () => {
    const captured = new Set(chromiumCaptures().flatMap(({ truth }) => truth.map(({ corsError }) => corsError)));
    const missing = all.filter(
      ({ reportedAs }) => !Object.values(reportedAs.chrome).some((name) => captured.has(name)),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test("have a title that is a sentence without its period", () => {
    for (const { title } of all) expect(title).toMatch(/^[A-Z`].* .*[^.]$/);
  });

  test("are explained in whole sentences, whatever the response had", () => {
    const detected = [...chromiumCaptures(), ...firefoxCaptures()].flatMap(({ log }) => diagnose(readHar(log)));
    const findings = detected.flatMap(({ findings }) => findings);
    expect(new Set(findings.map(({ cause }) => cause)).size).toBeGreaterThanOrEqual(all.length - 1);
    for (const { explain, title } of findings) {
      expect(explain).toMatch(/^[A-Z`].* .*[.]$/s);
      expect(title).toMatch(/^[A-Z`].* .*[^.]$/s);
    }
  });

  test("link to a section of a standard", () => {
    for (const { spec } of all) expect(spec).toMatch(/^https:\/\/(fetch\.spec\.whatwg\.org|wicg\.github\.io)\//);
  });
});

/** The names of Chromium's `CorsError`, as the DevTools protocol lists them. */
function corsErrors(): string[] {
  const file = createRequire(import.meta.url).resolve("devtools-protocol/json/browser_protocol.json");
  const { domains } = JSON.parse(readFileSync(file, "utf8"));
  const network = domains.find(({ domain }: { domain: string }) => domain === "Network");
  return network.types.find(({ id }: { id: string }) => id === "CorsError").enum;
}
