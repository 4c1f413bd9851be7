import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { sourceOf, writeSources } from "../report/sources.ts";
import { readRecording } from "./recordings.ts";

function diagnosesOf(name: string): readonly Diagnosis[] {
  return diagnose(readHar(readRecording(name)));
}

describe("provisional headers with an empty Referer, which a sandboxed frame may have sent", () => {
  test("leave the mismatch with the tab's origin possible, and name what stops the frame's request", () => {
    const [diagnosis] = diagnosesOf("opaque-origin-provisional");
    expect(diagnosis).toMatchObject({
      outcome: "refused",
      verdict: { cause: "allow-origin-mismatch", certainty: "possible" },
      alternatives: ["InvalidAllowCredentials"],
    });
  });

  const path = join(import.meta.dirname, "opaque-origin-provisional-more.json");
  const groups: Record<string, { readonly name: string; readonly id: number; readonly entries: unknown[] }[]> =
    JSON.parse(readFileSync(path, "utf8"));
  const cases = Object.values(groups).flat();

  test.each(cases.map((one) => [one.id, one.name, one] as const))("request %i: %s is possible", (_, name, one) => {
    const pages = [{ id: "page_1", title: "https://shop.site.example/" }];
    const log = { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, pages, entries: one.entries };
    const [diagnosis] = diagnose(readHar({ log }));
    expect(diagnosis?.outcome).toBe("refused");
    const names = [diagnosis?.verdict?.reportedAs.chrome, ...(diagnosis?.alternatives ?? [])];
    expect(names).toContain(name);
    if (diagnosis?.verdict?.reportedAs.chrome !== name) expect(diagnosis?.verdict?.certainty).toBe("possible");
  });

  test("keep what both origins show certain, and a Referer names the page", () => {
    const change = (headers: readonly unknown[], allowed: string) =>
      JSON.parse(JSON.stringify(readRecording("opaque-origin-provisional")), (key, value) => {
        if (key === "request") return { ...value, headers };
        return value === "null" ? allowed : value;
      });
    const agent = { name: "User-Agent", value: "Chrome" };
    const verdictOf = (har: unknown) => {
      const [diagnosis] = diagnose(readHar(har));
      return [diagnosis?.verdict?.cause, diagnosis?.verdict?.certainty, diagnosis?.alternatives];
    };
    const empty = { name: "Referer", value: "" };
    const named = { name: "Referer", value: "https://app.example/" };
    expect(verdictOf(change([agent, empty], "https://other.example"))).toEqual([
      "allow-origin-mismatch",
      "certain",
      [],
    ]);
    expect(verdictOf(change([agent, named], "null"))).toEqual(["allow-origin-mismatch", "certain", []]);
    expect(verdictOf(change([agent, { name: "Origin", value: "https://app.example" }], "null"))).toEqual([
      "allow-origin-mismatch",
      "certain",
      [],
    ]);
  });
});

describe("a request that the page canceled after a response that fails the CORS check", () => {
  test.each(["aborted", "only-aborted"])("has failed and was never allowed: %s.har", (name) => {
    const diagnoses = diagnosesOf(name);
    const aborted = diagnoses.filter(({ fetch }) => fetch.hops.at(-1)?.actual?.error === "net::ERR_ABORTED");
    expect(aborted.length).toBeGreaterThan(0);
    for (const { outcome, lookAlike } of aborted) {
      expect(outcome).toBe("failed");
      expect(lookAlike?.title).toMatch(/The browser would have refused the response$/);
    }
  });
});

describe.each(["github-commands", "azure-commands"])("%s.har", (name) => {
  test.each(Object.keys(formats) as FormatId[])("puts no command of a CI system into the %s report", (format) => {
    const report = writeSources(format, sourceOf(readRecording(name)));
    expect(report).toMatch(/add-mask|vso/);
    expect(report).not.toMatch(/##\w*\[/);
  });
});
