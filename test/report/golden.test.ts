import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { goldenFolder, goldens } from "./goldens.ts";

test.each(goldens)("golden/$file is what the format writes (if not: npm run goldens)", ({ file, text }) => {
  expect(text).toBe(readFileSync(new URL(file, goldenFolder), "utf8"));
});

test("every golden file is compared", () => {
  expect(readdirSync(goldenFolder).sort()).toEqual(goldens.map(({ file }) => file).sort());
});
