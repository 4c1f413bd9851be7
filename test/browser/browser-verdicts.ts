import type { CDPSession, Page } from "puppeteer";

/** What the browser itself reported of one failed request. */
export interface BrowserVerdict {
  readonly url: string;
  /** Chromium's `CorsError`; null where CORS was not the reason. */
  readonly corsError: string | null;
  /** Chromium's `net::ERR_…`. */
  readonly errorText: string;
}

/**
 * Collects the browser's own verdicts over the DevTools protocol, which reports what `chrome.devtools.network` withholds.
 * The list grows as requests of the page, its frames and its workers fail. A redirected request has its first URL.
 */
export async function watchBrowserVerdicts(page: Page): Promise<readonly BrowserVerdict[]> {
  const verdicts: BrowserVerdict[] = [];
  await watch(await page.createCDPSession(), verdicts);
  return verdicts;
}

async function watch(session: CDPSession, verdicts: BrowserVerdict[]): Promise<void> {
  const urls = new Map<string, string>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!urls.has(requestId)) urls.set(requestId, request.url);
  });
  session.on("Network.loadingFailed", ({ requestId, errorText, corsErrorStatus }) => {
    verdicts.push({ url: urls.get(requestId) ?? "", corsError: corsErrorStatus?.corsError ?? null, errorText });
  });
  // A frame or a worker may be gone before this session can watch it.
  session.on("sessionattached", (child) => void watch(child, verdicts).catch(() => {}));
  await session.send("Network.enable");
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
}
