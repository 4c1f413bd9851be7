import browser from "webextension-polyfill";
import { copyBySelection } from "./copy.ts";
import { runInPage } from "./page.ts";
import { askForTrial } from "./trial.ts";

/** What DevTools tells of the inspected tab's network. */
export interface RecordingSource {
  /** Who writes the log, as HAR names it. */
  readonly creator: { readonly name: string; readonly version: string };
  /**
   * Whether a request is lost that the tab makes while the log is written, as in Firefox: neither a later log nor an event
   * tells of it then.
   */
  readonly losesWhileWriting: boolean;
  /** DevTools' own HAR log of the inspected tab, or an error object where there is none. */
  readonly readLog: () => Promise<unknown>;
  /** Calls the listener with each request that ended. */
  readonly onFinished: (listener: (request: unknown) => void) => void;
  /** Calls the listener with the tab's address whenever that changed. */
  readonly onNavigated: (listener: (url: string) => void) => void;
  /** Equal for two moments in the life of one document; undefined where the document does not tell. */
  readonly documentId: () => Promise<unknown>;
}

export type Theme = "light" | "dark";

export interface ThemeSource {
  readonly now: () => Theme;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** What people chose, kept by the browser from one DevTools session to the next. */
export interface Settings {
  readonly get: (name: string) => unknown;
  readonly set: (name: string, value: unknown) => void;
}

/** What the panel's page asks of the browser when somebody presses a button. */
export interface Actions {
  /** Puts text on the clipboard; false when the browser refuses. */
  readonly copy: (text: string) => boolean;
  /** Hands people a text as a file of that name. */
  readonly save: (name: string, text: string) => void;
  /** Asks to let the extension change headers between these origins; only within a click. */
  readonly askForTrial: (origins: readonly string[]) => Promise<boolean>;
}

/**
 * What somebody who presses a button asks of the inspected tab and of DevTools' other panels. The devtools page asks it:
 * Chromium may lose the line of a panel's page to DevTools, and then nothing that this page asks is ever answered.
 */
export interface Tab {
  /** Absent where there is no page to reload. */
  readonly reload?: () => void;
  /** Shows a URL in the Network panel; absent where the browser does not let extensions do so. */
  readonly openInNetwork?: (url: string) => void;
  /** Shows a line of a script, counted from 0, in the Sources panel; absent as well. */
  readonly reveal?: (url: string, line: number) => void;
  /** Evaluates the expression in the tab's frames of that origin until it is true in one; whether it was. */
  readonly runInPage: (origin: string, expression: string) => Promise<boolean>;
}

const { inspectedWindow, network, panels } = browser.devtools;

const inFirefox = location.protocol === "moz-extension:";

export const recordingSource: RecordingSource = {
  creator: { name: inFirefox ? "Firefox" : "WebInspector", version: "" },
  losesWhileWriting: inFirefox,
  readLog: () => new Promise((done) => (network.getHAR as (done: (log: unknown) => void) => unknown)(done)),
  onFinished: (listener) => network.onRequestFinished.addListener(listener),
  onNavigated: (listener) => network.onNavigated.addListener(listener),
  async documentId() {
    // Chromium's own promise gives the value alone, the standard one a list of value and error.
    const result: unknown = await inspectedWindow.eval("performance.timeOrigin").catch(() => undefined);
    const id = Array.isArray(result) ? result[0] : result;
    return typeof id === "number" ? id : undefined;
  },
};

/** Adds the panel to DevTools; the callback gets the panel page's window each time that it is shown. */
export async function createPanel(title: string, icon: string, page: string, onShown: (window: Window) => void) {
  const panel = await panels.create(title, icon, page);
  panel.onShown.addListener(onShown);
}

/** The theme of DevTools, which in Chromium is not the `prefers-color-scheme` of its panels. */
export function watchTheme(): ThemeSource {
  const listeners = new Set<() => void>();
  let theme: Theme = themeOf(panels.themeName);
  const change = (name: string) => {
    theme = themeOf(name);
    for (const listener of [...listeners]) listener();
  };
  const { setThemeChangeHandler } = panels as { setThemeChangeHandler?: (handler: typeof change) => void };
  if (setThemeChangeHandler) setThemeChangeHandler.call(panels, change);
  else panels.onThemeChanged.addListener(change);
  return {
    now: () => theme,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function themeOf(name: string): Theme {
  return name === "dark" ? "dark" : "light";
}

/** Settings in the extension's own storage; where the browser refuses that, they last as long as DevTools is open. */
export function openSettings(): Settings {
  const values = new Map<string, unknown>();
  return {
    get(name) {
      if (values.has(name)) return values.get(name);
      try {
        return JSON.parse(localStorage.getItem(name) ?? "null");
      } catch {
        return null;
      }
    },
    set(name, value) {
      values.set(name, value);
      try {
        localStorage.setItem(name, JSON.stringify(value));
      } catch {
        // Kept in `values` alone.
      }
    },
  };
}

/** A text of `_locales` in the language of the browser. */
export function message(name: string, values: readonly string[]): string {
  return browser.i18n.getMessage(name, [...values]);
}

export const actions: Actions = { copy: copyBySelection, save: download, askForTrial };

export const tab: Tab = { reload: () => void inspectedWindow.reload(), ...showingElsewhere(), runInPage };

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What only Chromium's DevTools offer. */
function showingElsewhere(): Pick<Tab, "openInNetwork" | "reveal"> {
  const { network, openResource } = panels as {
    network?: { show?: (options: { filter: string }) => unknown };
    openResource?: (url: string, line: number) => void;
  };
  return {
    // Its filter takes what follows a space for a second one, and a URL as recorded has none.
    ...(network?.show && { openInNetwork: (url: string) => void network.show?.({ filter: url }) }),
    ...(openResource && { reveal: (url: string, line: number) => openResource.call(panels, url, line) }),
  };
}
