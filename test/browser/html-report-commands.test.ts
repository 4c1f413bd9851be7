import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api, logOf } from "../har.ts";
import { run } from "../node/run.ts";
import { findBrowser } from "../setup.mjs";
import { crossOriginPages, serveTwoOrigins } from "./cross-origin-pages.ts";
import { launchReportBrowser, type ReportBrowser } from "./html-report-page.ts";

let reports: ReportBrowser;

beforeAll(async () => {
  reports = await launchReportBrowser();
});

afterAll(() => reports?.close());

describe("an HTML report", () => {
  test("is written by check, of several pages, and by preflight", async () => {
    const site = await serveTwoOrigins(crossOriginPages);
    const path = join(reports.folder, "check.html");
    const args = [`${site.page}/one`, `${site.page}/good`, "--browser", findBrowser()];
    expect(await run("check", ...args, "--report", `html=${path}`)).toMatchObject({ code: 1, errors: [] });
    const { page } = await reports.open(path);
    expect(
      await page.$$eval("[data-section], [data-fetch]", (lines) =>
        lines.map((line) => line.getAttribute("data-url") ?? line.textContent),
      ),
    ).toEqual([`${site.page}/one`, `${site.api}/one`, `${site.page}/good`]);
    await page.close();
    const asked = await run("preflight", `${site.api}/x`, "--origin", site.page, "--method", "PUT", "--format", "html");
    await site.close();
    expect(asked.code).toBe(1);
    const { page: answered } = await reports.open(reports.file("preflight.html", asked.out));
    expect(await answered.$$eval("[data-fetch]", (rows) => rows.map((row) => row.getAttribute("data-cause")))).toEqual([
      "missing-allow-origin",
    ]);
    await answered.close();
  });

  test("is written of a file that is so large that it is read as a stream", async () => {
    const log = logOf(
      { answer: { status: 200, body: "x".repeat(34 * 1024 * 1024) } },
      { url: `${api}/2`, answer: { status: 200 } },
    );
    const path = join(reports.folder, "large.html");
    const large = reports.file("large.har", JSON.stringify({ log }));
    expect(await run("diagnose", large, "--report", `html=${path}`)).toMatchObject({ code: 1, errors: [] });
    expect(readFileSync(path).length).toBeLessThan(1_000_000);
    const { page } = await reports.open(path);
    await page.select("[data-grouping]", "server");
    expect(await page.$$eval("[data-fetch]", (rows) => rows.length)).toBe(2);
    await page.close();
  });
});
