import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { builtUrl } from "./built-module.ts";

/** Milliseconds that `JSON.parse` and the diagnosis after it took. */
export interface Times {
  readonly parse: number;
  readonly diagnosis: number;
}

/**
 * Measures the first parse and the first diagnosis of a process, once in each of this many processes. Code is not compiled
 * yet then and nothing is remembered, as when a user runs the command line.
 */
export async function measureFirstRuns(text: string, processes: number): Promise<Times[]> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-bench-"));
  try {
    const path = join(folder, "first.har");
    await writeFile(path, text);
    const program = `
      const { readFileSync } = await import("node:fs");
      const { diagnose, readHar } = await import(${JSON.stringify(builtUrl("index"))});
      const text = readFileSync(${JSON.stringify(path)}, "utf8");
      const start = performance.now();
      const har = JSON.parse(text);
      const parsed = performance.now();
      diagnose(readHar(har));
      console.log(JSON.stringify({ parse: parsed - start, diagnosis: performance.now() - parsed }));`;
    const times: Times[] = [];
    for (let run = 0; run < processes; run++) {
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
      times.push(JSON.parse(stdout));
    }
    return times;
  } finally {
    await rm(folder, { recursive: true });
  }
}
