import { mergeObservedCalls, type Observation, readObservations } from "../../src/index.ts";
import type { Log, Recorder } from "../recording/recorder.ts";
import { askExpression, watchScript } from "./watch-script.ts";

/** The way to a script in the inspected tab. */
export interface WatchSource {
  /** A name that no page can guess. */
  readonly secret: () => string;
  /** Loads the page anew; the script runs in it before the page's own, and not in its frames. */
  readonly reload: (injectedScript: string) => void;
  readonly onNavigated: (listener: () => void) => void;
  /** What the expression gives in the page: its notes as text, else nobody watches there. */
  readonly ask: (expression: string) => Promise<unknown>;
}

/** Watches the calls of the page closely, from a reload on and until the page is left; it lives in the devtools page. */
export interface PageObserver {
  readonly isOn: () => boolean;
  /** Reloads the page, and watches it. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The recording, with what was learned of its calls. */
  readonly recorder: Recorder;
}

/** Milliseconds between two questions to the page. */
const pulse = 500;
/** The same until the page is there. */
const quickPulse = 50;
/** Milliseconds in which a page has to begin to load. */
const longestLoad = 30_000;
/** The same once the tab has gone on to another page than the one that was reloaded. */
const lastChance = 1000;
/** Bounds what is remembered; the oldest goes first. */
const mostNotes = 10_000;

export function createPageObserver(
  source: WatchSource,
  recorder: Recorder,
  { preserveLog = false } = {},
): PageObserver {
  const listeners = new Set<() => void>();
  const readers = new Set<Parameters<Recorder["subscribe"]>[0]>();
  let secret = "";
  let isSeen = false;
  let navigations = 0;
  let deadline = 0;
  let preserving = preserveLog;
  let notes: readonly Observation[] = [];
  let merged: { readonly of: Log; readonly log: Log } | undefined;

  source.onNavigated(() => {
    navigations++;
    if (navigations > 1) deadline = Math.min(deadline, Date.now() + lastChance);
  });

  return {
    isOn: () => secret !== "",
    start() {
      end();
      if (!preserving) forget();
      secret = source.secret();
      isSeen = false;
      navigations = 0;
      deadline = Date.now() + longestLoad;
      source.reload(watchScript(secret));
      void listen(secret);
      tell();
    },
    stop() {
      if (end()) tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recorder: {
      ...recorder,
      log() {
        const log = recorder.log();
        if (notes.length === 0) return log;
        if (merged?.of !== log) merged = { of: log, log: { ...log, entries: mergeObservedCalls(log.entries, notes) } };
        return merged.log;
      },
      subscribe(listener) {
        const leave = recorder.subscribe(listener);
        readers.add(listener);
        return () => {
          leave();
          readers.delete(listener);
        };
      },
      clear() {
        forget();
        recorder.clear();
      },
      preserve(preserveLog) {
        preserving = preserveLog;
        recorder.preserve(preserveLog);
      },
    },
  };

  /** Asks the page again and again what it called, until it is told to be silent, or another one is there. */
  async function listen(name: string): Promise<void> {
    while (secret === name) {
      await new Promise((passed) => setTimeout(passed, isSeen ? pulse : quickPulse));
      if (secret !== name) return;
      const answer = await source.ask(askExpression(name, false));
      if (secret !== name) return;
      learn(answer);
      const here = typeof answer === "string";
      const isLeft = isSeen ? !here : Date.now() > deadline;
      isSeen ||= here;
      if (!isLeft) continue;
      secret = "";
      if (!preserving) forget();
      tell();
    }
  }

  /** Ends the watch, learns the last of it, and tells nobody; true where there was one. */
  function end(): boolean {
    if (secret === "") return false;
    void source.ask(askExpression(secret, true)).then(learn);
    secret = "";
    return true;
  }

  function learn(answer: unknown): void {
    const learned = readObservations(answer);
    if (learned.length > 0) remember([...notes, ...learned].slice(-mostNotes));
  }

  function forget(): void {
    if (notes.length > 0) remember([]);
  }

  function remember(known: readonly Observation[]): void {
    notes = known;
    merged = undefined;
    for (const reader of [...readers]) reader(null);
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }
}
