import { createServer } from "node:http";
import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Diagnosis, fixesFor, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { type Listening, listen } from "../node/http/listen.ts";
import { findBrowser } from "../setup.mjs";

let browser: Browser;
let site: Listening;
let api: Listening;

beforeAll(async () => {
  const page = "<!doctype html><link rel=icon href=data:,><title>page</title>";
  site = await listen(createServer((_, response) => response.setHeader("Content-Type", "text/html").end(page)));
  api = await listen(
    createServer(({ url = "" }, response) => {
      if (url.startsWith("/to/")) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.writeHead(302, { Location: url.slice("/to".length) });
      }
      response.end();
    }),
  );
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await api?.close();
});

test("watchCors knows the credentials mode of a call whose preflight was refused", async () => {
  const page = await browser.newPage();
  const cors = await watchCors(page);
  await page.goto(`http://localhost:${site.port}/`);
  const hasSeen = await page.evaluate(
    `${callsOf("include")}; ${callsOf("omit")}; Object.keys(globalThis).filter((name) => name.startsWith("observer")).join()`,
  );
  const refused = await cors.refused();
  expect(refused.map((diagnosis) => `${pathOf(diagnosis)} ${diagnosis.credentials}`).toSorted()).toEqual([
    "/fetch-include include",
    "/fetch-omit omit",
    "/xhr-include include",
    "/xhr-omit omit",
  ]);
  const codeFor = (path: string) => {
    const chosen = refused.filter((diagnosis) => pathOf(diagnosis) === path);
    return fixesFor(chosen, cors.recording()).find(({ stack }) => stack === "express-cors")?.code;
  };
  expect(codeFor("/fetch-include")).toMatch(/^ {2}credentials: true,/m);
  expect(codeFor("/fetch-omit")).not.toContain("credentials");
  expect(hasSeen).toBe("");
  await cors.stop();
  await page.close();
});

test("watchCors knows the redirect mode, so that a redirect that the page asked for is allowed", async () => {
  const page = await browser.newPage();
  const cors = await watchCors(page);
  await page.goto(`http://localhost:${site.port}/`);
  const fetchWith = (redirect: string, path: string) =>
    `fetch("http://127.0.0.1:${api.port}${path}", { redirect: "${redirect}" }).then(({ type }) => type, () => "rejected")`;
  const calls = [fetchWith("manual", "/to/1"), fetchWith("manual", "/2"), fetchWith("follow", "/to/3")];
  expect(await page.evaluate(`Promise.all([${calls}])`)).toEqual(["opaqueredirect", "rejected", "rejected"]);
  const outcomes = (await cors.fetches()).map((diagnosis) => `${pathOf(diagnosis)} ${diagnosis.outcome}`);
  expect(outcomes.toSorted()).toEqual(["/1 allowed", "/2 refused", "/3 refused"]);
  await cors.stop();
  await page.close();
});

test("watchCors knows it also in a page that is open already, and in its frames", async () => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${site.port}/`);
  const cors = await watchCors(page);
  await page.evaluate(`${callsOf("include")}; document.body.innerHTML = '<iframe src="/frame"></iframe>';
    new Promise((resolve) => { document.querySelector("iframe").onload = resolve; })`);
  const [, frame] = page.frames();
  await frame?.evaluate(callsOf("omit"));
  const modes = (await cors.refused()).map((diagnosis) => `${pathOf(diagnosis)} ${diagnosis.credentials}`);
  expect(modes.toSorted()).toEqual([
    "/fetch-include include",
    "/fetch-omit omit",
    "/xhr-include include",
    "/xhr-omit omit",
  ]);
  await cors.stop();
  await page.close();
});

/** A `fetch` and an `XMLHttpRequest` that both need a preflight. */
function callsOf(credentials: "include" | "omit"): string {
  const url = (kind: string) => JSON.stringify(`http://127.0.0.1:${api.port}/${kind}-${credentials}`);
  return `fetch(${url("fetch")}, { method: "PUT", credentials: "${credentials}" }).catch(() => {});
    { const xhr = new XMLHttpRequest(); xhr.open("PUT", ${url("xhr")}); xhr.withCredentials = ${credentials === "include"}; xhr.send(); }`;
}

function pathOf({ fetch }: Diagnosis): string {
  return new URL(lastHop(fetch).url).pathname;
}
