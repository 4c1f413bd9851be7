import { existsSync, readdirSync } from "node:fs";
import { posix } from "node:path";
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

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(new URL("../../docs", import.meta.url)).flatMap((name) =>
    /\.md$/.test(name) ? [`docs/${name}`] : [],
  ),
];

const links = pages.flatMap((page) =>
  [...readDocument(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = "", heading = ""]) => ({
    page,
    target: path === "" ? page : posix.join(posix.dirname(page), path),
    heading,
  })),
);

test.each(links)("$page links to $target#$heading, which exists", ({ target, heading }) => {
  expect(existsSync(new URL(`../../${target}`, import.meta.url))).toBe(true);
  if (heading !== "") expect(headingsOf(target)).toContain(heading);
});

test.each(pages)("%s has no heading without a text below it", (page) => {
  const lines = readDocument(page)
    .replace(/^```.*?^```$/gms, "code")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const level = (line = "# end") => /^#+(?= )/.exec(line)?.[0].length;
  const empty = lines.filter((line, index) => (level(line) ?? 0) >= (level(lines[index + 1]) ?? Infinity));
  expect(empty).toEqual([]);
});

/** The names under which GitHub links to the headings of a document. */
function headingsOf(document: string): string[] {
  const titles = readDocument(document).matchAll(/^#+ (.*)$/gm);
  return [...titles].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}

test("the README has at most 150 lines", () => {
  expect(readDocument("README.md").split("\n").length).toBeLessThanOrEqual(150);
});

describe.each(["CONTRIBUTING.md", "docs/architecture.md"])("%s", (document) => {
  const paths = [...readDocument(document).matchAll(/`((?:src|extension|test|docs|_locales)\/[^`\s]*)`/g)];
  /** What the document lets its reader add. */
  const examples = /<|\bpolka\b|\bmaintenance-page\b/;

  test.each(paths.map(([, path = ""]) => path).filter((path) => !examples.test(path)))("%s exists", (path) => {
    expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
  });
});
