import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readHar } from "../../../src/index.ts";
import { fileChunks } from "../../../src/node/har-file/file-chunks.ts";
import { logOf } from "../../har.ts";
import { readHarFile } from "./read-har-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-chunks-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test.each([0, 3])("the chunks are the bytes of the file from offset %d on", async (start) => {
  const bytes = randomBytes(1_000_000);
  const path = write(`bytes-${start}`, bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of fileChunks(path, start)) chunks.push(Buffer.from(chunk));
  expect(chunks.length).toBeGreaterThan(3);
  expect(Buffer.concat(chunks).equals(bytes.subarray(start))).toBe(true);
});

test("a file that does not exist is an error", async () => {
  await expect(fileChunks(join(folder, "none"), 0).next()).rejects.toThrow("ENOENT");
});

test("a recording whose head and entries are longer than a chunk is read as it is, also behind a byte order mark", async () => {
  const { entries, ...rest } = logOf({ answer: { status: 200 } });
  const pages = Array.from({ length: 20_000 }, (_, n) => ({ id: `page_${n}`, title: `https://app.example/${n}` }));
  const log = { ...rest, pages, entries: Array.from({ length: 500 }, () => entries).flat() };
  const path = write("long.har", `\uFEFF${JSON.stringify({ log })}`);
  expect(await readHarFile(path, process.stdin, { largeFrom: 1 })).toEqual(readHar({ log }));
});
