import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnose, fixesFor, readHar, regressionTestsOf } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { carriedOut } from "../prove/carried-out.ts";
import { findBrowser } from "../setup.mjs";
import { call, callFromSandbox, clearCache } from "./calls.ts";
import { type Case, cases } from "./cases.ts";
import { type Recorded, recorderOf } from "./recorder.ts";
import { type Fill, fillOrigins, startPage, type Target, targets } from "./targets.ts";

let browser: Browser;
let home: Awaited<ReturnType<typeof startPage>>;
let foreign: Awaited<ReturnType<typeof startPage>>;
let page: Page;
let foreignPage: Page;
let recorder: Awaited<ReturnType<typeof recorderOf>>;

beforeAll(async () => {
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: ["--no-sandbox"] });
  home = await startPage();
  foreign = await startPage();
  page = await openPage(home.origin);
  foreignPage = await openPage(foreign.origin);
  recorder = await recorderOf([page, foreignPage]);
});

afterAll(async () => {
  await browser?.close();
  await home?.close();
  await foreign?.close();
});

describe.each(targets)("$name", (target) => {
  test.each(cases.filter((broken) => target.brokenBy(broken)))("$name", async (broken) => {
    const port = await freePort();
    const server = `http://127.0.0.1:${port}`;
    const fill = fillOrigins(server, home.origin, foreign.origin);
    const refusal = await during(target, port, broken, null, fill, async () => {
      await recorder.take();
      if (broken.otherPageFirst) expect(await call(foreignPage, `${server}/api/x`, broken.call)).toBe(200);
      expect(await call(page, `${server}/api/x`, broken.call)).toBe("refused");
      return recorder.take();
    });
    const fix = codeOf(refusal, target, broken);
    const tests = regressionTestsIn(refusal);
    if (!broken.otherPageFirst) {
      expect(await during(target, port, broken, null, fill, () => outcomesOf(tests, server))).toEqual(failing(tests));
    }
    await during(target, port, broken, fix, fill, async () => {
      expect(await outcomesOf(tests, server)).toEqual(passing(tests));
      if (broken.otherPageFirst) {
        await clearCache(page);
        expect(await call(foreignPage, `${server}/api/x`, broken.call)).toBe(200);
      }
      const answer = await call(page, `${server}/api/x`, broken.call);
      expect(answer).toEqual(broken.status ?? expect.any(Number));
      const foreignCall = { ...broken.call, credentials: "include" as const };
      if (!broken.otherPageFirst) expect(await call(foreignPage, `${server}/api/x`, foreignCall)).toBe("refused");
      expect(await callFromSandbox(page, `${server}/api/x`, foreignCall)).toBe("refused");
    });
  });
});

test("one fix for the whole server ends every refusal", async () => {
  const broken: Case = {
    name: "no CORS code",
    cause: "missing-allow-origin",
    call: {},
    express: { cors: "", rest: "app.all('/api/*splat', (req, res) => res.json({}));" },
  };
  const calls: readonly (readonly [string, RequestInit])[] = [
    ["/api/x", { method: "PUT", headers: { "x-api-key": "1" } }],
    ["/api/y", { method: "DELETE" }],
    ["/api/z", { headers: { "content-type": "application/json" } }],
  ];
  const [target] = targets.filter(({ name }) => name === "Express 5 with cors");
  if (!target) throw new Error("Express 5 is not among the servers");
  const port = await freePort();
  const answers = (code: string | null) =>
    during(target, port, broken, code, fillOrigins("", home.origin, foreign.origin), async () => {
      await recorder.take();
      const got: (number | string)[] = [];
      for (const [path, init] of calls) got.push(await call(page, `http://127.0.0.1:${port}${path}`, init));
      return { got, ...(await recorder.take()) };
    });
  const { got, log } = await answers(null);
  expect(got).toEqual(["refused", "refused", "refused"]);
  const recording = readHar(log);
  const fixes = fixesFor(diagnose(recording), recording).filter(
    ({ stack, isAlternative }) => stack === target.stack && !isAlternative,
  );
  expect(fixes).toHaveLength(1);
  expect((await answers(fixes[0]?.code ?? "")).got).toEqual([200, 200, 200]);
});

/** The server's code with the fix that the engine writes, after a check that the engine names the same cause as the browser. */
function codeOf({ log, corsErrors }: Recorded, { stack }: Target, { cause, call: init }: Case): string {
  const recording = readHar(log);
  const refused = diagnose(recording).filter(({ outcome }) => outcome === "refused");
  expect(refused.map(({ verdict }) => verdict?.cause)).toEqual([cause]);
  expect(refused.map(({ verdict }) => verdict?.reportedAs.chrome)).toEqual(corsErrors);
  const fix = fixesFor(refused, recording).find((candidate) => candidate.stack === stack);
  expect(fix?.changed).not.toEqual([]);
  return fix ? carriedOut(fix, 0, refused, recording, init) : "";
}

/** The regression tests for the refused fetch, by name. */
function regressionTestsIn({ log }: Recorded): Readonly<Record<string, string>> {
  const [refused] = diagnose(readHar(log)).filter(({ outcome }) => outcome === "refused");
  const tests = refused && regressionTestsOf(refused);
  if (!tests) throw new Error("a refusal that a server can mend has regression tests");
  return { ...tests };
}

/** Whether each test passes under `node --test`, by name. */
async function outcomesOf(tests: Readonly<Record<string, string>>, server: string): Promise<Record<string, boolean>> {
  const folder = mkdtempSync(join(import.meta.dirname, "regression-"));
  try {
    // supertest takes a URL in place of an application.
    writeFileSync(join(folder, "app.js"), `export default ${JSON.stringify(server)};`);
    const outcomes = Object.entries(tests).map(async ([name, code]) => {
      const file = join(folder, `${name}.test.mjs`);
      writeFileSync(file, code);
      const passed = await run(process.execPath, ["--test", file], { env: { ...process.env, SERVER: server } });
      return [name, passed] as const;
    });
    return Object.fromEntries(await Promise.all(outcomes));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const passing = (tests: object) => Object.fromEntries(Object.keys(tests).map((name) => [name, true]));
const failing = (tests: object) => Object.fromEntries(Object.keys(tests).map((name) => [name, false]));

async function run(command: string, args: readonly string[], options: object): Promise<boolean> {
  const running = spawn(command, args, { ...options, stdio: "ignore" });
  const [code] = await once(running, "exit");
  return code === 0;
}

async function during<T>(
  target: Target,
  port: number,
  broken: Case,
  fix: string | null,
  fill: Fill,
  act: () => Promise<T>,
): Promise<T> {
  const running = await target.start(port, broken, fix, fill);
  try {
    return await act();
  } finally {
    await running.close();
  }
}

async function openPage(origin: string): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(origin);
  return opened;
}
