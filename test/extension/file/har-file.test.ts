import { describe, expect, test } from "vitest";
import { readFile, writeFile } from "../../../extension/file/har-file.ts";
import type { Entry, Log } from "../../../extension/recording/log.ts";
import { captured } from "../fakes.ts";

function logOf(entries: readonly Entry[]): Log {
  return { version: "1.2", creator: { name: "[]" }, pages: [], entries };
}

test("a field of a file that has the name of one of the panel's own changes nothing", () => {
  const log = logOf(captured("preflight-header-two-of-three"));
  const { diagnosedLog } = readFile("page.har", JSON.stringify({ log }));
  for (const headerOverrides of ["other", [{ server: "http://127.0.0.1:8200", from: 0, until: 1e15 }]]) {
    const read = readFile("page.har", JSON.stringify({ log: { ...log, headerOverrides } }));
    expect(read.diagnosedLog.recording).toEqual(diagnosedLog.recording);
    expect(JSON.parse(writeFile(read.log ?? log, false).join(""))).toEqual({ log });
  }
});

describe("the text of a HAR file", () => {
  test.each([0, 1, 3])("is what JSON.stringify makes of a log with %i entries", (count) => {
    const log = logOf(captured("preflight-ok").concat(captured("preflight-header-two-of-three")).slice(0, count));
    const text = writeFile(log, false).join("");
    expect(JSON.parse(text)).toEqual({ log });
    if (count > 0) expect(text).toBe(JSON.stringify({ log }, null, 2));
  });

  test("may be longer than the longest string of V8", () => {
    const [entry] = captured("preflight-ok");
    const text = "a\n".repeat(2_500_000);
    const large = { ...entry, response: { ...entry?.response, content: { text } } } as Entry;
    const parts = writeFile(logOf(Array(75).fill(large)), false);
    expect(parts.reduce((sum, part) => sum + part.length, 0)).toBeGreaterThan(2 ** 29);
    expect(() => parts.join("")).toThrow(RangeError);
    expect(JSON.parse([parts[0], parts[1], parts.at(-1)].join("")).log.entries).toEqual([large]);
  });
});
