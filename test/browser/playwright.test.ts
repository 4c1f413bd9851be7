import CDP from "chrome-remote-interface";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/open-panel.ts";
import { type CorsWatch, watchCors } from "../../src/node/watch/cdp.ts";
import { findBrowser } from "../setup.mjs";
import { firstThings, type Site, serveSite } from "./cross-origin-pages.ts";

let browser: Browser;
let site: Site;
const debugging = 9300 + (process.pid % 500);

beforeAll(async () => {
  site = await serveSite(firstThings);
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...launchArguments(), "--site-per-process", `--remote-debugging-port=${debugging}`],
  });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("watchCors on a session of Playwright", () => {
  test("sees the page, its frames and its workers", async () => {
    const { page, cors } = await watched();
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
    expect(await found(cors)).toEqual([
      "/frame refused missing-allow-origin page",
      "/page refused missing-allow-origin page",
      "/worker refused missing-allow-origin worker",
    ]);
    await cors.stop();
    await page.close();
  });

  test("names what is refused while routes are intercepted, and owns up to what interception hides", async () => {
    const { page, cors } = await watched();
    await page.route("**/*", (route) =>
      route.request().url().endsWith("/mocked") ? route.fulfill({ body: "mocked" }) : route.continue(),
    );
    await page.goto(`${site.page}/quiet`);
    const call = (path: string, options = "{}") =>
      page.evaluate(`fetch("${site.api}${path}", ${options}).then((response) => response.text(), () => "refused")`);
    expect(await call("/simple")).toBe("refused");
    expect(await call("/put", '{ method: "PUT" }')).toBe("refused");
    expect(await call("/allowed")).toBe("allowed");
    // The server refuses its preflight, and Playwright answers that in the server's place.
    expect(await call("/allowed", '{ method: "PUT" }')).toBe("allowed");
    expect(await call("/mocked")).toBe("mocked");
    expect(await found(cors)).toEqual([
      "/allowed allowed undefined page",
      "/allowed unknown undefined page",
      "/mocked unknown undefined page",
      "/put refused missing-allow-origin page",
      "/simple refused missing-allow-origin page",
    ]);
    expect(cors.report()).toContain("the preflight was answered by the program that drives the browser");
    await cors.stop();
    await page.close();
  });
});

describe("watchCors on a client of chrome-remote-interface", () => {
  test("sees every page of a browser, and leaves the client open", async () => {
    const { webSocketDebuggerUrl } = await CDP.Version({ port: debugging });
    const client = await CDP({ target: webSocketDebuggerUrl });
    const cors = await watchCors(client);
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    await page.evaluate(`fetch("${site.api}/page", { method: "PUT" }).catch(() => {})`);
    expect(await found(cors)).toEqual(["/page refused missing-allow-origin page"]);
    await cors.stop();
    expect((await client.send("Browser.getVersion")).product).toContain("Chrom");
    await client.close();
    await page.close();
  });
});

async function watched(): Promise<{ page: Page; cors: CorsWatch }> {
  const page = await browser.newPage();
  return { page, cors: await watchCors(await page.context().newCDPSession(page)) };
}

async function found(cors: CorsWatch): Promise<string[]> {
  const diagnoses = await cors.fetches({ timeout: 10_000 });
  return diagnoses
    .map(({ fetch, outcome, verdict }) =>
      [new URL(lastHop(fetch).url).pathname, outcome, verdict?.cause, fetch.context].map(String).join(" "),
    )
    .toSorted();
}
