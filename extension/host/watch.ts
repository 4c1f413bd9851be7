import browser from "webextension-polyfill";
import type { WatchSource } from "../observe/observe.ts";

const { inspectedWindow, network } = browser.devtools;

/** The way to the script that watches the calls of the inspected tab. */
export const watchSource: WatchSource = {
  secret: () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-"),
  reload: (injectedScript) => void inspectedWindow.reload({ injectedScript }),
  onNavigated: (listener) => network.onNavigated.addListener(listener),
  async ask(expression) {
    const result: unknown = await inspectedWindow.eval(expression).catch(() => undefined);
    // Chromium's own promise gives the value alone, the standard one a list of value and error.
    return Array.isArray(result) ? result[0] : result;
  },
};
