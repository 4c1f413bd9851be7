import type { Actions } from "../host/actions.ts";
import { copyBySelection } from "../host/copy.ts";
import type { Theme, ThemeSource } from "../host/panels.ts";
import type { Settings } from "../host/settings.ts";
import type { Session } from "../store/session.ts";
import type { Report } from "./report.ts";

/** The session of a page that shows a report. No tab is inspected, and the settings last as long as the page. */
export function reportSession(report: Report, settings: Readonly<Record<string, unknown>>): Session {
  const log = { version: "1.2", creator: {}, pages: [], entries: [] };
  const recorder = {
    log: () => log,
    wholeLog: async () => log,
    removed: () => 0,
    navigations: () => [],
    subscribe: () => nothing,
    clear: nothing,
    preserve: nothing,
    refresh: nothing,
  };
  return {
    isFirefox: false,
    recorder,
    observer: {
      recorder,
      isOn: () => false,
      start: nothing,
      stop: nothing,
      origin: () => null,
      isKept: () => false,
      keep: async () => false,
      subscribe: () => nothing,
    },
    trials: {
      isSupported: false,
      running: () => null,
      headerOverrides: () => [],
      start: async () => false,
      stop: nothing,
      subscribe: () => nothing,
    },
    tab: { runInPage: async () => false },
    theme: systemTheme(),
    settings: inMemory(settings),
    retry: null,
    selected: null,
    query: "",
    file: null,
    refusals: new Map(),
    report,
  };
}

/** What a page can do by itself. A report has no buttons for the rest. */
export const reportActions: Actions = {
  copy: copyBySelection,
  save: nothing,
  askForTrial: async () => false,
  askToObserve: async () => false,
};

function nothing(): void {}

function systemTheme(): ThemeSource {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  return {
    now: (): Theme => (dark.matches ? "dark" : "light"),
    subscribe(listener) {
      dark.addEventListener("change", listener);
      return () => dark.removeEventListener("change", listener);
    },
  };
}

function inMemory(initial: Readonly<Record<string, unknown>>): Settings {
  const values = new Map(Object.entries(initial));
  return { get: (name) => values.get(name) ?? null, set: (name, value) => void values.set(name, value) };
}
