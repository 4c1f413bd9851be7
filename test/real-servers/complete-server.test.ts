import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { diagnose, fixesFor, readHar } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { logOf, page } from "../har.ts";
import { startServer } from "../prove/process.ts";
import type { Running } from "./targets.ts";

// The longer forms of the fix for Express: a function that chooses the origin, and a complete server. A local page is allowed
// outside production only.

const folder = mkdtempSync(join(import.meta.dirname, "complete-server-"));
let running: Running | undefined;

afterEach(async () => {
  await running?.close();
});

describe.each(["express", "express4"])("the complete server on %s", (express) => {
  test("lets the page read, preflights too, and no other page", async () => {
    const url = await start(express, "development");
    expect(await allowedOrigin(url, page)).toBe(page);
    expect(await preflight(url, page)).toEqual([204, page, "GET,HEAD,PUT,PATCH,POST,DELETE"]);
    for (const other of ["https://evil.example", `${page}0`, "null"])
      expect(await allowedOrigin(url, other)).toBeNull();
    const { headers, status } = await fetch(url);
    expect([status, headers.get("Access-Control-Allow-Origin"), headers.get("Vary")]).toEqual([200, null, "Origin"]);
  });

  test("refuses a local page in production", async () => {
    expect(await allowedOrigin(await start(express, "production"), page)).toBeNull();
  });
});

async function start(express: string, mode: string): Promise<string> {
  const port = await freePort();
  const file = join(folder, `${express}-${mode}.cjs`);
  writeFileSync(file, completeServer().replace("require('express')", `require('${express}')`));
  running = await startServer([process.execPath, file], port, {
    env: { ...process.env, NODE_ENV: mode, PORT: String(port) },
  });
  return `http://localhost:${port}/api/data`;
}

function completeServer(): string {
  const recording = readHar({ log: logOf({ answer: { status: 200 } }) });
  const fix = fixesFor(diagnose(recording), recording).find(({ title }) => title === "Or start from a complete server");
  if (!fix) throw new Error("no complete server among the fixes");
  return fix.code;
}

async function allowedOrigin(url: string, origin: string): Promise<string | null> {
  const { headers } = await fetch(url, { headers: { Origin: origin } });
  return headers.get("Access-Control-Allow-Origin");
}

async function preflight(url: string, origin: string) {
  const headers = { Origin: origin, "Access-Control-Request-Method": "PUT" };
  const response = await fetch(url, { method: "OPTIONS", headers });
  const get = (name: string) => response.headers.get(`Access-Control-Allow-${name}`);
  return [response.status, get("Origin"), get("Methods")];
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));
