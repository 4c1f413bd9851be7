import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { goldens } from "./goldens.ts";

test.each([...goldens()])("%s is what the format writes (if not: npm run goldens)", (path, text) => {
  expect(text).toBe(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
});

test("every golden file is compared", () => {
  const files = readdirSync(new URL("golden/", import.meta.url)).map((name) => `test/report/golden/${name}`);
  expect(files.sort()).toEqual([...goldens().keys()].sort());
});
