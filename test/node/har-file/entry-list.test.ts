import { expect, test } from "vitest";
import { EntryList } from "../../../src/node/har-file/entry-list.ts";
import { readEntry } from "../../../src/recording/har.ts";
import { logOf } from "../../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../../scenarios/captures.ts";

type Entry = Readonly<Record<string, unknown>>;

/** The entries as they are read from a list of them in a large file. */
function readList(entries: readonly unknown[]): unknown[] {
  const list = new EntryList({ byte: 0, line: 1, column: 1 });
  return [...list.add(Buffer.from(JSON.stringify(entries).slice(1))), ...list.finish().entries];
}

/** Adds the names of the fields that are read of the object, with those of objects in it. */
function watchReads(value: unknown, reads: Set<string>, path = ""): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return new Proxy(value as Entry, {
    get(target, key) {
      const name = `${path}${String(key)}`;
      reads.add(name);
      // What is in a stack or a timing is part of its value.
      return path === "" ? watchReads(target[String(key)], reads, `${name}.`) : target[String(key)];
    },
  });
}

function valueAt(entry: unknown, path: string): unknown {
  return path.split(".").reduce((value, key) => (value as Entry | undefined)?.[key], entry);
}

const readInParts = new Set(["request", "response", "response.content", "_initiator", "timings"]);

test("entries keep every field that is read of them, for every capture", () => {
  const reads = new Set<string>();
  const entries = [...chromiumCaptures(), ...firefoxCaptures()].flatMap(
    ({ log }) => (log as { entries: Entry[] }).entries,
  );
  for (const browser of ["chromium", "firefox", "other"] as const)
    for (const [index, entry] of entries.entries()) readEntry(watchReads(entry, reads), index, browser);
  const paths = [...reads].filter((path) => !readInParts.has(path));
  expect(paths).toContain("request.url");
  const read = readList(entries);
  for (const [index, entry] of entries.entries())
    for (const path of paths)
      expect([index, path, valueAt(read[index], path)]).toEqual([index, path, valueAt(entry, path)]);
});

test("of bodies, only the start of an error response's is kept", () => {
  const body = "é".repeat(20_000);
  const bodyOf = (status: number) =>
    readList(logOf({ answer: { status, body } }).entries).map((entry) => valueAt(entry, "response.content.text"));
  expect(bodyOf(500)).toEqual(["é".repeat(16_384)]);
  expect(bodyOf(200)).toEqual([undefined]);
});

test("equal headers are one object", () => {
  const { entries } = logOf({ answer: { status: 200, headers: { Vary: "Origin" } } });
  const [first, second] = readList([entries[0], entries[0]]);
  const headersOf = (entry: unknown) => valueAt(entry, "response.headers") as unknown[];
  expect(headersOf(first)[0]).toEqual({ name: "Vary", value: "Origin" });
  expect(headersOf(second)[0]).toBe(headersOf(first)[0]);
});
