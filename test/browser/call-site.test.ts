import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callSiteOf, callSitePlace, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { visit } from "../../src/node/browser/visit.ts";
import type { DiagnosedSource } from "../../src/report/format.ts";
import { findBrowser } from "../setup.mjs";
import { serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

/** Requests go through a wrapper in a library, which waits before it sends, as axios does. */
const sources = {
  "node_modules/client/package.json": '{ "name": "client", "main": "index.js", "type": "module" }',
  "node_modules/client/index.js": `export async function request(url, init) {
  const token = await Promise.resolve("green");
  return fetch(url, { ...init, headers: { "x-token": token } }).catch(() => null);
}
`,
  "index.html":
    '<link rel="icon" href="data:,"><button>save</button><script type="module" src="/src/main.ts"></script>',
  "src/main.ts": `import { request } from "client";

const api = location.origin.replace("localhost", "127.0.0.1");

interface Order {
  readonly id: number;
}

async function saveOrder({ id }: Order): Promise<void> {
  await request(\`\${api}/orders/\${id}\`, { method: "PUT" });
}

for (const button of document.querySelectorAll("button")) button.onclick = () => saveOrder({ id: 7 });
void request(\`\${api}/cart\`);
`,
};

const folder = mkdtempSync(join(tmpdir(), "cors-panel-bundle-"));
let browser: Browser;
let site: TwoOrigins;

beforeAll(async () => {
  for (const [name, text] of Object.entries(sources)) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  const { build } = await import("vite");
  await build({ root: folder, logLevel: "silent", build: { sourcemap: true } });
  site = await serveTwoOrigins(serveBundle);
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

const serveBundle: RequestListener = ({ url = "", headers: { host = "" } }, response) => {
  if (host.startsWith("127.")) return response.writeHead(200, { "Content-Type": "text/html" }).end("");
  if (url === "/shop") {
    response.setHeader("Content-Type", "text/html");
    return response.end('<link rel="icon" href="data:,"><iframe src="/"></iframe>');
  }
  try {
    const text = readFileSync(join(folder, "dist", url === "/" ? "index.html" : url));
    response.setHeader("Content-Type", url.endsWith(".js") ? "text/javascript" : "text/html");
    return response.end(text);
  } catch {
    return response.writeHead(404).end();
  }
};

async function visitPage(path: string, ...selectors: string[]): Promise<DiagnosedSource> {
  const steps = selectors.map((selector) => ({ kind: "click" as const, selector }));
  const { signal } = new AbortController();
  return (await visit(browser, `${site.page}${path}`, { steps, timeout: 20_000, signal, idleSetting: String })).source;
}

function sitesIn({ recording, diagnoses }: DiagnosedSource) {
  return diagnoses.map((diagnosis) => {
    const callSite = callSiteOf(diagnosis, recording, diagnoses);
    const { pathname } = new URL(lastHop(diagnosis.fetch).url);
    return { pathname, place: callSite && callSitePlace(callSite), callSite };
  });
}

test("a bundle's calls are found in its source files, past the library that sends every request", async () => {
  const sites = sitesIn(await visitPage("/", "button"));
  expect(sites).toMatchObject([
    { pathname: "/cart", place: "src/main.ts:14:6", callSite: { mapped: true, page: `${site.page}/`, frame: "" } },
    { pathname: "/orders/7", place: "src/main.ts:10:9", callSite: { mapped: true, page: `${site.page}/`, frame: "" } },
  ]);
});

test("the frame and its page are named", async () => {
  expect(sitesIn(await visitPage("/shop"))).toMatchObject([
    { pathname: "/cart", callSite: { page: `${site.page}/shop`, frame: `${site.page}/` } },
  ]);
});
