import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnose, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { listenHttp } from "../node/http/listen.ts";
import { findBrowser } from "../setup.mjs";

let browser: Browser;

beforeAll(async () => {
  browser = await puppeteer.launch({
    executablePath: findBrowser(),
    args: [...launchArguments(), "--site-per-process", "--disable-popup-blocking"],
  });
});

afterAll(() => browser?.close());

describe("frames, workers and popups that close at once", () => {
  test("leave no request out of the recording that the server got", async () => {
    const got: string[] = [];
    const server = await listenHttp((request, response) => {
      const { url = "", headers } = request;
      const [, port] = (headers.host ?? "").split(":");
      const api = `http://127.0.0.1:${port}`;
      const html = (text: string) =>
        response.setHeader("Content-Type", "text/html").end(`<link rel="icon" href="data:,">${text}`);
      if (url.startsWith("/api/")) {
        got.push(url);
        return response.end();
      }
      if (url.startsWith("/worker")) {
        response.setHeader("Content-Type", "text/javascript");
        return response.end(`fetch("${api}/api" + location.pathname).catch(() => {}); setTimeout(close, 5);`);
      }
      if (url.startsWith("/frame"))
        return html(`<script>fetch("http://localhost:${port}/api${url}"); parent.postMessage(1, "*");</script>`);
      if (url.startsWith("/popup")) return html(`<script>fetch("${api}/api${url}"); setTimeout(close);</script>`);
      html("");
    });
    const context = await browser.createBrowserContext();
    const cors = await watchCors(context);
    const page = await context.newPage();
    await page.goto(`http://localhost:${server.port}/`);
    await page.evaluate(`(async () => {
      const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
      for (let n = 0; n < 12; n++) {
        const frame = document.createElement("iframe");
        frame.src = "http://127.0.0.1:${server.port}/frame/" + n;
        const ready = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
        document.body.append(frame);
        await ready;
        await sleep((n % 3) * 10);
        frame.remove();
      }
      for (let n = 0; n < 6; n++) { new Worker("/worker/" + n); await sleep(50); }
      for (let n = 0; n < 3; n++) { open("/popup/" + n); await sleep(200); }
    })()`);
    await cors.settled({ timeout: 10_000 });
    const fetches = diagnose(cors.recording());
    const recorded = new Set(fetches.map(({ fetch }) => new URL(lastHop(fetch).url).pathname));
    expect(got.length).toBeGreaterThan(15);
    expect(got.filter((path) => !recorded.has(path))).toEqual([]);
    // Each is refused, or was canceled when its frame, worker or popup closed.
    expect(fetches.filter(({ outcome }) => outcome !== "refused" && outcome !== "failed")).toEqual([]);
    await cors.stop();
    await context.close();
    await server.close();
  });
});
