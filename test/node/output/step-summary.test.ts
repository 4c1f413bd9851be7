import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { logOf } from "../../har.ts";
import { runWith } from "../run.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-summary-"));
afterAll(() => rmSync(folder, { recursive: true }));

const summary = join(folder, "summary.md");
const maxSize = 1024 * 1024;

/** Writes the Markdown report on refusals of different servers as the summary of a step that has this summary already. */
async function summaryAfter(before: string, servers: number, path = summary): Promise<string> {
  const har = join(folder, "app.har");
  const calls = Array.from({ length: servers }, (_, index) => ({
    url: `https://api${index}.example/`,
    answer: { status: 500 },
  }));
  writeFileSync(har, JSON.stringify(logOf(...calls)));
  writeFileSync(path, before);
  const { code, errors } = await runWith(
    { env: { GITHUB_STEP_SUMMARY: summary } },
    ...["diagnose", har, "--report", `markdown=${path}`],
  );
  expect({ code, errors }).toEqual({ code: 1, errors: [] });
  return readFileSync(path, "utf8");
}

test("the report is added to what other programs wrote", async () => {
  const text = await summaryAfter("# Tests\n", 1);
  expect(text).toMatch(/^# Tests\n\n# Cross-origin requests\n/);
  expect(text).toContain("api0.example");
});

test("it is at most as large as GitHub shows, and says what is left out", async () => {
  const text = await summaryAfter("x".repeat(maxSize - 20_000), 100);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxSize);
  expect(text).toContain("api0.example");
  expect(text).toMatch(/\n_The rest is left out, because GitHub shows at most 1 MiB\. .*_\n$/);
  expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
});

test("a full summary stays as it is", async () => {
  const full = "x".repeat(maxSize);
  expect(await summaryAfter(full, 1)).toBe(full);
});

test("any other file is replaced", async () => {
  expect(await summaryAfter("old", 1, join(folder, "other.md"))).toMatch(/^# Cross-origin requests\n/);
});
