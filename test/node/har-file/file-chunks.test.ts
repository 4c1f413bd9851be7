import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { readHar } from "../../../src/index.ts";
import { fileChunks } from "../../../src/node/har-file/file-chunks.ts";
import { streamHar } from "../../../src/node/har-file/har-file.ts";
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

test("a read that fails before its chunk is asked for is an error of that chunk", async () => {
  const path = write("failing", randomBytes(1_000_000));
  const file = await open(path);
  const prototype = Object.getPrototypeOf(file);
  await file.close();
  const { read } = prototype;
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  onTestFinished(() => {
    prototype.read = read;
    process.off("unhandledRejection", unhandled);
  });
  const reads = [() => Promise.resolve({ bytesRead: 10 }), () => Promise.reject(new Error("EIO"))];
  prototype.read = () => reads.shift()?.();
  const chunks = fileChunks(path, 0);
  expect((await chunks.next()).value).toHaveLength(10);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(chunks.next()).rejects.toThrow("EIO");
  expect(unhandled).not.toHaveBeenCalled();
});

test.runIf(process.platform === "linux").each([
  ["whose entries are invalid", (text: string) => `${text.slice(0, 600_000)}\u0000${text.slice(600_001)}`, "all"],
  ["whose head is invalid", (text: string) => text.replace("{", "{,"), "all"],
  ["that ends too early", (text: string) => text.slice(0, 600_000), "all"],
  ["of which only the first entries are read", (text: string) => text, "first"],
])("a recording %s is closed", async (_, change, part) => {
  const { entries, ...rest } = logOf({ answer: { status: 200, body: "x".repeat(2000) } });
  const log = { ...rest, entries: Array.from({ length: 500 }, () => entries).flat() };
  const path = write(`${part}-${_}.har`, change(JSON.stringify({ log })));
  const readBatches = async (batches: AsyncIterable<unknown>) => {
    for await (const _batch of batches) if (part === "first") return "left";
    return "read";
  };
  const result = await streamHar(path, process.stdin, ({ batches }) => readBatches(batches), { largeFrom: 1 });
  expect(result).toMatch(part === "first" ? /^left$/ : /JSON/);
  expect(isOpen(path)).toBe(false);
});

/** True while the process has the file open. */
function isOpen(path: string): boolean {
  return readdirSync("/proc/self/fd").some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  });
}
