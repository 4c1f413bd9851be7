// The page observer watches which calls the page makes, because a recording does not show a call's credentials mode, nor
// calls that send no request. A recorder and the inspected page come in; the recorder whose log holds the observed calls goes
// out. The script in the page may not change what the page sees.

import { type Observation, readObservations } from "../../src/index.ts";
import { createSecret, takeNotesExpression, watchScript } from "../../src/page-script/watch-script.ts";
import type { Connection } from "../host/connection.ts";
import type { InspectedPage } from "../host/inspected-tab.ts";
import type { Recorder } from "../recording/recorder.ts";
import { observeRecorder } from "./observed-recorder.ts";
import { createPageKeeper } from "./page-keeper.ts";

/**
 * Observes the page's calls from a reload until the user leaves the page, or, where it is kept, until the tab shows another
 * origin. It lives in the devtools page.
 */
export interface PageObserver {
  readonly isOn: () => boolean;
  /** Reloads the page and observes it. */
  readonly start: () => void;
  readonly stop: () => void;
  /** The observed page's origin, where the page can stay observed across reloads; else null. */
  readonly origin: () => string | null;
  /** Whether the page stays observed when it is reloaded. */
  readonly isKept: () => boolean;
  /**
   * Keeps the page observed across reloads, which needs the user's permission; false when the browser refuses, and when the
   * observation ends before the browser replies.
   */
  readonly keep: () => Promise<boolean>;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The recorder, whose log also holds what was observed. */
  readonly recorder: Recorder;
}

export type ObservablePage = Pick<InspectedPage, "tabId" | "reload" | "onNavigated" | "evaluate">;

export interface ObserverOptions {
  readonly preserveLog?: boolean;
  /** Connects to the background worker, which keeps pages observed; null where the browser does not support that. */
  readonly connect?: (() => Connection) | null;
}

/** The page that is observed, from its reload on. */
interface ObservedPage {
  /** The type of the events that the script in the page replies to; no page can guess it. */
  readonly secret: string;
  hasReplied: boolean;
  origin: string | null;
  navigations: number;
  /** Milliseconds since the epoch; the page has to reply until then. */
  deadline: number;
}

export function createPageObserver(
  page: ObservablePage,
  recorder: Recorder,
  { connect = null, ...options }: ObserverOptions = {},
): PageObserver {
  const listeners = new Set<() => void>();
  const observed = observeRecorder(recorder, options);
  let current: ObservedPage | null = null;
  const keeper = connect && createPageKeeper({ connect, onSecret: observe, onEnd: stop });

  page.onNavigated((url) => {
    const keptOrigin = keeper?.origin() ?? null;
    if (keptOrigin !== null && (!URL.canParse(url) || new URL(url).origin !== keptOrigin)) stop();
    if (!current) return;
    current.navigations++;
    if (current.navigations > 1) current.deadline = Math.min(current.deadline, Date.now() + otherPageTimeout);
  });

  return {
    isOn: () => current !== null || isKept(),
    start() {
      end();
      if (isKept()) {
        page.reload("");
        return;
      }
      const secret = createSecret();
      page.reload(watchScript(secret));
      observe(secret);
      report();
    },
    stop,
    origin: () => keeper && (keeper.origin() ?? current?.origin ?? null),
    isKept,
    async keep() {
      const origin = current?.origin;
      if (!keeper || !origin || !(await keeper.keep({ tabId: page.tabId(), origin }))) return false;
      report();
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recorder: observed.recorder,
  };

  function observe(secret: string): void {
    observed.leavePage();
    current = { secret, hasReplied: false, origin: null, navigations: 0, deadline: Date.now() + loadTimeout };
    void poll(current);
  }

  function isKept(): boolean {
    return keeper?.isKept() ?? false;
  }

  function stop(): void {
    const wasKept = isKept();
    keeper?.release();
    if (end() || wasKept) report();
  }

  /** Takes the notes of the page again and again, until the observation ends or the page is gone. */
  async function poll(observation: ObservedPage): Promise<void> {
    while (current === observation) {
      await sleep(observation.hasReplied ? pollInterval : loadingPollInterval);
      if (current !== observation) return;
      const reply = await page.evaluate(takeNotesExpression(observation.secret, false));
      if (current !== observation) return;
      if (isThere(observation, typeof reply === "string")) {
        if (observation.hasReplied && observation.origin === null) await readOrigin(observation);
        observed.add(ownObservations(reply, observation.origin));
        continue;
      }
      current = null;
      observed.leavePage();
      // The next document of a page that is kept brings its own secret.
      if (!isKept()) report();
    }
  }

  async function readOrigin(observation: ObservedPage): Promise<void> {
    observation.origin = String(await page.evaluate(originExpression));
    if (current === observation) report();
  }

  /** Ends the observation, takes its last notes, and does not report the change; false where there was none. */
  function end(): boolean {
    if (!current) return false;
    const lastNotes = page.evaluate(takeNotesExpression(current.secret, true));
    const origin = current.origin ?? page.evaluate(originExpression);
    void Promise.all([lastNotes, origin]).then(([reply, origin]) => observed.add(ownObservations(reply, origin)));
    current = null;
    return true;
  }

  function report(): void {
    for (const listener of [...listeners]) listener();
  }
}

/**
 * The observations in the page's reply that are about its own document. A page that replaced functions of the browser can write the
 * reply itself, but it cannot speak for another origin: `location` cannot be replaced.
 */
function ownObservations(reply: unknown, origin: unknown): Observation[] {
  return readObservations(reply).filter(({ documentUrl }) => new URL(documentUrl).origin === origin);
}

const originExpression = "location.origin";

/** Whether the page is still there, or may still load. */
function isThere(observation: ObservedPage, hasReplied: boolean): boolean {
  const wasThere = observation.hasReplied;
  observation.hasReplied ||= hasReplied;
  return wasThere ? hasReplied : Date.now() <= observation.deadline;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Milliseconds between two polls of a page. */
const pollInterval = 500;
/** Milliseconds between two polls until the page replies for the first time. */
const loadingPollInterval = 50;
/** Milliseconds in which a reloaded page has to begin to load. */
const loadTimeout = 30_000;
/** Milliseconds in which a page has to reply once the tab has gone on to a page after the reloaded one. */
const otherPageTimeout = 1000;
