import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Trial, TrialObstacle } from "../../src/index.ts";
import type { RunningTrial, Trials } from "./trials.ts";

/** The switch beside the fix, and the banner. */
export interface TrialModel {
  readonly offered: boolean;
  /** What the fix that is shown comes to in headers, or why headers do not help; null where there is no fix. */
  readonly subject: ReadonlySignal<Trial | TrialObstacle | null>;
  readonly running: ReadonlySignal<RunningTrial | null>;
  /** True while the fix that is shown is on. */
  readonly isOn: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<"idle" | "asking" | "refused">;
  readonly start: (trial: Trial) => Promise<void>;
  readonly stop: () => void;
  /** Ends all that the model listens to; the trial goes on. */
  readonly close: () => void;
}

/** Asks for the permission before a trial starts, and follows what becomes of it. */
export function createTrialModel(
  trials: Trials,
  allow: (origins: readonly string[]) => Promise<boolean>,
  subject: ReadonlySignal<Trial | TrialObstacle | null>,
): TrialModel {
  const running = signal(trials.running());
  const state = signal<"idle" | "asking" | "refused">("idle");
  const close = trials.subscribe(() => {
    running.value = trials.running();
  });
  return {
    offered: trials.offered,
    subject,
    running,
    isOn: computed(() => running.value !== null && isSame(running.value.trial, subject.value)),
    state,
    async start(trial) {
      if (state.value === "asking") return;
      state.value = "asking";
      const started = (await allow([trial.server, trial.page])) && (await trials.start(trial));
      state.value = started ? "idle" : "refused";
    },
    stop: trials.stop,
    close,
  };
}

function isSame(trial: Trial, subject: Trial | TrialObstacle | null): boolean {
  if (subject === null || "kind" in subject || trial.server !== subject.server || trial.page !== subject.page)
    return false;
  const known = new Map(trial.headers.map(({ name, value }) => [name, value]));
  return subject.headers.every(({ name, value }) => known.get(name) === value);
}
