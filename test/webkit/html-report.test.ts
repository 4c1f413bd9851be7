import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { locateWebKitDriver } from "../locate-tools.mjs";
import { thisMachine } from "../machine.mjs";
import { run } from "../node/run.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { openWebKit } from "./open-webkit.ts";
import type { WebDriverSession } from "./webdriver.ts";

// `npm test` does not install WebKit, which needs a hundred packages.
describe.runIf(locateWebKitDriver(thisMachine()))("the HTML report in WebKit", { timeout: 60_000 }, () => {
  const captures = chromiumCaptures();
  let folder: string;
  let webkit: WebDriverSession;

  /** The value of an expression, asked for until it is the expected one. */
  const untilShown = (expression: string) =>
    expect.poll(() => webkit.evaluate(`Promise.resolve(${expression})`), { timeout: 20_000 });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cors-panel-webkit-report-"));
    const files = captures.map(({ log, name }) => {
      const file = join(folder, `${name}.har`);
      writeFileSync(file, JSON.stringify({ log }));
      return file;
    });
    const report = join(folder, "report.html");
    expect(await run("diagnose", ...files, "--report", `html=${report}`)).toMatchObject({ code: 1, errors: [] });
    webkit = await openWebKit();
    await webkit.navigate(pathToFileURL(report).href);
  }, 60_000);

  afterAll(async () => {
    await webkit?.close();
    rmSync(folder, { recursive: true });
  });

  test("opens from disk, and shows the list and the first fix", async () => {
    const refused = captures.flatMap(({ log }) =>
      diagnose(readHar(log)).filter(({ outcome }) => outcome === "refused"),
    );
    await untilShown(`document.querySelector("[data-report]")?.textContent ?? ""`).toContain(
      ` ${refused.length} refused by CORS`,
    );
    await untilShown(`document.querySelectorAll("[data-fetch]").length > 0`).toBe(true);
    await untilShown(`document.querySelector(".fix code")?.textContent ?? ""`).toMatch(/\w/);
  });

  test("filters the rows, and shows the detail and the address of the one that is clicked", async () => {
    await webkit.evaluate(`(async () => {
      const input = document.querySelector("[data-query]");
      input.value = "cause:method-not-allowed";
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    })()`);
    const causes = `[...new Set([...document.querySelectorAll("[data-fetch]")].map(({ dataset }) => dataset.cause))]`;
    await untilShown(causes).toEqual(["method-not-allowed"]);
    await webkit.evaluate(`(async () => document.querySelector("[data-fetch]").click())()`);
    await untilShown(`document.querySelector("[data-fetch][aria-selected=true]")?.dataset.cause`).toBe(
      "method-not-allowed",
    );
    await untilShown(`document.querySelector(".detail")?.textContent ?? ""`).toContain("Access-Control-Allow-Methods");
    await untilShown("location.hash").toMatch(/^#fetch-\w+$/);
  });
});
