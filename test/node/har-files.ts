import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { logOf, page } from "../har.ts";

/** A temporary folder with the HAR files of a refused and an allowed fetch; it is removed after the test file. */
export function harFiles() {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const headers = { "Access-Control-Allow-Origin": page };
  const refusedLog = logOf({ answer: { status: 200 } });
  const allowedLog = logOf({ answer: { status: 200, headers }, error: null });
  return {
    folder,
    file,
    refusedLog,
    refused: file("refused.har", JSON.stringify({ log: refusedLog }, null, 2)),
    allowed: file("allowed.har", JSON.stringify({ log: allowedLog })),
  };
}
