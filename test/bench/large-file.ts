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

/** What most bytes of a file are. */
type Content = "response bodies" | "lean entries";

/**
 * Prints how long `cors-panel diagnose` takes for a file of this many bytes, and the peak memory of its process. For lean entries,
 * also how long it takes to read and parse the file at once.
 */
export async function measureLargeFile(bytes: number, content: Content): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-bench-"));
  try {
    const path = join(folder, "large.har");
    await pipeline(Readable.from(largeHar(bytes, content)), createWriteStream(path));
    const { code, seconds, megabytes } = await measureInProcess(`
      const { cli } = await import(${JSON.stringify(builtUrl("node/cli"))});
      const io = { stdin: [], print: async () => {}, warn: console.error, columns: undefined, env: {} };
      const measure = () => cli(["diagnose", ${JSON.stringify(path)}, "--format", "github"], io);`);
    if (code !== 1) throw new Error(`diagnose ended with ${code}`);
    const name = `a file of ${(bytes / 1e6).toFixed(0)} MB, most of it ${content}`;
    process.stdout.write(`${name}: ${seconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB of memory\n`);
    if (content !== "lean entries") return;
    const parsed = await measureInProcess(`
      const { readFileSync } = await import("node:fs");
      const measure = () => JSON.parse(readFileSync(${JSON.stringify(path)}, "utf8")).log.version.length;`);
    const size = `${parsed.seconds.toFixed(1)} s, at most ${parsed.megabytes.toFixed(0)} MB of memory`;
    process.stdout.write(`${name}, read and parsed at once: ${size}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Measured {
  readonly code: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs the function `measure` of a program in a process of its own. */
async function measureInProcess(program: string): Promise<Measured> {
  const measured = `${program}
    const start = performance.now();
    const code = await measure();
    const { maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ code, seconds: (performance.now() - start) / 1000, megabytes: maxRSS / 1024 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", measured]);
  return JSON.parse(stdout);
}

/** The text of a HAR file in pieces. One in a hundred of its fetches is refused. */
function* largeHar(bytes: number, content: Content): Generator<string> {
  yield `${JSON.stringify({ log: { ...logOf(), entries: undefined } }).slice(0, -"}}".length)},"entries":[`;
  const body = content === "response bodies" ? 'One "quoted" line of a body.\n'.repeat(300) : "";
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
