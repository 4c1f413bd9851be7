import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import type { Cause } from "../src/causes/cause.ts";
import { causes } from "../src/causes/index.ts";
import { omittedCorsErrors } from "../src/causes/omitted-cors-errors.ts";
import { chromiumCaptures } from "./scenarios/captures.ts";

const all: readonly Cause[] = causes;
const chromeNames = all.flatMap(({ reportedAs }) => [...new Set(Object.values(reportedAs.chrome))]);

describe("causes", () => {
  const files = readdirSync(new URL("../src/causes/", import.meta.url))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((file) => !["cause", "index", "not-ours"].includes(file));

  test("stand in the list, one for each file, under the file's name", () => {
    expect(all.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test("cover every error that Chromium can report, each once, or say why not", () => {
    expect([...chromeNames, ...Object.keys(omittedCorsErrors)].sort()).toEqual([...corsErrors()].sort());
  });

  test("are each provoked in a capture", () => {
    const seen = new Set(chromiumCaptures().flatMap(({ truth }) => truth.map(({ corsError }) => corsError)));
    const unseen = all.filter(({ reportedAs }) => !Object.values(reportedAs.chrome).some((name) => seen.has(name)));
    expect(unseen.map(({ id }) => id)).toEqual([]);
  });

  test("name a section of a standard", () => {
    for (const { spec } of all) expect(spec).toMatch(/^https:\/\/(fetch\.spec\.whatwg\.org|wicg\.github\.io)\//);
  });
});

function corsErrors(): string[] {
  const file = createRequire(import.meta.url).resolve("devtools-protocol/json/browser_protocol.json");
  const { domains } = JSON.parse(readFileSync(file, "utf8"));
  const network = domains.find(({ domain }: { domain: string }) => domain === "Network");
  return network.types.find(({ id }: { id: string }) => id === "CorsError").enum;
}
