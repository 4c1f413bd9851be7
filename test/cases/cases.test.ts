import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { cases } from "./cases.ts";
import { judgeCase } from "./judge-case.ts";

test.each(cases)("$name gets the answer that ended the reporter's search", (expected) => {
  expect(judgeCase(expected).problems).toEqual([]);
});

test("every recorded report is among the cases", () => {
  const files = readdirSync(new URL("./reports/", import.meta.url)).map((file) => file.replace(/\.har$/, ""));
  expect(cases.map(({ name }) => name).sort()).toEqual(files.sort());
});
