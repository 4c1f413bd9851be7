import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { api, logOf } from "../har.ts";
import { builtUrl } from "./built-module.ts";

/** Prints how long `cors-panel diagnose` takes for a file of so many bytes, and the most memory that its process held. */
export async function measureLarge(bytes: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-bench-"));
  try {
    const path = join(folder, "large.har");
    await pipeline(Readable.from(largeHar(bytes)), createWriteStream(path));
    const program = `
      const { cli } = await import(${JSON.stringify(builtUrl("node/cli"))});
      const io = { stdin: [], print: async () => {}, warn: console.error, columns: undefined, env: {} };
      const start = performance.now();
      const code = await cli(["diagnose", ${JSON.stringify(path)}, "--format", "github"], io);
      const { maxRSS } = process.resourceUsage();
      console.log(JSON.stringify({ code, seconds: (performance.now() - start) / 1000, megabytes: maxRSS / 1024 }));`;
    const args = ["--input-type=module", "-e", program];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { code, seconds, megabytes } = JSON.parse(stdout);
    if (code !== 1) throw new Error(`diagnose ended with ${code}`);
    process.stdout.write(
      `a file of ${(bytes / 1e6).toFixed(0)} MB, most of it bodies: ${seconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB of memory\n`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

function* largeHar(bytes: number): Generator<string> {
  yield `${JSON.stringify({ log: { ...logOf(), entries: undefined } }).slice(0, -"}}".length)},"entries":[`;
  const body = 'One "quoted" line of a body.\n'.repeat(300);
  for (let size = 0, call = 0; size < bytes; call++) {
    const error = call % 100 === 0 ? "net::ERR_FAILED" : null;
    const { entries } = logOf({ url: `${api}/${call}`, answer: { status: 200, headers: allowed(error), body }, error });
    const text = `${call > 0 ? ",\n" : ""}${JSON.stringify(entries[0], null, 2)}`;
    size += text.length;
    yield text;
  }
  yield "]}}";
}

function allowed(error: string | null): Record<string, string> {
  return error === null ? { "Access-Control-Allow-Origin": "http://localhost:3000" } : {};
}
