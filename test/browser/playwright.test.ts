import CDP from "chrome-remote-interface";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { type CorsWatch, watchCors } from "../../src/node/watch/cdp.ts";
import { findBrowser } from "../setup.mjs";
import { crossOriginPages, serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let browser: Browser;
let site: TwoOrigins;
const debuggingPort = 9300 + (process.pid % 500);

beforeAll(async () => {
  site = await serveTwoOrigins(crossOriginPages);
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...launchArguments(), "--site-per-process", `--remote-debugging-port=${debuggingPort}`],
  });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("watchCors on a CDP session of Playwright", () => {
  test("reports fetches of the page, its frames and its workers", async () => {
    const { page, cors } = await watchNewPage();
    await page.goto(`${site.page}/quiet`);
    await page.evaluate(
      `new Promise((resolve) => {
        const frame = Object.assign(document.createElement("iframe"), { src: "${site.api}/quiet", onload: resolve });
        document.body.append(frame);
        globalThis.worker = new Worker(URL.createObjectURL(new Blob(["onmessage = ({ data }) => fetch(data).catch(() => {})"])));
      })`,
    );
    await cors.settled();
    await page.evaluate(
      `fetch("${site.api}/page", { method: "PUT" }).catch(() => {}); worker.postMessage("${site.api}/worker")`,
    );
    await page.frames()[1]?.evaluate(`fetch("${site.page}/frame").catch(() => {})`);
    expect(await summariesOf(cors)).toEqual([
      "/frame refused missing-allow-origin page",
      "/page refused missing-allow-origin page",
      "/worker refused missing-allow-origin worker",
    ]);
    await cors.stop();
    await page.close();
  });

  test("knows the timers of the page", async () => {
    const { page, cors } = await watchNewPage();
    await page.goto(`${site.page}/quiet`);
    await page.addScriptTag({ content: "setTimeout(() => {}, 4000)\n//# sourceURL=timer.js" });
    expect(await cors.pendingTimers()).toMatchObject({ count: 1, function: { url: "timer.js", line: 0, column: 11 } });
    await cors.stop();
    await page.close();
  });

  test("names causes while routes are intercepted, and says where interception hides the response", async () => {
    const { page, cors } = await watchNewPage();
    await page.route("**/*", (route) =>
      route.request().url().endsWith("/mocked") ? route.fulfill({ body: "mocked" }) : route.continue(),
    );
    await page.goto(`${site.page}/quiet`);
    const fetchPath = (path: string, options = "{}") =>
      page.evaluate(`fetch("${site.api}${path}", ${options}).then((response) => response.text(), () => "refused")`);
    expect(await fetchPath("/simple")).toBe("refused");
    expect(await fetchPath("/put", '{ method: "PUT" }')).toBe("refused");
    expect(await fetchPath("/allowed")).toBe("allowed");
    // The server would refuse the preflight, but Playwright responds to it in place of the server.
    expect(await fetchPath("/allowed", '{ method: "PUT" }')).toBe("allowed");
    expect(await fetchPath("/mocked")).toBe("mocked");
    expect(await summariesOf(cors)).toEqual([
      "/allowed allowed undefined page",
      "/allowed unknown undefined page",
      "/mocked unknown undefined page",
      "/put refused missing-allow-origin page",
      "/simple refused missing-allow-origin page",
    ]);
    expect(cors.report()).toContain("The program that controls the browser responded to the preflight");
    await cors.stop();
    await page.close();
  });
});

describe("watchCors on a client of chrome-remote-interface", () => {
  test("reports fetches of every page of the browser, and leaves the client open", async () => {
    const { webSocketDebuggerUrl } = await CDP.Version({ port: debuggingPort });
    const client = await CDP({ target: webSocketDebuggerUrl });
    const cors = await watchCors(client);
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    await page.evaluate(`fetch("${site.api}/page", { method: "PUT" }).catch(() => {})`);
    expect(await summariesOf(cors)).toEqual(["/page refused missing-allow-origin page"]);
    await page.addScriptTag({ content: "setTimeout(() => {}, 4000)\n//# sourceURL=timer.js" });
    expect(await cors.pendingTimers()).toMatchObject({ count: 1, function: { url: "timer.js", line: 0 } });
    expect(await summariesOf(cors)).toHaveLength(1);
    await cors.stop();
    expect((await client.send("Browser.getVersion")).product).toContain("Chrom");
    await client.close();
    await page.close();
  });
});

async function watchNewPage(): Promise<{ page: Page; cors: CorsWatch }> {
  const page = await browser.newPage();
  return { page, cors: await watchCors(await page.context().newCDPSession(page)) };
}

/** Path, outcome, cause and context of each fetch, sorted. */
async function summariesOf(cors: CorsWatch): Promise<string[]> {
  const diagnoses = await cors.fetches({ timeout: 10_000 });
  return diagnoses
    .map(({ fetch, outcome, verdict }) =>
      [new URL(lastHop(fetch).url).pathname, outcome, verdict?.cause, fetch.context].map(String).join(" "),
    )
    .toSorted();
}
