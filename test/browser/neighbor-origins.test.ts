import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nearOrigins } from "../../src/audit/near-origins.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { publicSuffixList } from "../../src/node/http/public-suffix-list.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { findBrowser } from "../setup.mjs";

let browser: Browser;
let server: Listening;
const origins: (string | undefined)[] = [];

beforeAll(async () => {
  server = await listenHttp((request, response) => {
    if (request.url === "/api") origins.push(request.headers.origin);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Content-Type", "text/html");
    response.end();
  });
  const hosts = `--host-resolver-rules=MAP * 127.0.0.1:${server.port}`;
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: [...launchArguments(), hosts] });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test("Chromium sends the origin of each neighbor that the audit asks for, symbols and accents included", async () => {
  const page = await browser.newPage();
  const neighbors = nearOrigins("http://app.example.com", publicSuffixList)
    .filter(({ origin, likeness }) => origin.startsWith("http:") && likeness !== "letter-case")
    .map(({ origin }) => origin);
  expect(neighbors).toEqual(
    expect.arrayContaining(["http://app.example.com_.cors-panel-audit.test", "http://app.xn--exmple-cua.com"]),
  );
  for (const origin of neighbors) {
    await page.goto(`${origin}/`);
    await page.evaluate("fetch('http://api.test/api').then((response) => response.text())");
  }
  expect(origins).toEqual(neighbors);
});
