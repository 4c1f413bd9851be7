import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { root, run } from "./installed-package.ts";

/** The latest version that Node 20 runs. */
const inspector = "@modelcontextprotocol/inspector@0.15.0";

let folder = "";
let api: Listening;

// The inspector has many dependencies, so it is no dependency of this package.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cors-panel-inspector-"));
  api = await listenHttp((_, response) => response.end());
  const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--prefix", folder];
  await run("npm", ["install", ...options, inspector], { cwd: folder });
}, 300_000);
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the inspector prints for one request to `cors-panel mcp`. */
async function inspect(...args: readonly string[]) {
  const server = ["-e", "NODE_OPTIONS=--import=tsx", process.execPath, "src/node/bin.ts", "mcp"];
  const program = join(folder, "node_modules/.bin/mcp-inspector");
  const { code, out, errors } = await run(program, ["--cli", ...server, ...args], { cwd: root });
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  return JSON.parse(out);
}

describe("the MCP inspector's command line", () => {
  test("lists the tools and the resources, and calls a tool", async ({ skip }) => {
    skip(!existsSync(join(folder, "node_modules/.bin/mcp-inspector")), "npm cannot install the inspector here");
    const { tools } = await inspect("--method", "tools/list");
    expect(tools.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      "cors_audit",
      "cors_check",
      "cors_diagnose",
      "cors_explain",
      "cors_fix",
      "cors_preflight",
    ]);
    const { resources } = await inspect("--method", "resources/list");
    const uris = resources.map(({ uri }: { uri: string }) => uri);
    expect(uris).toContain("cors://causes/missing-allow-origin");
    const { contents } = await inspect("--method", "resources/read", "--uri", "cors://causes/missing-allow-origin");
    expect(contents[0].text).toContain("Access-Control-Allow-Origin");
    const request = [`url=http://localhost:${api.port}/orders`, "origin=https://app.example", "method=PUT"];
    const args = request.flatMap((arg) => ["--tool-arg", arg]);
    const { content } = await inspect("--method", "tools/call", "--tool-name", "cors_preflight", ...args);
    expect(content[0].text).toContain("REFUSED 1  PUT");
  });
});
