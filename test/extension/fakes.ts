import { readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { createDetailLoader } from "../../extension/detail/detail-loader.ts";
import type { Actions } from "../../extension/host/actions.ts";
import type { Tab } from "../../extension/host/inspected-tab.ts";
import type { RecordingSource } from "../../extension/host/network-recording.ts";
import type { Settings } from "../../extension/host/settings.ts";
import { type MessageSource, messagesIn as messagesOf, setLanguage } from "../../extension/i18n/messages.ts";
import { createPageObserver, type ObservablePage } from "../../extension/observe/observe.ts";
import type { Entry, Page } from "../../extension/recording/log.ts";
import { createRecognitionLoader } from "../../extension/recording/recognition-loader.ts";
import { createRecorder } from "../../extension/recording/recorder.ts";
import type { Session } from "../../extension/store/session.ts";
import { createStore, type Store } from "../../extension/store/store.ts";
import { readMessages } from "../text/locales.ts";

/** Returns messages as the browser's `i18n.getMessage` gives them: English ones where the language has none. */
export function messagesIn(language: string): MessageSource {
  return messagesOf({ ...readMessages("en"), ...readMessages(language) });
}

setLanguage(messagesIn("en"));

// Node draws nothing. These frames follow the timers of the test, which may be fake.
globalThis.requestAnimationFrame = (draw) => Number(setTimeout(draw, 16, 0));
globalThis.cancelAnimationFrame = (frame) => clearTimeout(frame);

/** The detail chunk, loaded, for stores and panels. */
export const detail = createDetailLoader();
await detail.load();

/** What recognizes servers and reasons, loaded, for stores. */
export const recognizing = createRecognitionLoader();
await recognizing.load();

/** A fake DevTools with a log and events that the test sets. */
export interface FakeDevTools extends RecordingSource {
  log: unknown;
  /** The value that `documentId` gives. */
  document: unknown;
  reads: number;
  /** A read of the log waits for it, where it was set before the read. */
  gate: Promise<void> | undefined;
  readonly finish: (...entries: readonly unknown[]) => void;
  readonly navigate: (url?: string) => void;
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
    async readLog(_settled, onPart) {
      devtools.reads++;
      const { log } = devtools;
      await devtools.gate;
      onPart(structuredClone(log));
    },
    onFinished: (listener) => finished.push(listener),
    onNavigated: (listener) => navigated.push(listener),
    documentId: async () => devtools.document,
    finish(...entries) {
      for (const entry of entries) for (const listener of finished) listener(entry);
    },
    navigate(url = "https://app.example/next") {
      for (const listener of navigated) listener(url);
    },
  };
  return devtools;
}

export function logOf(entries: readonly unknown[], pages: readonly Page[] = [], name = "WebInspector"): unknown {
  return { version: "1.2", creator: { name, version: "537.36" }, pages, entries };
}

/** The entries that Chromium delivered in a captured scenario, in that order. */
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

/** Actions that do nothing. */
export const idle: Actions = {
  copy: () => true,
  save: () => {},
  askForTrial: async () => false,
  askToObserve: async () => false,
};

/** A fake inspected tab that only records its calls. */
function fakeTab() {
  return {
    reload: vi.fn<NonNullable<Tab["reload"]>>(),
    runInPage: vi.fn<Tab["runInPage"]>(async () => false),
    openInNetwork: vi.fn<NonNullable<Tab["openInNetwork"]>>(),
    reveal: vi.fn<NonNullable<Tab["reveal"]>>(),
  };
}

/** A fake page under observation. */
export interface FakePage extends ObservablePage {
  /** The next value of an evaluated expression; "" after it was read, where it is a string. */
  reply: unknown;
  reloads: number;
  /** Reports a navigation. */
  navigate: (url?: string) => void;
}

export function fakePage(): FakePage {
  const page: FakePage = {
    reply: "",
    reloads: 0,
    navigate: () => {},
    tabId: () => 7,
    onNavigated(listener) {
      page.navigate = (url = "https://app.example/next") => listener(url);
    },
    reload() {
      page.reloads++;
    },
    async evaluate(expression) {
      if (expression === "location.origin") return "https://app.example";
      const { reply } = page;
      if (typeof reply === "string") page.reply = "";
      return reply;
    },
  };
  return page;
}

/** A session of the devtools page with a recording of these entries. */
export function fakeSession(entries: readonly unknown[], settings: Settings = fakeSettings()) {
  const devtools = fakeDevTools();
  const tab = fakeTab();
  const observer = createPageObserver(fakePage(), createRecorder(devtools));
  const session: Session = {
    isFirefox: false,
    recorder: observer.recorder,
    observer,
    settings,
    tab,
    theme: { now: () => "light", subscribe: () => () => {} },
    trials: {
      isSupported: false,
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

/** Entries as another recording would hold them: with changed text, and later by some milliseconds. */
export function changed(entries: readonly Entry[], change: (text: string) => string, later = 0): Entry[] {
  return entries.map((entry) => {
    const changed: Entry = JSON.parse(change(JSON.stringify(entry)));
    return { ...changed, startedDateTime: new Date(Date.parse(entry.startedDateTime) + later).toISOString() };
  });
}

/** The same requests to another path of the server, later by some milliseconds. */
export function atPath(path: string, entries: readonly Entry[], later = 0): Entry[] {
  const url = /\/\/127\.0\.0\.1:8200\/[^"?]*/g;
  return changed(entries, (text) => text.replace(url, `//127.0.0.1:8200${path}`), later);
}

/** The same requests to that path, with responses that allow them. */
export function allowedAtPath(path: string, entries: readonly Entry[], later: number): Entry[] {
  return atPath(path, entries, later).map((entry) => {
    const request = entry.request as unknown as { headers: { name: string; value: string }[] };
    const origin = request.headers.find(({ name }) => name === "Origin")?.value ?? "*";
    const headers = [
      { name: "Access-Control-Allow-Origin", value: origin },
      { name: "Access-Control-Allow-Headers", value: "x-a, x-b, x-c" },
    ];
    return { ...entry, response: { ...entry.response, status: 200, headers, _error: null } };
  });
}

/** A store with a recording of these entries. */
export function openStore(entries: readonly unknown[], settings = fakeSettings()) {
  const { devtools, session } = fakeSession(entries, settings);
  const actions = { ...idle, save: vi.fn() };
  return { devtools, session, settings, actions, store: createStore(session, actions, detail, recognizing) };
}

export function pathsOf(store: Store): string[] {
  return store.rows.value.map(({ path }) => path);
}

/** Waits until the store shows what the recorder reported, also of allowed requests; needs fake timers. */
export async function untilUpdated(): Promise<void> {
  await vi.advanceTimersByTimeAsync(350);
}
