import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RecordedExchange } from "../../../src/fetch/recorded-exchange.ts";
import { type Exchange, readHar } from "../../../src/index.ts";
import { OtherFacts } from "../../../src/node/har-file/har-batches.ts";
import { HarFileError } from "../../../src/node/har-file/har-stream.ts";
import { openInWorker } from "../../../src/node/har-file/open-in-worker.ts";
import { logOf } from "../../har.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-worker-"));
afterAll(() => rmSync(folder, { recursive: true }));
const builtWorker = pathToFileURL(join(folder, "har-worker.js"));

beforeAll(async () => {
  const ssr = { noExternal: true as const };
  await build({ configFile: "build/worker.config.ts", logLevel: "warn", ssr, build: { outDir: folder } });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** All exchanges that the worker sends. */
async function readAll(source: string, worker = builtWorker): Promise<readonly Exchange[]> {
  const { har, close } = await openInWorker(worker, { source, largeFrom: 1, known: null });
  try {
    const exchanges: Exchange[] = [];
    for await (const batch of har.batches) exchanges.push(...batch.exchanges);
    return exchanges;
  } finally {
    await close();
  }
}

describe("a file that a worker reads", () => {
  const { entries, ...facts } = logOf({ answer: { status: 200 } });
  // Several batches, so that the worker has to wait.
  const log = { ...facts, entries: Array.from({ length: 6000 }, () => entries[0]) };
  const text = JSON.stringify({ log }, null, 2);

  test("gives the same exchanges as without the worker", async () => {
    expect(text.length).toBeGreaterThan(5 << 20);
    const exchanges = await readAll(file("whole.har", text));
    expect(exchanges).toEqual(readHar(log).exchanges);
    expect(exchanges[0]).toBeInstanceOf(RecordedExchange);
  });

  test("may be closed before its end", async () => {
    const source = file("closed.har", text);
    const { har, close } = await openInWorker(builtWorker, { source, largeFrom: 1, known: null });
    expect(har.browser).toBe("chromium");
    await close();
  });

  test("gives the same errors", async () => {
    const cut = file("cut.har", text.slice(0, 3_000_000));
    const position = { line: text.slice(0, 3_000_000).split("\n").length };
    await expect(readAll(cut)).rejects.toThrow(`the JSON ends too early at line ${position.line}, column `);
    await expect(readAll(cut)).rejects.toBeInstanceOf(HarFileError);
    await expect(readAll(join(folder, "missing.har"))).rejects.toThrow(/^no such file$/);
    const late = file("late.har", `${text.slice(0, -"\n  }\n}".length)}, "pages": []}}`);
    await expect(readAll(late)).rejects.toBeInstanceOf(OtherFacts);
  });

  test("ends with a sentence if the worker fails", async () => {
    const source = file("whole.har", text);
    const failing = pathToFileURL(file("failing.mjs", "throw new Error('out of luck');"));
    const ending = pathToFileURL(file("ending.mjs", ""));
    await expect(readAll(source, failing)).rejects.toThrow(
      new HarFileError("the thread that reads the file failed (out of luck); try again with --jobs 1"),
    );
    await expect(readAll(source, ending)).rejects.toThrow(
      new HarFileError("the thread that reads the file ended too early; try again with --jobs 1"),
    );
  });
});
