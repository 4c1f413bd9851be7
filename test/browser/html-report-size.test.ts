import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { writeDifferentRefusals } from "../large-har.ts";
import { run } from "../node/run.ts";
import { findBrowser, findFirefox } from "../setup.mjs";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-size-"));
const report = join(folder, "report.html");

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

beforeAll(async () => {
  const har = join(folder, "large.har");
  writeDifferentRefusals(har, 12_000);
  expect(await run("diagnose", har, "--report", `html=${report}`)).toMatchObject({
    code: 1,
    errors: [expect.stringMatching(/the servers sent more different responses than CORS Panel remembers/)],
  });
  rmSync(har);
});

afterAll(() => rmSync(folder, { recursive: true }));

test("the HTML report on 12,000 different refusals has at most 30 MB", () => {
  expect(statSync(report).size).toBeLessThan(30_000_000);
});

test.each(["chrome", "firefox"] as const)(
  "it opens in %s, shows its list, and says what it leaves out",
  async (browser) => {
    const opened =
      browser === "chrome"
        ? await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() })
        : await puppeteer.launch({ browser, executablePath: findFirefox() });
    try {
      const page = await opened.newPage();
      await page.goto(pathToFileURL(report).href);
      await page.waitForSelector("[data-fetch]", { timeout: 100_000 });
      const bar = await page.$eval("[data-report]", (element) => element.textContent);
      expect(bar).toContain("12000 refused by CORS");
      expect(bar).toMatch(/leaves out 1[01]\d{3} of them/);
    } finally {
      await opened.close();
    }
  },
);
