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

/** Prints how long `cors-panel diagnose` takes for a file of this many bytes, and the peak memory of its process. */
export async function measureLargeFile(bytes: number): Promise<void> {
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

/** The text of a HAR file in pieces. One in a hundred of its fetches is refused, and most of it is response bodies. */
function* largeHar(bytes: number): Generator<string> {
  yield `${JSON.stringify({ log: { ...logOf(), entries: undefined } }).slice(0, -"}}".length)},"entries":[`;
  const body = 'One "quoted" line of a body.\n'.repeat(300);
  for (let size = 0, index = 0; size < bytes; index++) {
    const error = index % 100 === 0 ? "net::ERR_FAILED" : null;
    const { entries } = logOf({
      url: `${api}/${index}`,
      answer: { status: 200, headers: responseHeaders(error), body },
      error,
    });
    const text = `${index > 0 ? ",\n" : ""}${JSON.stringify(entries[0], null, 2)}`;
    size += text.length;
    yield text;
  }
  yield "]}}";
}

function responseHeaders(error: string | null): Record<string, string> {
  return error === null ? { "Access-Control-Allow-Origin": "http://localhost:3000" } : {};
}
