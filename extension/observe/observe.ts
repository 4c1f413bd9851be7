// The page observer watches which calls the page makes, because a recording does not show a call's credentials mode, nor
// calls that send no request. A recorder and the inspected page come in; the recorder whose log holds the observed calls goes
// out. The script in the page may not change what the page sees.

import { readObservations } from "../../src/index.ts";
import { takeNotesExpression, watchScript } from "../../src/page-script/watch-script.ts";
import type { InspectedPage } from "../host/inspected-tab.ts";
import type { Recorder } from "../recording/recorder.ts";
import { observeRecorder } from "./observed-recorder.ts";

/** Observes the page's calls from a reload until the user leaves the page. It lives in the devtools page. */
export interface PageObserver {
  readonly isOn: () => boolean;
  /** Reloads the page and observes it. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The recorder, whose log also holds what was observed. */
  readonly recorder: Recorder;
}

export type ObservablePage = Pick<InspectedPage, "reload" | "onNavigated" | "evaluate">;

/** The page that is observed, from its reload on. */
interface ObservedPage {
  /** The type of the events that the script in the page replies to; no page can guess it. */
  readonly secret: string;
  hasReplied: boolean;
  navigations: number;
  /** Milliseconds since the epoch; the page has to reply until then. */
  deadline: number;
}

export function createPageObserver(page: ObservablePage, recorder: Recorder, options = {}): PageObserver {
  const listeners = new Set<() => void>();
  const observed = observeRecorder(recorder, options);
  let current: ObservedPage | null = null;

  page.onNavigated(() => {
    if (!current) return;
    current.navigations++;
    if (current.navigations > 1) current.deadline = Math.min(current.deadline, Date.now() + otherPageTimeout);
  });

  return {
    isOn: () => current !== null,
    start() {
      end();
      observed.leavePage();
      current = { secret: createSecret(), hasReplied: false, navigations: 0, deadline: Date.now() + loadTimeout };
      page.reload(watchScript(current.secret));
      void poll(current);
      report();
    },
    stop() {
      if (end()) report();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recorder: observed.recorder,
  };

  /** Takes the notes of the page again and again, until the observation ends or the page is gone. */
  async function poll(observation: ObservedPage): Promise<void> {
    while (current === observation) {
      await sleep(observation.hasReplied ? pollInterval : loadingPollInterval);
      if (current !== observation) return;
      const reply = await page.evaluate(takeNotesExpression(observation.secret, false));
      if (current !== observation) return;
      observed.add(readObservations(reply));
      if (isThere(observation, typeof reply === "string")) continue;
      current = null;
      observed.leavePage();
      report();
    }
  }

  /** Ends the observation, takes its last notes, and does not report the change; false where there was none. */
  function end(): boolean {
    if (!current) return false;
    const lastNotes = page.evaluate(takeNotesExpression(current.secret, true));
    void lastNotes.then((reply) => observed.add(readObservations(reply)));
    current = null;
    return true;
  }

  function report(): void {
    for (const listener of [...listeners]) listener();
  }
}

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

function createSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
