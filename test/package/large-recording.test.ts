import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeDifferentRefusals } from "../large-har.ts";
import { connectMcp } from "../node/mcp/connect.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-large-"));
const path = join(folder, "large.har");
const count = 16_000;

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

beforeAll(() => {
  writeDifferentRefusals(path, count);
  expect(statSync(path).size).toBeGreaterThan(32 * 1024 * 1024);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built command on the file, and returns its result with its largest resident set in bytes. */
function diagnose(...nodeArguments: string[]) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeArguments, "--import", reportMemory, "dist/cli/bin.js", "diagnose", path],
    { encoding: "utf8", maxBuffer: 1e9 },
  );
  const [, bytes] = /^max (\d+)$/m.exec(stderr) ?? [];
  return { status, signal, stdout, stderr: stderr.replace(/^max \d+\n/m, ""), bytes: Number(bytes) };
}

/** A module that prints the largest resident set when the process ends. */
const reportMemory = `data:text/javascript,process.on("exit",()=>process._rawDebug("max "+process.resourceUsage().maxRSS*1024))`;

test("16,000 different refusals in a large file are diagnosed in 200 MB, with exact counts and the exit code 1", () => {
  const { status, stdout, stderr, bytes } = diagnose();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^cors-panel: .*: the servers sent more different responses than CORS Panel remembers; .*\n$/);
  expect(stdout.replace(/\s+/g, " ")).toContain(`${count} cross-origin requests: ${count} refused by CORS.`);
  expect(bytes).toBeLessThan(200_000_000);
});

test("where Node's memory is full, the command ends with 2 and one line", () => {
  const { status, signal, stdout, stderr } = diagnose("--max-old-space-size=32");
  expect({ status, signal, stdout }).toEqual({ status: 2, signal: null, stdout: "" });
  expect(stderr).toMatch(/^cors-panel: out of memory: .*\n$/);
});

test("where Node's memory is full, the MCP server says so in its reply and stays there", async () => {
  const command = [process.execPath, "--max-old-space-size=48", "dist/cli/bin.js"] as const;
  const mcp = await connectMcp({}, "legacy", command);
  expect(await mcp.call("cors_diagnose", { path })).toMatch(/^ERROR: Out of memory: .*\.$/);
  expect(await mcp.call("cors_explain", { cause: "missing-allow-origin" })).toMatch(/^missing-allow-origin: /);
  await mcp.close();
});
