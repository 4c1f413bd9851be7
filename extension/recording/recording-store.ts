import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Recognition } from "../../src/index.ts";
import type { DiagnosedLog } from "./diagnosed-log.ts";
import { followRecorder } from "./follow-recorder.ts";
import type { Log } from "./log.ts";
import { withPages } from "./navigation-pages.ts";
import type { Navigation, Recorder } from "./recorder.ts";

/** What the recorder recorded, diagnosed; also while a file is shown. */
export interface RecordingStore {
  readonly diagnosedRecording: ReadonlySignal<DiagnosedLog>;
  /** False until the first diagnosis of a long recording ended. */
  readonly isRecordingDiagnosed: ReadonlySignal<boolean>;
  /** The navigations between the diagnosed requests. */
  readonly navigations: ReadonlySignal<readonly Navigation[]>;
  /** How many of the oldest delivered requests are no longer there, because there were too many. */
  readonly removed: ReadonlySignal<number>;
  /** Removes all listeners of the store. */
  readonly close: () => void;
}

export function createRecordingStore(
  recorder: Recorder,
  recognition: ReadonlySignal<Recognition | null>,
  headerOverrides: () => Log["headerOverrides"],
): RecordingStore {
  const log = (): Log => ({ ...recorder.log(), headerOverrides: headerOverrides() ?? [] });
  const { now, stop } = followRecorder({ ...recorder, log }, recognition, (diagnosed) =>
    batch(() => {
      diagnosedRecording.value = diagnosed;
      removed.value = recorder.removed();
      navigations.value = navigationsIn(diagnosed, navigations.peek());
    }),
  );
  const navigationsIn = ({ recording }: DiagnosedLog, known: readonly Navigation[]) =>
    withPages(recorder.navigations(), recording.exchanges, known);
  const diagnosedRecording = signal(now ?? empty);
  const removed = signal(recorder.removed());
  const navigations = signal(navigationsIn(diagnosedRecording.value, []));
  return {
    diagnosedRecording,
    navigations,
    removed,
    isRecordingDiagnosed: computed(() => diagnosedRecording.value !== empty),
    close: stop,
  };
}

const empty: DiagnosedLog = {
  recording: { browser: "other", exchanges: [], pages: new Map(), problems: [] },
  diagnoses: [],
  notesOf: () => [],
};
