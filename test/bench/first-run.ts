import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { builtUrl } from "./built-module.ts";

/** Milliseconds of `JSON.parse` and of the diagnosis that follows. */
export interface Times {
  readonly parse: number;
  readonly diagnosis: number;
}

/**
 * What a user of the command line waits for: each the first in its process, whose code is not compiled yet and which
 * remembers nothing. One pair of times for each of so many processes.
 */
export async function measureCold(text: string, processes: number): Promise<Times[]> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-bench-"));
  try {
    const path = join(folder, "cold.har");
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
