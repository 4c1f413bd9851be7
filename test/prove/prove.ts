import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { diagnose, fixesFor, readHar } from "../../src/index.ts";
import { type Case, cases } from "../servers/cases.ts";
import { recorderOf } from "../servers/recorder.ts";
import { type Fill, freePort, startPage } from "../servers/targets.ts";
import { findBrowser } from "../setup.mjs";
import type { DebianTarget } from "./debian.ts";

/** What became of a stack: the number of its cases, or why it was not run. */
type Result = { readonly proved: number } | { readonly notRun: string };

interface Home {
  readonly page: Page;
  readonly foreignPage: Page;
  readonly origin: string;
  readonly foreignOrigin: string;
  readonly recorder: Awaited<ReturnType<typeof recorderOf>>;
}

const results: Record<string, Result> = {};
const failures: string[] = [];
const only = argv.slice(2).filter((name) => !name.startsWith("--"));
const targets = await readTargets();
const browser = await puppeteer.launch({ executablePath: findBrowser(), args: ["--no-sandbox"] });
const [own, foreign] = [await startPage(), await startPage()];
try {
  const home = await open(browser, own.origin, foreign.origin);
  for (const target of targets) await proveTarget(target, home);
} finally {
  await browser.close();
  await own.close();
  await foreign.close();
}
for (const failure of failures) stdout.write(`FAILED ${failure}\n`);
if (failures.length === 0 && argv.includes("--save")) {
  const file = join(import.meta.dirname, "results.json");
  const former = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const all: Record<string, Result> = { ...former, ...results };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
exit(failures.length === 0 ? 0 : 1);

async function readTargets(): Promise<DebianTarget[]> {
  const folder = join(import.meta.dirname, "targets");
  const modules: Record<string, DebianTarget>[] = [];
  for (const file of readdirSync(folder).sort()) modules.push(await import(join(folder, file)));
  const all = modules.flatMap((module) => Object.values(module));
  return only.length === 0 ? all : all.filter(({ stack }) => only.includes(stack));
}

async function open(browser: Browser, origin: string, foreignOrigin: string): Promise<Home> {
  const [page, foreignPage] = [await browser.newPage(), await browser.newPage()];
  await page.goto(origin);
  await foreignPage.goto(foreignOrigin);
  return { page, foreignPage, origin, foreignOrigin, recorder: await recorderOf([page, foreignPage]) };
}

async function proveTarget(target: DebianTarget, home: Home): Promise<void> {
  if (!target.isInstalled()) {
    results[target.stack] = { notRun: `needs ${target.packages.join(", ")}` };
    stdout.write(`${target.name}: not run, needs ${target.packages.join(", ")}\n`);
    return;
  }
  let proved = 0;
  for (const broken of cases.filter((candidate) => target.brokenBy(candidate))) {
    const said = await Promise.race([
      prove(target, broken, home).catch((error: unknown) => String(error)),
      sleep(60_000, "took more than a minute", { ref: false }),
    ]);
    if (said === null) proved++;
    else failures.push(`${target.name} × ${broken.name}: ${said}`);
    stdout.write(`${said === null ? "proved" : "FAILED"}  ${target.name} × ${broken.cause}: ${broken.name}\n`);
  }
  results[target.stack] = { proved };
}

/** Null where the fix does all that it should; else what it does not. */
async function prove(target: DebianTarget, broken: Case, home: Home): Promise<string | null> {
  const { page, foreignPage, recorder } = home;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/x`;
  const fill = filling(`http://127.0.0.1:${port}`, home);
  const start = (fix: string | null) => target.start(port, broken, fix, fill);
  const before = await start(null);
  await recorder.take();
  if (broken.otherPageFirst) await call(foreignPage, url, broken.call);
  const first = await call(page, url, broken.call).finally(() => before.close());
  if (first !== "refused") return `was answered ${first} before the fix`;
  const recording = readHar((await recorder.take()).log);
  const refused = diagnose(recording).filter(({ outcome }) => outcome === "refused");
  const found = refused.map(({ verdict }) => verdict?.cause).join();
  if (found !== broken.cause) return `was told to be ${found || "nothing"}`;
  const fix = fixesFor(refused, recording).find(({ stack }) => stack === target.stack);
  if (!fix) return "has no fix";
  const after = await start(fix.code);
  try {
    return await afterFix(target, broken, url, home);
  } finally {
    await after.close();
  }
}

async function afterFix(target: DebianTarget, broken: Case, url: string, home: Home): Promise<string | null> {
  const { page, foreignPage, origin } = home;
  const init = { ...broken.call, credentials: "include" as const };
  if (broken.otherPageFirst) {
    await clearCache(page);
    if ((await call(foreignPage, url, broken.call)) === "refused") return "refuses the other page";
  } else if ((await call(foreignPage, url, init)) !== "refused") return "lets a foreign origin read";
  const answer = await call(page, url, broken.call);
  const wanted = target.statuses?.[broken.name] ?? broken.status;
  if (answer === "refused" || (wanted !== undefined && answer !== wanted)) return `answers ${answer} after the fix`;
  for (const lookAlike of [
    "null",
    `${origin}0`,
    `${origin}.evil.example`,
    origin.replace("://", "://evil"),
    "https://x",
  ]) {
    if (await letsRead(url, lookAlike)) return `lets ${lookAlike} read with credentials`;
  }
  return null;
}

function filling(server: string, { origin, foreignOrigin }: Home): Fill {
  const withUser = server.replace("//", "//user:secret@");
  return (code) =>
    code
      .replaceAll("SERVER_WITH_USER", withUser)
      .replaceAll("SERVER", server)
      .replaceAll("PAGE", origin)
      .replaceAll("FOREIGN", foreignOrigin);
}

function call(from: Page, url: string, init: RequestInit): Promise<number | "refused"> {
  return from.evaluate(
    (target, options) =>
      fetch(target, options).then(
        ({ status }) => status,
        () => "refused" as const,
      ),
    url,
    init as object,
  );
}

async function clearCache(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send("Network.clearBrowserCache");
  await session.detach();
}

/** Whether a browser would let a page of this origin read the answer with credentials. */
function letsRead(url: string, origin: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { Origin: origin } }, ({ headers }) => {
      resolve(
        headers["access-control-allow-origin"] === origin && headers["access-control-allow-credentials"] === "true",
      );
      asked.destroy();
    });
    asked.on("error", reject).end();
  });
}
