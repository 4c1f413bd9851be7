import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { run } from "../node/run.ts";
import { findBrowser } from "../setup.mjs";

/** A report that is open in a browser. */
export interface OpenedReport {
  readonly page: Page;
  /** The URLs of all requests that the page made. */
  readonly requests: string[];
  /** The console's messages, and the errors that were thrown. */
  readonly errors: string[];
}

/** A browser, and a temporary folder for reports and their sources. */
export interface ReportBrowser {
  readonly browser: Browser;
  readonly folder: string;
  /** Writes a file, and returns its path. */
  readonly file: (name: string, content: string) => string;
  /** Writes a log to the file `NAME.har`, diagnoses it with further arguments, and returns the path of its report. */
  readonly writeReport: (name: string, log: object, ...argv: readonly string[]) => Promise<string>;
  /** Opens the report at that path from disk, once its list and its detail are shown. */
  readonly open: (
    path: string,
    viewport?: { readonly width: number; readonly height: number },
  ) => Promise<OpenedReport>;
  readonly close: () => Promise<void>;
}

export async function launchReportBrowser(): Promise<ReportBrowser> {
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-report-"));
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    browser,
    folder,
    file,
    async writeReport(name, log, ...argv) {
      const path = join(folder, `${name}.html`);
      await run("diagnose", file(`${name}.har`, JSON.stringify({ log })), "--report", `html=${path}`, ...argv);
      return path;
    },
    open: (path, viewport = { width: 1200, height: 900 }) => openReport(browser, path, viewport),
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openReport(
  browser: Browser,
  path: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<OpenedReport> {
  const page = await browser.newPage();
  const [requests, errors]: [string[], string[]] = [[], []];
  page.on("request", (request) => {
    // Icons are data URLs of the page itself, which need no network.
    if (!request.url().startsWith("data:")) requests.push(request.url());
  });
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.setViewport(viewport);
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector("[role=option]");
  await page.waitForSelector("#headline");
  return { page, requests, errors };
}
