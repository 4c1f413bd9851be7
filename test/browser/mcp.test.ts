import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectMcp, type McpConnection } from "../node/mcp/connect.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { processesOf } from "./check-process.ts";
import { crossOriginPages, serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let mcp: McpConnection;
let playground: Playground;
let site: TwoOrigins;
const folder = mkdtempSync(join(tmpdir(), "cors-panel-mcp-"));

beforeAll(async () => {
  playground = await startPlayground();
  site = await serveTwoOrigins(crossOriginPages);
  mcp = await connectMcp({ CHROME_PATH: findBrowser(), TMPDIR: folder });
});

afterAll(async () => {
  await mcp?.close();
  await playground?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs one scene of the playground. */
const scene = (id: string) => ({
  script: `const { groups } = await import("/scenes.js");
    await groups.flatMap(({ scenes }) => scenes).find(({ id }) => id === "${id}").call().catch(() => {});`,
});

describe("cors_check, driven by the SDK's client", () => {
  test("checks scenes of the playground, and the numbers lead to the fix and to the checks", async () => {
    const progress: string[] = [];
    const { content, isError } = await mcp.client.callTool(
      { name: "cors_check", arguments: { url: playground.pageUrl, steps: [scene("methods-without-put")] } },
      { onprogress: ({ message = "" }) => void progress.push(message) },
    );
    const report = content.map((part) => (part.type === "text" ? part.text : "")).join("");
    expect(isError ?? false).toBe(false);
    expect(report).toContain(`${playground.origins.api}/methods-without-put/orders/1`);
    expect(report).toContain("PUT");
    expect(progress).toEqual([
      "starting the browser",
      "opening the page",
      "step 1 of 1: script",
      "waiting for the last responses",
    ]);
    const fix = await mcp.call("cors_fix", { stack: "express-cors" });
    expect(fix).toMatch(/methods: \[.*'PUT'/);
    expect(await mcp.call("cors_explain", { refusal: 1 })).toMatch(/^fail .*The preflight allows the method/m);
  });

  test("clicks, and opens a second page", async () => {
    const url = `${site.page}/one`;
    const report = await mcp.call("cors_check", { url, steps: [{ click: "button" }, { goto: `${site.page}/good` }] });
    expect(report).toContain("/one");
    expect(report).toContain("/clicked");
    expect(await mcp.call("cors_check", { url, steps: [{ click: "#no" }], timeout: 4 })).toContain(
      "Note: The check did not end: not finished within 4 s: no element matches #no",
    );
  });

  test("gives the page the cookies and the storage state that the agent names", async () => {
    const storageState = join(folder, "state.json");
    const origins = [{ origin: site.page, localStorage: [{ name: "user", value: "ada" }] }];
    writeFileSync(storageState, JSON.stringify({ cookies: [], origins }));
    const script = `await fetch("${site.api}/" + document.cookie + "/" + localStorage.user).catch(() => {});`;
    const report = await mcp.call("cors_check", {
      url: `${site.page}/quiet`,
      ...{ cookies: ["plan=team"], storageState, steps: [{ script }] },
    });
    expect(report).toContain(`GET ${site.api}/plan=team/ada`);
  });

  test("says what is wrong where no page opens", async () => {
    expect(await mcp.call("cors_check", { url: playground.origins.down })).toMatch(
      /^ERROR: .*cannot open the page \(net::ERR_CONNECTION_REFUSED\)/,
    );
  });

  test("stops when the client cancels, and leaves no browser behind", async () => {
    const controller = new AbortController();
    const reached = new Promise<void>((resolve) => {
      const call = mcp.client.callTool(
        { name: "cors_check", arguments: { url: site.page, steps: [{ script: "await new Promise(() => {})" }] } },
        {
          signal: controller.signal,
          onprogress: ({ message }) => {
            if (message?.startsWith("step 1")) resolve();
          },
        },
      );
      call.catch(() => {});
    });
    await reached;
    expect(processesOf(folder).length).toBeGreaterThan(0);
    controller.abort();
    await expect.poll(() => processesOf(folder), { timeout: 20_000 }).toEqual([]);
    // The connection still serves.
    expect(await mcp.call("cors_explain", { cause: "missing-allow-origin" })).toContain("missing-allow-origin");
  });

  test("ends its browser when the client closes the connection in the middle of a check", async () => {
    const own = await connectMcp({ CHROME_PATH: findBrowser(), TMPDIR: folder });
    const call = own.client.callTool({ name: "cors_check", arguments: { url: `${site.page}/never` } });
    call.catch(() => {});
    await expect.poll(() => processesOf(folder).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await own.close();
    await expect.poll(() => processesOf(folder), { timeout: 20_000 }).toEqual([]);
    expect(own.strayOutput).toEqual([]);
  });

  test("writes nothing but the protocol to standard output", () => {
    expect([mcp.strayOutput, mcp.stderr()]).toEqual([[], ""]);
  });
});
