import type { CDPSession, Page } from "puppeteer";

/** What the browser itself said of one request that failed. */
export type Verdict = {
  readonly url: string;
  readonly corsError: string | null;
  readonly failedParameter: string;
  readonly errorText: string;
};

/**
 * Gathers the browser's own verdicts over the DevTools protocol, which tells what `chrome.devtools.network` keeps back.
 * The list grows as requests of the page, its frames and its workers fail; a redirected request has its first URL.
 */
export async function watchVerdicts(page: Page): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  await watch(await page.createCDPSession(), verdicts);
  return verdicts;
}

async function watch(session: CDPSession, verdicts: Verdict[]): Promise<void> {
  const urls = new Map<string, string>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!urls.has(requestId)) urls.set(requestId, request.url);
  });
  session.on("Network.loadingFailed", ({ requestId, errorText, corsErrorStatus }) => {
    verdicts.push({
      url: urls.get(requestId) ?? "",
      corsError: corsErrorStatus?.corsError ?? null,
      failedParameter: corsErrorStatus?.failedParameter ?? "",
      errorText,
    });
  });
  // A frame or a worker may be gone before it is watched.
  session.on("sessionattached", (child) => void watch(child, verdicts).catch(() => {}));
  await session.send("Network.enable");
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
}
