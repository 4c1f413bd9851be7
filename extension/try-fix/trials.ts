import type { HeaderOverride, Trial } from "../../src/index.ts";

/** A fix that is tried now, and until when, in milliseconds since the epoch. */
export interface RunningTrial {
  readonly trial: Trial;
  readonly until: number;
}

/** The trial of one DevTools session: it lives in the devtools page, and ends with it. */
export interface Trials {
  /** False where the browser has no way to try a fix. */
  readonly offered: boolean;
  readonly running: () => RunningTrial | null;
  /** When and where fixes were tried, the latest at the end. */
  readonly headerOverrides: () => readonly HeaderOverride[];
  /** Puts the fix on, in the place of the one before; false when the browser refuses. */
  readonly start: (trial: Trial) => Promise<boolean>;
  readonly stop: () => void;
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A line between a devtools page and the background worker; its end is the end of the trial. */
export interface Line {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Calls the listener when the other side is gone. */
  readonly onClosed: (listener: () => void) => void;
  readonly close: () => void;
}

export interface TrialSource {
  readonly offered: boolean;
  readonly open: () => Line;
  /** The inspected tab. */
  readonly tabId: () => number;
  /** Calls the listener with the tab's new address. */
  readonly onNavigated: (listener: (url: string) => void) => void;
  /** Origin of the page that the tab shows. */
  readonly pageOrigin: () => Promise<string>;
}

/** Milliseconds after which a trial ends by itself. */
export const maxTrialDuration = 15 * 60_000;

/** Bounds what is remembered of former trials. */
const mostAlterations = 100;

/** Milliseconds between two signs of life; the browser ends a worker that hears nothing for 30 seconds. */
const pulse = 20_000;

export function createTrials(source: TrialSource): Trials {
  const listeners = new Set<() => void>();
  let running: RunningTrial | null = null;
  let alterations: readonly HeaderOverride[] = [];
  let end = () => {};
  let tabOrigin = "";

  source.onNavigated((url) => {
    if (running && (!URL.canParse(url) || new URL(url).origin !== tabOrigin)) end();
  });

  return {
    offered: source.offered,
    running: () => running,
    headerOverrides: () => alterations,
    async start(trial) {
      end();
      tabOrigin = await source.pageOrigin();
      const line = source.open();
      const answer = await new Promise<unknown>((answered) => {
        line.onMessage(answered);
        line.onClosed(() => answered("closed"));
        line.send(ruleOf(trial, source.tabId()));
      });
      if (answer !== "on") {
        line.close();
        return false;
      }
      const beat = setInterval(() => line.send("alive"), pulse);
      const limit = setTimeout(() => end(), maxTrialDuration);
      const over = () => {
        clearInterval(beat);
        clearTimeout(limit);
        end = () => {};
        change(null);
      };
      end = () => {
        line.close();
        over();
      };
      line.onClosed(() => {
        over();
        // A worker that died left its rules behind; the next one begins by removing them.
        source.open().close();
      });
      change({ trial, until: Date.now() + maxTrialDuration });
      return true;
    },
    stop: () => end(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function change(now: RunningTrial | null): void {
    const last = alterations.at(-1);
    if (running && last) alterations = [...alterations.slice(0, -1), { ...last, until: Date.now() }];
    if (now) {
      const begun = { server: now.trial.server, from: Date.now(), until: Number.POSITIVE_INFINITY };
      alterations = [...alterations.slice(1 - mostAlterations), begun];
    }
    running = now;
    for (const listener of [...listeners]) listener();
  }
}

/** A rule of `declarativeNetRequest`, without its id. */
export interface Rule {
  readonly action: object;
  readonly condition: object;
}

/** The trial as a rule: this tab, requests that pages of the allowed host make, URLs of exactly that server. */
export function ruleOf({ server, page, methods, resourceTypes, headers }: Trial, tabId: number): Rule {
  const types = resourceTypes.map((type) => (elementTypes.includes(type) ? type : "xmlhttprequest"));
  const verbs = methods
    .map((method) => method.toLowerCase())
    .map((verb) => (verbsOfRules.includes(verb) ? verb : "other"));
  return {
    action: {
      type: "modifyHeaders",
      responseHeaders: headers.map(({ name, value }) => ({ header: name, operation: "set", value })),
    },
    condition: {
      tabIds: [tabId],
      // Nothing in an origin has a meaning in such a filter.
      urlFilter: `|${server}/`,
      initiatorDomains: [new URL(page).hostname],
      requestMethods: [...new Set([...verbs, "options"])],
      resourceTypes: [...new Set(types)],
    },
  };
}

const elementTypes = ["script", "stylesheet", "image", "font", "media"];

const verbsOfRules = ["connect", "delete", "get", "head", "options", "patch", "post", "put"];

/** What keeps the rules of all trials. */
export interface RuleManager {
  /** Calls the listener with the line of each devtools page that tries a fix. */
  readonly onOpened: (listener: (line: Line) => void) => void;
  readonly addRule: (id: number, rule: Rule) => Promise<void>;
  readonly removeRule: (id: number) => Promise<void>;
  readonly removeAll: () => Promise<void>;
  /** Gives the permissions back. */
  readonly giveBack: () => Promise<void>;
}

/**
 * Keeps each rule as long as its line is open, and no longer. A worker that starts knows of no line, so it begins by
 * removing what an earlier one left.
 */
export function manageTrialRules(keeper: RuleManager): void {
  let work = keeper.removeAll().catch(() => {});
  let lastId = 0;
  const lines = new Set<Line>();
  keeper.onOpened((line) => {
    const id = ++lastId;
    lines.add(line);
    const limit = setTimeout(() => {
      line.close();
      leave();
    }, maxTrialDuration);
    line.onClosed(() => leave());
    line.onMessage((message) => {
      if (typeof message !== "object" || message === null) return;
      work = work.then(async () => {
        if (!lines.has(line)) return;
        const answer = await keeper.addRule(id, message as Rule).then(
          () => "on",
          (error) => String(error),
        );
        if (lines.has(line)) line.send(answer);
      });
    });

    function leave(): void {
      clearTimeout(limit);
      lines.delete(line);
      work = work
        .then(() => keeper.removeRule(id))
        .catch(() => {})
        .then(() => (lines.size === 0 ? keeper.giveBack() : undefined))
        .catch(() => {});
    }
  });
}
