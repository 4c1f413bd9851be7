import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { api, logOf, page } from "../../har.ts";
import { harFiles } from "../har-files.ts";
import { runPiped, runWith } from "../run.ts";

const { folder, file, refusedLog, refused, allowed } = harFiles();

describe("a source that can be read", () => {
  const text = readFileSync(refused, "utf8");
  test.each([
    ["with a byte order mark", `\ufeff${text}`],
    ["as gzip", gzipSync(text)],
    ["in a zip archive", zipSync({ "body.json": strToU8("{}"), "har.har": strToU8(text) })],
    ["in a zip archive without compression", zipSync({ "har.har": strToU8(text) }, { level: 0 })],
    ["in a zip archive of macOS", zipSync({ "a/app.har": strToU8(text), "__MACOSX/a/._app.har": strToU8("x") })],
    ["as UTF-16, as a Windows shell writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["as the bare log of `getHAR()`", JSON.stringify(refusedLog)],
  ])("a HAR %s", async (name, content) => {
    const { code, out, errors } = await runPiped("diagnose", file(`${name}.har`, content), "--json");
    expect(errors).toEqual([]);
    expect(code).toBe(1);
    expect(JSON.parse(out).fetches).toHaveLength(1);
  });

  test("standard input in chunks that split a character", async () => {
    const bytes = Buffer.from(JSON.stringify({ log: logOf({ url: `${api}?q=é`, answer: { status: 200 } }) }));
    const at = bytes.indexOf(0xc3) + 1;
    const { out } = await runWith({ stdin: [bytes.subarray(0, at), bytes.subarray(at)] }, "diagnose", "-", "--json");
    expect(JSON.parse(out).fetches[0].url).toBe(`${api}?q=é`);
  });

  test("several files give one array, in their order", async () => {
    const { code, out } = await runPiped("diagnose", allowed, refused, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).map(({ source }: { source: string }) => source)).toEqual([allowed, refused]);
  });

  test("of several files, those that can be read", async () => {
    const { code, out, errors } = await runPiped("diagnose", join(folder, "missing.har"), allowed, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toHaveLength(1);
    expect(errors).toEqual([expect.stringMatching(/missing\.har: no such file$/)]);
  });

  test("the rest of a file with unreadable entries, with the numbers of the file", async () => {
    const entries = [null, { request: {} }, { request: { url: api, headers: {} } }, ...refusedLog.entries];
    const { code, out, errors } = await runPiped(
      "diagnose",
      file("holes.har", JSON.stringify({ log: { ...refusedLog, entries } })),
      "--json",
      "--verbose",
    );
    expect(code).toBe(1);
    expect(errors.map((line) => line.replace(/^.*\.har: /, ""))).toEqual([
      "log.entries[0].request.url is missing; the entry was skipped",
      "log.entries[1].request.url is missing; the entry was skipped",
      "log.entries[2].response is missing; treated as no response",
      "log.entries[2].request.headers is not an array; treated as no headers",
    ]);
    const [fetch] = JSON.parse(out).fetches.filter(({ outcome }: { outcome: string }) => outcome === "refused");
    expect(fetch.entry).toBe(3);
  });

  test("numbers written as strings; a damaged response gives no verdict", async () => {
    const request = { method: "GET", url: api, headers: [{ name: "Origin", value: page }] };
    const allowing = [{ name: "Access-Control-Allow-Origin", value: page }];
    const credentials = { name: "Access-Control-Allow-Credentials", value: true };
    const responses = [
      { status: "500", headers: [] },
      { status: 200, headers: [...allowing, credentials] },
      { status: 200, headers: "x" },
      { status: "OK", headers: [] },
      null,
    ];
    const entries = responses.map((response) => ({ request, response, time: "12" }));
    const text = JSON.stringify({ log: { version: "1.2", creator: { name: "any" }, entries } });
    const { code, out, errors } = await runPiped("diagnose", file("damaged.har", text), "--json", "--verbose");
    expect(code).toBe(1);
    expect(errors.map((line) => line.replace(/^.*\.har: /, ""))).toEqual([
      "log.entries[2].response.headers is not an array; treated as no response",
      "log.entries[3].response.status is not a number; treated as no response",
      "log.entries[4].response is missing; treated as no response",
    ]);
    const { fetches, summary } = JSON.parse(out);
    expect(fetches).toMatchObject([
      { outcome: "refused", cause: "missing-allow-origin" },
      { outcome: "unknown", count: 3 },
      { outcome: "allowed" },
    ]);
    expect(summary).toMatchObject({ refused: 1, unknown: 3, allowed: 1 });
  });
});

const halfZip = zipSync({ "app.har": strToU8(JSON.stringify(refusedLog)) }).subarray(0, 200);

/** `app.har` of twenty entries, as `zip -P secret` of Info-ZIP writes it. */
const encryptedZip = Buffer.from(
  "UEsDBBQACQAIAFKJfV1fUO9wUwAAAEoDAAAHAAAAYXBwLmhhctg2G7KS++xRjm75TQn9jfeRUkNcHGA5OV22zyc2oDgxc14hb/aq0lI8X5DJt/7KtjEJvmvjsnP3VQiPHGmh/896uWjW+zOBWpT1E55NeoPOrvMAUEsHCF9Q73BTAAAASgMAAFBLAQIeAxQACQAIAFKJfV1fUO9wUwAAAEoDAAAHAAAAAAAAAAEAAACkgQAAAABhcHAuaGFyUEsFBgAAAAABAAEANQAAAIgAAAAAAA==",
  "base64",
);

describe("a source that cannot be read gives an error with its position", () => {
  test.each([
    ["nothing", "", "the file is empty"],
    [
      "a picture",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
      "invalid JSON: unexpected `\ufffd` at line 1, column 1 (byte 0)",
    ],
    ["a page", "<!doctype html>", "invalid JSON: unexpected `<` at line 1, column 1 (byte 0)"],
    [
      "half a HAR",
      '{"log":{\n"entries":[{"time":1.',
      "the JSON ends too early at line 2, column 22 (byte 30); the file is incomplete, save it again",
    ],
    ["two HARs", '{}\n{"log":{}}', "invalid JSON: unexpected `{` at line 2, column 1 (byte 3)"],
    ["an extra comma", '{"é":[1,]}', "invalid JSON: unexpected `]` at line 1, column 9 (byte 9)"],
    ["an escape sequence", '{"a":\u001b}', "invalid JSON: unexpected `\\x1b` at line 1, column 6 (byte 5)"],
    [
      "damaged gzip",
      gzipSync("{}").subarray(0, 12),
      "the gzip data is damaged or incomplete (Z_BUF_ERROR); save the file again",
    ],
    ["half a zip", halfZip, "the zip archive is incomplete; save the file again"],
    ["an encrypted zip", encryptedZip, "the zip archive is damaged or encrypted (unexpected EOF); unzip it"],
    [
      "a zip without HAR",
      zipSync({ "a.txt": strToU8("{}") }),
      "the zip archive contains no file whose name ends with .har",
    ],
    [
      "a zip with two HARs",
      zipSync({ "a.har": strToU8("{}"), "b.har": strToU8("{}") }),
      "the zip archive contains several HAR files; unzip it and name one",
    ],
    ["another JSON", "[]", "log.entries is missing, so this is not a HAR file"],
    ["null", "null", "log.entries is missing, so this is not a HAR file"],
    ["entries that are not a list", '{"log":{"entries":{}}}', "log.entries is not an array"],
  ])("%s", async (name, content, message) => {
    const path = file(`${name}.txt`, content);
    const { code, out, errors } = await runPiped("diagnose", path);
    expect({ code, out, errors }).toEqual({ code: 2, out: "", errors: [`${path}: ${message}`] });
  });

  test("a folder", async () => {
    const path = join(folder, "folder.har");
    mkdirSync(path);
    expect((await runPiped("diagnose", path)).errors).toEqual([
      `${path}: this is a folder; give the path of the HAR file in it`,
    ]);
  });

  test("nothing on standard input", async () => {
    expect(await runPiped("diagnose", "-")).toEqual({ code: 2, out: "", errors: ["standard input: no data arrived"] });
  });
});
