// A trial puts a fix's response headers on in one tab. A trial of the engine comes in; a header rule goes to the background
// worker, which alone may change the browser's rules. This folder knows no cause and no stack, and marks what a trial let
// through, so that it never counts as a fix on the server.

import type { HeaderOverride, Trial } from "../../src/index.ts";
import type { Connection } from "../host/connection.ts";
import type { InspectedPage } from "../host/inspected-tab.ts";
import { keepWorkerAlive } from "../store/keep-alive.ts";
import { toHeaderRule } from "./header-rule.ts";

/** The trial that is on now, and when it ends, in milliseconds since the epoch. */
export interface RunningTrial {
  readonly trial: Trial;
  readonly until: number;
}

/** The trials of one DevTools session. They live in the devtools page and end with it. */
export interface Trials {
  /** False where the browser cannot try a fix. */
  readonly isSupported: boolean;
  readonly running: () => RunningTrial | null;
  /** When and for which servers fixes were tried, the latest last. */
  readonly headerOverrides: () => readonly HeaderOverride[];
  /**
   * Puts the fix on, in place of the one before; false when the browser refuses, and when it is stopped before it is on. Rejects
   * where the background worker cannot be reached.
   */
  readonly start: (trial: Trial) => Promise<boolean>;
  readonly stop: () => void;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The parts of the host that a trial needs. */
export interface TrialHost {
  readonly isSupported: boolean;
  readonly connect: () => Connection;
  readonly page: Pick<InspectedPage, "tabId" | "onNavigated" | "evaluate">;
}

/** Milliseconds after which a trial ends by itself. */
export const maxTrialDuration = 15 * 60_000;

/** Creates the trials of one DevTools session. A trial also ends when the tab shows another origin. */
export function createTrials({ isSupported, connect, page }: TrialHost): Trials {
  const listeners = new Set<() => void>();
  let running: RunningTrial | null = null;
  let headerOverrides: readonly HeaderOverride[] = [];
  let stop = () => {};
  let tabOrigin = "";

  page.onNavigated((url) => {
    if (!URL.canParse(url) || new URL(url).origin !== tabOrigin) stop();
  });

  return {
    isSupported,
    running: () => running,
    headerOverrides: () => headerOverrides,
    async start(trial) {
      stop();
      let isStopped = false;
      stop = () => {
        isStopped = true;
      };
      const origin = String(await page.evaluate("location.origin"));
      if (isStopped) return false;
      tabOrigin = origin;
      const connection = connect();
      let isOn = false;
      try {
        isOn = (await isAccepted(connection, trial, page.tabId())) && !isStopped;
      } finally {
        if (!isOn) connection.close();
      }
      if (!isOn) return false;
      stop = holdRule(connection, connect, () => {
        stop = () => {};
        setRunning(null);
      });
      setRunning({ trial, until: Date.now() + maxTrialDuration });
      return true;
    },
    stop: () => stop(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function setRunning(next: RunningTrial | null): void {
    if (running) headerOverrides = endLast(headerOverrides);
    if (next) headerOverrides = begin(headerOverrides, next.trial.server);
    running = next;
    for (const listener of [...listeners]) listener();
  }
}

/** Sends the rule to the background worker; false when the browser refuses it or the worker ends. */
async function isAccepted(connection: Connection, trial: Trial, tabId: number): Promise<boolean> {
  const response = await new Promise<unknown>((resolve) => {
    connection.onMessage(resolve);
    connection.onClosed(() => resolve("closed"));
    connection.send(toHeaderRule(trial, tabId));
  });
  return response === "on";
}

/**
 * Keeps the rule on, at most for `maxTrialDuration`, until the returned function is called or the worker ends; then calls
 * `onEnd`.
 */
function holdRule(connection: Connection, connect: () => Connection, onEnd: () => void): () => void {
  const letEnd = keepWorkerAlive(connection);
  const timeout = setTimeout(stop, maxTrialDuration);
  connection.onClosed(() => {
    end();
    // A worker that crashed left its rules in the browser. The next worker removes them when it starts.
    connect().close();
  });
  return stop;

  function stop(): void {
    connection.close();
    end();
  }

  function end(): void {
    letEnd();
    clearTimeout(timeout);
    onEnd();
  }
}

function begin(overrides: readonly HeaderOverride[], server: string): HeaderOverride[] {
  const started = { server, from: Date.now(), until: Number.POSITIVE_INFINITY };
  return [...overrides.slice(1 - maxHeaderOverrides), started];
}

function endLast(overrides: readonly HeaderOverride[]): HeaderOverride[] {
  return overrides.map((override, index) =>
    index === overrides.length - 1 ? { ...override, until: Date.now() } : override,
  );
}

/** The oldest ones beyond this number are forgotten. */
const maxHeaderOverrides = 100;
