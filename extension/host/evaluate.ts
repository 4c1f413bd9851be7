import browser from "webextension-polyfill";

/** When the tab last navigated, by `performance.now()`. */
let navigatedAt = Number.NEGATIVE_INFINITY;
browser.devtools.network.onNavigated.addListener(() => {
  navigatedAt = performance.now();
});

/** The value of a JavaScript expression in the inspected tab; undefined where the browser cannot evaluate it. */
export async function evaluate(expression: string, options?: { readonly frameURL: string }): Promise<unknown> {
  await untilDocumentIsReady();
  const inTab = browser.devtools.inspectedWindow.eval as (code: string, options?: object) => Promise<unknown>;
  const result = await (options ? inTab(expression, options) : inTab(expression)).catch(() => undefined);
  // Chromium's own promise gives the value alone, the standard one a list of value and error.
  return Array.isArray(result) ? result[0] : result;
}

/**
 * Waits while the tab goes to another document. Chromium reports a navigation before the document can run code, and DevTools
 * prints an error for each expression that comes too early.
 */
async function untilDocumentIsReady(): Promise<void> {
  for (;;) {
    const wait = navigatedAt + settlingTime - performance.now();
    if (wait <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Milliseconds after a navigation until the document can run code. */
const settlingTime = 50;
