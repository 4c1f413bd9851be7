import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { goldenFolder, goldens } from "./goldens.ts";

describe.each([...groupBy(goldens, ({ stack }) => stack)])("%s", (_, ofStack) => {
  test.each(ofStack.map((golden) => [golden.name, golden] as const))("%s", (_, { file, text }) => {
    const path = new URL(file, goldenFolder);
    const kept = existsSync(path) ? readFileSync(path, "utf8") : null;
    const difference = kept === null ? "does not exist" : "differs from what the stack writes";
    expect(text, `test/stacks/golden/${file} ${difference}. If the code is right, run \`npm run goldens\`.`).toBe(kept);
  });
});

test("no golden is left over: `npm run goldens` deletes those that no stack writes", () => {
  const files = new Set(goldens.map(({ file }) => file));
  expect(readdirSync(goldenFolder).filter((file) => !files.has(file))).toEqual([]);
});
