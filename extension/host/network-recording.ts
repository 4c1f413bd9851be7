// The host is the browser, one file for each thing that the panel asks of it. Only this folder imports webextension-polyfill;
// plain functions and their types go out. It knows nothing about CORS or about the features that use it.

import browser from "webextension-polyfill";
import { evaluate } from "./evaluate.ts";

/** DevTools' recording of the inspected tab's network requests. */
export interface RecordingSource {
  /** The program that writes the log, as a HAR file names it. */
  readonly creator: { readonly name: string; readonly version: string };
  /**
   * Whether requests are lost that the tab sends while the log is written, as in Firefox: neither an event nor a later log
   * holds them.
   */
  readonly losesWhileWriting: boolean;
  /**
   * Reads DevTools' own HAR log of the inspected tab, or an error object where there is none, and calls back with it. It may
   * come in several parts, without requests of which `settled` has the `startKey`.
   */
  readonly readLog: (settled: readonly string[], onPart: (log: unknown) => void) => Promise<void>;
  /** Calls the listener with each request that ended. */
  readonly onFinished: (listener: (request: unknown) => void) => void;
  /** Calls the listener with the tab's URL whenever it changed. */
  readonly onNavigated: (listener: (url: string) => void) => void;
  /** A value that stays the same as long as the tab shows one document; undefined where it cannot be read. */
  readonly documentId: () => Promise<unknown>;
}

const { network } = browser.devtools;

/** Firefox has DevTools whose other panels an extension cannot open, and header rules only from the installation on. */
export const inFirefox = location.protocol === "moz-extension:";

export const recordingSource: RecordingSource = {
  creator: { name: inFirefox ? "Firefox" : "WebInspector", version: "" },
  losesWhileWriting: inFirefox,
  async readLog(_settled, onPart) {
    onPart(await new Promise((done) => (network.getHAR as (done: (log: unknown) => void) => unknown)(done)));
  },
  onFinished: (listener) => network.onRequestFinished.addListener(listener),
  onNavigated: (listener) => network.onNavigated.addListener(listener),
  async documentId() {
    const id = await evaluate("performance.timeOrigin");
    return typeof id === "number" ? id : undefined;
  },
};
