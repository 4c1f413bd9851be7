import { describe, expect, test } from "vitest";
import { stacks } from "../../src/stacks/index.ts";
import { digestOf } from "../stacks/written.ts";
import { generatedDocuments, readDocument } from "./docs.ts";

const results: Readonly<Record<string, { readonly digest?: string }>> = JSON.parse(
  readDocument("test/prove/results.json"),
);

test.each(Object.entries(results))(
  "what was proved of %s is what it writes today (if not: npm run prove)",
  (id, result) => {
    const stack = stacks.find((stack) => stack.id === id);
    expect(stack && digestOf(stack), `npm run prove -- ${id} --save`).toBe(result.digest);
  },
);

describe.each([...generatedDocuments()])("%s", (path, text) => {
  test("says what the source says (if not: npm run docs)", () => expect(readDocument(path)).toBe(text));
});
