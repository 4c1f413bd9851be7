import { describe, expect, test } from "vitest";
import { generatedDocuments, readDocument } from "./docs.ts";

describe.each([...generatedDocuments()])("%s", (path, text) => {
  test("says what the source says (if not: npm run docs)", () => expect(readDocument(path)).toBe(text));
});
