import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { type Call, logOf, page } from "../har.ts";

// Beside the sources, so that their imports are resolved as usual.
const folder = mkdtempSync(resolve("test/docs/stream-example-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The example of docs/library.md as a function of the entries. */
async function readExample(): Promise<{ readonly run: (entries: readonly unknown[]) => Promise<void> }> {
  const [, code = ""] = /<!-- stream -->\n```js\n(.*?)```/s.exec(readFileSync("docs/library.md", "utf8")) ?? [];
  const [imports = "", ...statements] = code.split("\n\n");
  const sources = imports.replace('"cors-panel"', JSON.stringify(resolve("src/index.ts")));
  const path = join(folder, "example.ts");
  writeFileSync(
    path,
    `// @ts-nocheck\n${sources}\nexport async function run(entries) {\n${statements.join("\n\n")}}\n`,
  );
  return import(path);
}

test("the example that diagnoses a recording in parts prints what the whole recording shows", async () => {
  const refused: Call = { answer: { status: 200 } };
  const allowed: Call = { answer: { status: 200, headers: { "Access-Control-Allow-Origin": page } }, error: null };
  const log = logOf(refused, allowed, { ...refused, url: "http://localhost:5000/a" }, allowed, allowed);
  const lines: unknown[][] = [];
  vi.spyOn(console, "log").mockImplementation((...line) => void lines.push(line));
  await (await readExample()).run(log.entries);
  const whole = diagnose(readHar({ log }));
  expect(lines).toEqual(
    whole.flatMap(({ fetch, verdict }) => (verdict ? [[fetch.hops[0]?.url, verdict.cause, verdict.explain]] : [])),
  );
  expect(lines).toHaveLength(2);
});
