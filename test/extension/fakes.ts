import { readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { loadDetailChunk } from "../../extension/detail/load-detail-chunk.ts";
import type { Actions, RecordingSource, Settings, Tab } from "../../extension/host/host.ts";
import { type MessageSource, messagesIn as messagesOf, setMessages } from "../../extension/i18n/messages.ts";
import { createPageObserver, type WatchSource } from "../../extension/observe/observe.ts";
import { createRecorder, type Entry, type Page } from "../../extension/recording/recorder.ts";
import type { Session } from "../../extension/store/session.ts";
import { readMessages } from "../text/locales.ts";

/** Returns messages as the browser's `i18n.getMessage` gives them: English ones where the language has none. */
export function messagesIn(language: string): MessageSource {
  return messagesOf({ ...readMessages("en"), ...readMessages(language) });
}

setMessages(messagesIn("en"));
await loadDetailChunk();

/** A stand-in for DevTools: what its log holds, and the events that it sends. */
export interface FakeDevTools extends RecordingSource {
  log: unknown;
  /** Identity of the document that the tab shows. */
  document: unknown;
  reads: number;
  /** Resolves the reading under way only when called, where set before the reading. */
  gate: Promise<void> | undefined;
  readonly finish: (...entries: readonly unknown[]) => void;
  readonly navigate: () => void;
}

export function fakeDevTools(entries: readonly unknown[] = [], name = "WebInspector"): FakeDevTools {
  const finished: ((request: unknown) => void)[] = [];
  const navigated: ((url: string) => void)[] = [];
  const devtools: FakeDevTools = {
    creator: { name, version: "537.36" },
    losesWhileWriting: name === "Firefox",
    log: logOf(entries, [], name),
    document: 1,
    reads: 0,
    gate: undefined,
    async readLog() {
      devtools.reads++;
      const { log } = devtools;
      await devtools.gate;
      return structuredClone(log);
    },
    onFinished: (listener) => finished.push(listener),
    onNavigated: (listener) => navigated.push(listener),
    documentId: async () => devtools.document,
    finish(...entries) {
      for (const entry of entries) for (const listener of finished) listener(entry);
    },
    navigate() {
      for (const listener of navigated) listener("https://app.example/next");
    },
  };
  return devtools;
}

export function logOf(entries: readonly unknown[], pages: readonly Page[] = [], name = "WebInspector"): unknown {
  return { version: "1.2", creator: { name, version: "537.36" }, pages, entries };
}

/** The entries that Chromium delivered in a captured scenario, in the order of their delivery. */
export function captured(name: string): Entry[] {
  const file = join(import.meta.dirname, `../scenarios/chromium/${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")).har.log.entries;
}

export function fakeSettings(values: Record<string, unknown> = {}): Settings & { readonly values: typeof values } {
  return {
    values,
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
    },
  };
}

/** Buttons of the panel's page that do nothing. */
export const idle: Actions = { copy: () => true, save: () => {}, askForTrial: async () => false };

/** A stand-in for the inspected tab, which only notes what it is asked for. */
function fakeTab() {
  return {
    reload: vi.fn<NonNullable<Tab["reload"]>>(),
    runInPage: vi.fn<Tab["runInPage"]>(async () => false),
    openInNetwork: vi.fn<NonNullable<Tab["openInNetwork"]>>(),
    reveal: vi.fn<NonNullable<Tab["reveal"]>>(),
  };
}

/** A stand-in for a page that is watched: what it answers next, and how often it was reloaded. */
export interface FakePage extends WatchSource {
  answer: unknown;
  reloads: number;
  navigate: () => void;
}

export function fakePage(): FakePage {
  const page: FakePage = {
    answer: "",
    reloads: 0,
    navigate: () => {},
    onNavigated(listener) {
      page.navigate = listener;
    },
    secret: () => "secret",
    reload() {
      page.reloads++;
    },
    async ask() {
      const { answer } = page;
      if (typeof answer === "string") page.answer = "";
      return answer;
    },
  };
  return page;
}

/** What the devtools page hands over, with a recording of these entries. */
export function fakeSession(entries: readonly unknown[], settings: Settings = fakeSettings()) {
  const devtools = fakeDevTools();
  const tab = fakeTab();
  const observer = createPageObserver(fakePage(), createRecorder(devtools));
  const session: Session = {
    recorder: observer.recorder,
    observer,
    settings,
    tab,
    theme: { now: () => "light", subscribe: () => () => {} },
    trials: {
      offered: false,
      running: () => null,
      headerOverrides: () => [],
      start: async () => false,
      stop() {},
      subscribe: () => () => {},
    },
    retry: null,
    selected: null,
    query: "",
    file: null,
    refusals: new Map(),
  };
  devtools.finish(...entries);
  return { devtools, session, tab };
}
