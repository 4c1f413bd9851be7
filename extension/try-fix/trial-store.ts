import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Trial, TrialObstacle } from "../../src/index.ts";
import type { RunningTrial, Trials } from "./try-fix.ts";

type TrialState = "idle" | "asking" | "refused" | "failed";

/** The state of the switch beside the fix and of the banner. */
export interface TrialStore {
  readonly isSupported: boolean;
  /** Whether it is the browser that does not support trials. */
  readonly isFirefox: boolean;
  /** The shown fix as response headers, or why headers do not help; null where there is no fix. */
  readonly subject: ReadonlySignal<Trial | TrialObstacle | null>;
  readonly running: ReadonlySignal<RunningTrial | null>;
  /** True while the shown fix is on. */
  readonly isOn: ReadonlySignal<boolean>;
  /** `failed`: neither the user nor the browser refused, but the trial could not be started. */
  readonly state: ReadonlySignal<TrialState>;
  /** Asks for the permission, then puts the fix on. */
  readonly start: (trial: Trial) => Promise<void>;
  readonly stop: () => void;
  /** Removes all listeners of the store; a running trial goes on. */
  readonly close: () => void;
}

/** Creates the store for the trials of this session; `subject` is the trial of the shown fix. */
export function createTrialStore(
  { trials, isFirefox }: { readonly trials: Trials; readonly isFirefox: boolean },
  askForTrial: (origins: readonly string[]) => Promise<boolean>,
  subject: ReadonlySignal<Trial | TrialObstacle | null>,
): TrialStore {
  const running = signal(trials.running());
  const state = signal<TrialState>("idle");
  const close = trials.subscribe(() => {
    running.value = trials.running();
  });
  return {
    isSupported: trials.isSupported,
    isFirefox,
    subject,
    running,
    isOn: computed(() => running.value !== null && isSame(running.value.trial, subject.value)),
    state,
    async start(trial) {
      if (state.value === "asking") return;
      state.value = "asking";
      try {
        const isStarted = (await askForTrial([trial.server, trial.page])) && (await trials.start(trial));
        state.value = isStarted ? "idle" : "refused";
      } catch {
        state.value = "failed";
      }
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
