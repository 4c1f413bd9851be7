import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stacks } from "../../src/stacks/index.ts";
import { digestOf } from "../stacks/written.ts";
import { generatedDocuments, proofOf, readDocument } from "./docs.ts";
import { notRun } from "./not-run.ts";

const results: Readonly<Record<string, { readonly digest?: string }>> = JSON.parse(
  readDocument("test/prove/results.json"),
);

test.each(Object.entries(results))(
  "the code of %s that was proved is the code that it writes today (if not: npm run prove)",
  (id, result) => {
    const stack = stacks.find((stack) => stack.id === id);
    expect(stack && digestOf(stack), `npm run prove -- ${id} --save`).toBe(result.digest);
  },
);

describe.each([...generatedDocuments()])("%s", (path, text) => {
  test("is what the source generates (if not: npm run docs)", () => expect(readDocument(path)).toBe(text));
});

describe("a stack that was not run", () => {
  test.each([undefined, "", " "])("needs a reason: %j is none", (reason) => {
    const reasons = { ...notRun, ...(reason === undefined ? {} : { brewer: reason }) };
    expect(() => proofOf("brewer", reasons)).toThrow('The stack "brewer" has no proof: run "npm run prove');
  });

  test.each(Object.entries(notRun))("%s has a reason, and no proof", (id, reason) => {
    expect(stacks.map((stack) => stack.id)).toContain(id);
    expect(proofOf(id)).toBe(`not run: ${reason}`);
  });
});

describe.each(["CONTRIBUTING.md", "docs/architecture.md"])("%s", (document) => {
  const paths = [...readDocument(document).matchAll(/`((?:src|extension|test|docs|_locales)\/[^`\s]*)`/g)];
  /** What the document lets its reader add. */
  const examples = /<|\bpolka\b|\bmaintenance-page\b/;

  test.each(paths.map(([, path = ""]) => path).filter((path) => !examples.test(path)))("%s exists", (path) => {
    expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
  });
});
