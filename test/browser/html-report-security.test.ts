import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api, logOf } from "../har.ts";
import { run } from "../node/run.ts";
import { serveTwoOrigins } from "./cross-origin-pages.ts";
import { launchReportBrowser, type ReportBrowser } from "./html-report-page.ts";

let reports: ReportBrowser;

beforeAll(async () => {
  reports = await launchReportBrowser();
});

afterAll(() => reports?.close());

describe("the HTML report of a hostile recording", () => {
  const attacks = [
    "</script><script>document.title='broken'</script>",
    '"><img src=x onerror="document.title=`broken`"><!--',
    "<!--<script>",
    "javascript:alert(1)",
    "\u2028\u202e<base href=https://evil.example/>",
  ];

  test("shows markup and scripts as text", async () => {
    const log = logOf(...attacks.map((attack) => ({ url: `${api}/${attack}`, answer: { status: 500 } })));
    const hostile = JSON.parse(JSON.stringify(log), (key, value) => {
      if (key === "method") return `GET${attacks[0]}`;
      if (key !== "headers") return value;
      return [
        ...value,
        ...attacks.flatMap((attack) => [
          { name: attack, value: attack },
          { name: "Server", value: attack },
        ]),
      ];
    });
    const name = `${attacks[1]?.replaceAll("/", "")}\u202e.har`;
    const path = join(reports.folder, "hostile.html");
    const source = reports.file(name, JSON.stringify({ log: hostile }));
    await run("diagnose", source, "--report", `html=${path}`, "--show-secrets");
    const { page, requests, errors } = await reports.open(path);
    await page.waitForSelector(".exchanges");
    await page.select("[data-grouping]", "server");
    expect(await page.$$eval("[data-fetch]", (rows) => rows.map((row) => row.getAttribute("data-url")))).toEqual(
      attacks.map((attack) => `${api}/${attack}`),
    );
    await page.emulateMediaType("print");
    await page.waitForSelector("[data-printed]");
    expect(await page.$$eval("script, img, base, iframe", (all) => all.map(({ localName }) => localName))).toEqual([
      "script",
    ]);
    expect(await page.title()).toBe(`CORS report: ${source.replace("\u202e", "\\u202e")}`);
    expect({ requests, errors }).toEqual({ requests: [pathToFileURL(path).href], errors: [] });
    await page.close();
  });

  test("runs no script and reaches no server even if markup became elements", async () => {
    const reached: (string | undefined)[] = [];
    const site = await serveTwoOrigins((request, response) => {
      reached.push(request.url);
      response.end();
    });
    const path = await reports.writeReport("policy", logOf({ answer: { status: 200 } }));
    const { page, errors } = await reports.open(path);
    await page.evaluate(async (server) => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'broken'";
      const image = document.createElement("img");
      image.src = `${server}/image`;
      document.body.append(script, image);
      await fetch(`${server}/fetch`, { mode: "no-cors" }).catch(() => {});
    }, site.api);
    expect(await page.title()).not.toBe("broken");
    await page.close();
    await site.close();
    expect(reached).toEqual([]);
    for (const directive of ["script-src", "img-src", "connect-src"]) expect(errors.join("\n")).toContain(directive);
  });
});
