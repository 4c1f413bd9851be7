import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { findBrowser } from "../setup.mjs";
import { serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let browser: Browser;
let site: TwoOrigins;

/** `/make?code=…` is a page that runs the code, and `/run.js?code=…` a script. */
beforeAll(async () => {
  site = await serveTwoOrigins((request, response) => {
    const url = new URL(request.url ?? "/", site.page);
    const code = url.searchParams.get("code") ?? "";
    if (url.pathname === "/run.js") return response.setHeader("Content-Type", "text/javascript").end(code);
    if (url.pathname === "/strict.js") {
      response.setHeader("Content-Security-Policy", "script-src 'self'");
      return response.setHeader("Content-Type", "text/javascript").end(code);
    }
    if (url.pathname === "/make")
      return response
        .setHeader("Content-Type", "text/html")
        .end(`<!doctype html><link rel="icon" href="data:,"><script>${code}</script>`);
    return response.end();
  });
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A `fetch` and an `XMLHttpRequest` that the browser refuses, with credentials or without. */
const calls = (name: string, hasCredentials: boolean) =>
  `fetch("${site.api}/${name}-fetch", { method: "PUT", credentials: "${hasCredentials ? "include" : "same-origin"}" }).catch(() => {});
  { const xhr = new XMLHttpRequest(); xhr.open("PUT", "${site.api}/${name}-xhr"); xhr.withCredentials = ${hasCredentials}; xhr.send(); }`;
const script = (code: string, path = "/run.js") => JSON.stringify(`${path}?code=${encodeURIComponent(code)}`);
const blobOf = (code: string) => `URL.createObjectURL(new Blob([${JSON.stringify(code)}]))`;

/** Opens a page with this code under watch, and returns its fetches with their credentials modes. */
async function modesIn(code: string): Promise<string[]> {
  const page = await browser.newPage();
  const cors = await watchCors(page);
  await page.goto(`${site.page}/make?code=${encodeURIComponent(code)}`);
  const diagnoses = await cors.fetches({ timeout: 20_000 });
  expect(cors.recording().exchanges.filter(({ url }) => url.endsWith("/violated"))).toEqual([]);
  await cors.stop();
  await page.close();
  return diagnoses
    .map((diagnosis) => `${new URL(lastHop(diagnosis.fetch).url).pathname} ${diagnosis.credentials}`)
    .toSorted();
}

/** The policy of this worker forbids WebAssembly, which the watch tries to use. */
const reportViolations = `addEventListener("securitypolicyviolation", () => fetch("/violated"))`;

test("watchCors knows the credentials mode of calls in workers of each kind", async () => {
  const nested = `new Worker(location.origin + ${script(calls("inner", true))}); ${calls("outer", false)}`;
  const code = [
    `new Worker(${script(calls("classic", true))})`,
    `new Worker(${script(calls("module", false))}, { type: "module" })`,
    `new Worker(${blobOf(calls("blob", true))})`,
    `new Worker(${script(nested)})`,
    `new Worker(${script(`${reportViolations}; ${calls("strict", true)}`, "/strict.js")})`,
  ].join(";");
  const expected = ["blob true", "classic true", "inner true", "module false", "outer false", "strict true"];
  expect(await modesIn(code)).toEqual(
    expected
      .flatMap((line) => {
        const [name, hasCredentials] = line.split(" ");
        return ["fetch", "xhr"].map((kind) => `/${name}-${kind} ${hasCredentials === "true" ? "include" : "omit"}`);
      })
      .toSorted(),
  );
}, 60_000);

test("a worker sees no difference in its functions, results and errors", async () => {
  const code = `new Worker(${script(`postMessage(${appearance})`)}).onmessage = ({ data }) => { globalThis.seen = data; }`;
  const page = await browser.newPage();
  const seenOn = async () => {
    await page.goto(`${site.page}/make?code=${encodeURIComponent(code)}`);
    await page.waitForFunction("globalThis.seen !== undefined");
    return page.evaluate("seen");
  };
  const before = await seenOn();
  const cors = await watchCors(page);
  expect((await seenOn()) === before).toBe(true);
  await cors.stop();
  await page.close();
}, 60_000);

test("a worker that replaces the browser's functions before its first call sees no use of them", async () => {
  const code = `new Worker(${script(`${replaceFunctions}; ${calls("replaced", true)} postMessage(seen);`)}).onmessage = ({ data }) => { globalThis.seen = data; }`;
  const page = await browser.newPage();
  const cors = await watchCors(page);
  await page.goto(`${site.page}/make?code=${encodeURIComponent(code)}`);
  const diagnoses = await cors.fetches({ timeout: 20_000 });
  expect(await page.evaluate("globalThis.seen")).toEqual([]);
  expect(diagnoses.map(({ credentials }) => credentials)).toEqual(["include", "include"]);
  await cors.stop();
  await page.close();
}, 60_000);

test("workers run, a hundred times", async () => {
  const page = await browser.newPage();
  const cors = await watchCors(page);
  const module = script("import.meta; postMessage(1)");
  const nested = `new Worker(${blobOf("postMessage(1)")}).onmessage = () => postMessage(1)`;
  const kinds = [
    `new Worker(${script("postMessage(1)")})`,
    `new Worker(${module}, { type: "module" })`,
    `new Worker(${blobOf("postMessage(1)")})`,
    `new Worker(${script(nested)})`,
  ];
  await page.goto(`${site.page}/make`);
  for (let round = 0; round < 25; round++) {
    const run = kinds.map((kind) => `new Promise((done) => { ${kind}.onmessage = done; })`).join(",");
    await page.evaluate(`Promise.all([${run}]).then(() => {})`);
  }
  expect(cors.recording().problems).toEqual([]);
  await cors.stop();
  await page.close();
}, 110_000);

/** JavaScript that lists in `seen` each use of functions that the watch needs in a worker. */
const replaceFunctions = `const seen = [];
  const noting = (holder, name) => {
    const method = holder[name];
    holder[name] = new Proxy(method, {
      apply: (target, self, args) => (seen.push(name), Reflect.apply(target, self, args)),
      construct: (target, args) => (seen.push(name), Reflect.construct(target, args)),
    });
  };
  noting(WebAssembly, "Module"); noting(WebAssembly, "Instance"); noting(globalThis, "Uint8Array");
  Object.defineProperty(WebAssembly.Instance.prototype, "exports", { get() { seen.push("exports"); return {}; } });
  const iterator = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function () { seen.push("iterator"); return iterator.call(this); };
  noting(Reflect, "defineProperty"); noting(Reflect, "apply"); noting(JSON, "stringify");`;

/** JavaScript that describes all that a worker can see of the functions that the watch replaces. */
const appearance = `(() => {
  const at = (stack) => stack.replaceAll(location.href, "here");
  const functions = [
    [WorkerGlobalScope.prototype, "fetch"], [XMLHttpRequest.prototype, "open"], [XMLHttpRequest.prototype, "send"],
    [Function.prototype, "toString"],
  ];
  const thrown = (call) => { try { call(); return "nothing"; } catch (error) { return at(error.stack); } };
  return JSON.stringify([
    ...functions.map(([holder, name]) => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(holder, name);
      return [
        name, flags, Reflect.ownKeys(value), value.name, value.length, String(value), Function.prototype.toString.call(value),
        value instanceof Function, Object.prototype.toString.call(value), thrown(() => new value()),
      ];
    }),
    Reflect.ownKeys(self).sort().map(String), Reflect.ownKeys(WorkerGlobalScope.prototype).map(String),
    thrown(() => XMLHttpRequest.prototype.send.call({})), thrown(() => new XMLHttpRequest().open("GET", "http://%%")),
    self.fetch === fetch, thrown(() => Function.prototype.toString.call(1)),
  ]);
})()`;
