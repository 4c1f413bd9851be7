import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Frame } from "puppeteer";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";

/** A site, and a server of another origin that refuses every path but those under `/allowed`. */
export interface Site {
  readonly pageUrl: string;
  readonly apiUrl: string;
  /** The paths that the other server was asked for, in their order. */
  readonly asked: string[];
  readonly close: () => void;
}

/** Each page of the site fetches the path in its query's `call` from the other server, where it has one. */
export async function startSite(): Promise<Site> {
  const asked: string[] = [];
  const api = await listen((request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    if (path.startsWith("/allowed")) response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("{}");
  });
  const apiUrl = addressOf(api, "127.0.0.1");
  const pages = await listen((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<title>page</title><script>
      const call = new URLSearchParams(location.search).get("call");
      if (call) fetch("${apiUrl}" + call).catch(() => {}).then(() => { globalThis.called = true; });
    </script>`);
  });
  return {
    pageUrl: addressOf(pages, "localhost"),
    apiUrl,
    asked,
    close() {
      for (const server of [pages, api]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** A path without digits for each number, so that no two have the same shape. */
export function distinctPath(index: number): string {
  return `/item-${[...String(index)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
}

/** Lets the page fetch so many distinct paths, a few hundred at a time. */
export async function fetchMany({ page }: Pick<OpenedPanel, "page">, apiUrl: string, count: number): Promise<void> {
  const together = 250;
  for (let from = 0; from < count; from += together) {
    const paths = Array.from({ length: Math.min(together, count - from) }, (_, index) => distinctPath(from + index));
    await page.evaluate(
      (urls) => Promise.all(urls.map((url) => fetch(url).catch(() => {}))).then(() => undefined),
      paths.map((path) => `${apiUrl}${path}`),
    );
  }
}

/** The panel's page as it is now; docking replaces it. */
export function panelOf({ devtools }: Pick<OpenedPanel, "devtools">): Promise<Frame> {
  return devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html") && !frame.detached);
}

/** How many fetches the toolbar counts: those that were refused, and all. */
export async function countsIn(opened: Pick<OpenedPanel, "devtools">): Promise<string> {
  const panel = await panelOf(opened);
  const counts = await panel.$$eval(".choice .count", (elements) => elements.map(({ textContent }) => textContent));
  return counts.join(" of ").replaceAll(",", "");
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0);
  await once(server, "listening");
  return server;
}

function addressOf(server: Server, host: string): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
