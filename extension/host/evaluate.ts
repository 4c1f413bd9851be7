import browser from "webextension-polyfill";

/** The value of a JavaScript expression in the inspected tab; undefined where the browser cannot evaluate it. */
export async function evaluate(expression: string, options?: { readonly frameURL: string }): Promise<unknown> {
  const inTab = browser.devtools.inspectedWindow.eval as (code: string, options?: object) => Promise<unknown>;
  const result = await (options ? inTab(expression, options) : inTab(expression)).catch(() => undefined);
  // Chromium's own promise gives the value alone, the standard one a list of value and error.
  return Array.isArray(result) ? result[0] : result;
}
