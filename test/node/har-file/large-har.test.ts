import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../../src/index.ts";
import { streamHar } from "../../../src/node/har-file/har-file.ts";
import { defaultOptions } from "../../../src/report/format.ts";
import { json } from "../../../src/report/json.ts";
import { logOf } from "../../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../../scenarios/captures.ts";
import { readHarFile } from "./read-har-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-large-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads the content from standard input as a large file, in chunks of `size` bytes. */
async function stream(content: string | Uint8Array, size: number) {
  const bytes = Buffer.from(content as string);
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  return readHarFile("-", pieces, { largeFrom: 1 });
}

function report(recording: ReturnType<typeof readHar>): string {
  const judged = { source: "-", recording, diagnoses: diagnose(recording) };
  return [...json.write([judged], defaultOptions)].join("");
}

/** Content that could confuse a scanner of strings and brackets. */
const awkward = { text: 'é💥"\\\\\\"]},{[\\u0022', number: -1.5e3, list: [[], {}, [{ "a]": "}" }]], empty: "" };

describe("a large file, read one entry at a time", () => {
  const captures = [...chromiumCaptures(), ...firefoxCaptures()].map(({ name, log }) => ({ name, log: log as object }));

  test("gives the same report as the file read as a whole, for every capture", async () => {
    for (const [index, { name, log }] of captures.entries()) {
      const text = JSON.stringify({ log: { before: awkward, ...log, after: awkward } }, null, index % 3);
      const read = await stream(text, 1 + ((index * 37) % 4096));
      expect([name, typeof read === "string" ? read : report(read)]).toEqual([name, report(readHar(log))]);
    }
  });

  const { entries, ...before } = logOf({});

  test.each<[string, object]>([
    ["a bare log", logOf({ answer: { status: 200 } })],
    ["entries before creator and pages", { log: { entries, ...before, comment: awkward } }],
    ["no entries", { log: { creator: { name: "WebInspector" }, entries: [] } }],
    ["lists of the same name elsewhere", { a: { entries: [1] }, list: [{ entries: [2] }], log: logOf({}) }],
    [
      "entries that are not entries",
      { log: { ...logOf({}), entries: [null, 1, "x,]", { request: {} }, ...logOf({}).entries] } },
    ],
  ])("%s, in chunks of several sizes", async (_, value) => {
    const text = JSON.stringify(value, null, 1);
    const expected = readHar(value);
    for (const size of [1, 2, 3, 7, 64, text.length]) {
      const read = await stream(text, size);
      expect(typeof read === "string" ? read : read.problems).toEqual(expected.problems);
      expect(typeof read === "string" ? read : report(read)).toBe(report(expected));
    }
  });

  test("as gzip, UTF-16 and with a byte order mark", async () => {
    const text = JSON.stringify({ log: logOf({ url: "https://api.example/é", answer: { status: 200 } }) });
    const expected = report(readHar(JSON.parse(text)));
    for (const content of [gzipSync(text), Buffer.from(`\ufeff${text}`, "utf16le"), `\ufeff${text}`]) {
      const read = await stream(content, 5);
      expect(typeof read === "string" ? read : report(read)).toBe(expected);
    }
  });

  test("gives the same error as the file read as a whole, wherever it is broken", async () => {
    const text = JSON.stringify(
      { log: { comment: "é\n", entries: [{ a: [1, "é"] }, {}], pages: [null, true] } },
      null,
      1,
    );
    const path = join(folder, "broken.har");
    for (let at = 1; at < text.length; at++) {
      for (const broken of [text.slice(0, at), `${text.slice(0, at)}\u0001${text.slice(at)}`]) {
        writeFileSync(path, broken);
        const readAsWhole = await readHarFile(path, (async function* () {})());
        expect([broken, await stream(broken, 11)]).toEqual([broken, readAsWhole]);
      }
    }
  });

  test("reads a file again whose pages and browser stand behind the entries", async () => {
    const { entries, ...facts } = logOf({ answer: { status: 200 } });
    const manyEntries = Array.from({ length: 1000 }, () => entries[0]);
    const before = JSON.stringify({ log: { entries: manyEntries } }).slice(0, -"}}".length);
    const text = `${before},${JSON.stringify({ creator: { name: "Firefox" }, pages: facts.pages }).slice(1)}}`;
    const path = join(folder, "late-facts.har");
    writeFileSync(path, text);
    const browsers: string[] = [];
    const result = await streamHar(
      path,
      (async function* () {})(),
      async ({ browser, pages, batches }) => {
        browsers.push(browser);
        let count = 0;
        for await (const { exchanges } of batches) count += exchanges.length;
        return { pages: pages.size, count };
      },
      { largeFrom: 1 },
    );
    expect(result).toEqual({ pages: 1, count: 1000 });
    expect(browsers).toEqual(["chromium", "firefox"]);
    const fromStdin = await stream(text, 1 << 16);
    expect(fromStdin).toEqual(readHar(JSON.parse(text)));
  });

  test("reads a pipe with a path once, whatever stands behind the entries", async () => {
    const { entries, ...facts } = logOf({ answer: { status: 200 } });
    const text = JSON.stringify({ log: { entries, ...facts } });
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const written = writeFile(pipe, text);
    const noInput = (async function* () {})();
    expect(await readHarFile(pipe, noInput, { largeFrom: 1 })).toEqual(readHar(JSON.parse(text)));
    await written;
  });

  test("on standard input, says what to do if the facts behind the entries contradict those before them", async () => {
    const { entries } = logOf({});
    const pages = [{ id: "page_1", title: "https://a.example/" }];
    const before = JSON.stringify({ log: { creator: { name: "Firefox" }, pages, entries } }).slice(0, -"}}".length);
    expect(await stream(`${before},"creator":{"name":"WebInspector"}}}`, 1 << 10)).toBe(
      "what is needed to read the entries stands behind them; give the path of a file instead of a pipe",
    );
  });

  test.each([
    ['{"log":{"entries":[],"entries":[1]}}', "`entries` at line 1, column 32 (byte 31)"],
    ['{"entries":[],\n"log":{"é":0,\n "entries":[]}}', "`entries` at line 3, column 12 (byte 41)"],
    ['{"log":{"entries":[{}],"log":{"entries":[]},"entries":null}}', "`entries` at line 1, column 55 (byte 54)"],
    ['{"log":{"entries":[{}]},"log":{}}', "`log` at line 1, column 31 (byte 30)"],
  ])("several lists of entries: %s", async (text, place) => {
    expect(await stream(text, 7)).toBe(
      `the file has a second ${place}, so it has several lists of entries; remove all but one`,
    );
    const byte = Number(/byte (\d+)/.exec(place)?.[1]);
    expect(Buffer.from(text).subarray(byte).toString()).toMatch(/^(\[|null|\{)/);
  });

  test("damaged gzip, and JSON that is not a HAR", async () => {
    expect(await stream(gzipSync(JSON.stringify(awkward)).subarray(0, 40), 7)).toMatch(/^the gzip data is damaged/);
    for (const content of ["[]", "null", '{"log":{"entries":{}}}', '{"log":1}', "[{}]"]) {
      expect(await stream(content, 3)).toMatch(/^log\.entries is (missing, so this is not a HAR file|not an array)$/);
    }
  });
});
