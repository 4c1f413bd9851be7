import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { listenHttp } from "../node/http/listen.ts";

/** A server of pages, and an API of another origin that refuses every path except those under `/allowed`. */
export interface RefusingApi {
  readonly pageUrl: string;
  readonly apiUrl: string;
  /** The paths that were requested from the API, in order. */
  readonly requestedPaths: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts both servers. Every page fetches the path in its own query parameter `call` from the API, if it has one. */
export async function startRefusingApi(): Promise<RefusingApi> {
  const requestedPaths: string[] = [];
  const api = await listenHttp((request, response) => {
    const path = request.url ?? "/";
    requestedPaths.push(path);
    if (path.startsWith("/allowed")) response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("{}");
  });
  const apiUrl = `http://127.0.0.1:${api.port}`;
  const pages = await listenHttp((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<title>page</title><script>
      const call = new URLSearchParams(location.search).get("call");
      if (call) fetch("${apiUrl}" + call).catch(() => {}).then(() => { globalThis.called = true; });
    </script>`);
  });
  return {
    pageUrl: `http://localhost:${pages.port}`,
    apiUrl,
    requestedPaths,
    async close() {
      await Promise.all([pages.close(), api.close()]);
    },
  };
}

/** A path for each number, written in letters, because paths that differ only in digits share one row of the list. */
export function distinctPath(index: number): string {
  return `/item-${[...String(index)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
}

/** Makes the page fetch this many distinct paths, 250 at a time. */
export async function fetchDistinctPaths(
  { page }: Pick<OpenedPanel, "page">,
  apiUrl: string,
  count: number,
): Promise<void> {
  const batchSize = 250;
  for (let from = 0; from < count; from += batchSize) {
    const paths = Array.from({ length: Math.min(batchSize, count - from) }, (_, index) => distinctPath(from + index));
    await page.evaluate(
      (urls) => Promise.all(urls.map((url) => fetch(url).catch(() => {}))).then(() => undefined),
      paths.map((path) => `${apiUrl}${path}`),
    );
  }
}
