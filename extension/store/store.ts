// The whole state of the panel. A session and the page's actions come in; signals that views show and functions that views call
// go out. The store only connects the features' own stores, and draws nothing.

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Diagnosis, hasHeaderOverride, type Recognition } from "../../src/index.ts";
import type { DeferredFunctions } from "../detail/deferred-functions.ts";
import { createSelectionStore, type SelectionStore } from "../detail/selection-store.ts";
import { createFileStore, type FileStore } from "../file/file-store.ts";
import { createFixStore, type FixParts, type FixStore } from "../fix/fix-store.ts";
import type { Actions } from "../host/actions.ts";
import type { Tab } from "../host/inspected-tab.ts";
import { announceFixes } from "../list/announce-fixes.ts";
import { createListStore, type ListStore } from "../list/list-store.ts";
import type { Row } from "../list/rows.ts";
import { createObserveStore, type ObserveStore } from "../observe/observe-store.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import { createRecordingStore, type RecordingStore } from "../recording/recording-store.ts";
import { createRetryStore, type RetryStore } from "../retry/retry-store.ts";
import { createSettingsStore, type SettingsStore } from "../settings/settings-store.ts";
import { createTrialStore, type TrialStore } from "../try-fix/trial-store.ts";
import { createAnnouncements } from "./announcements.ts";
import type { Deferred } from "./deferred.ts";
import type { Session } from "./session.ts";

export interface Store extends SettingsStore, FileStore, ListStore, SelectionStore, FixStore, ObserveStore {
  /** Whether the browser is Firefox, which lacks some of what DevTools offers elsewhere. */
  readonly isFirefox: boolean;
  /** Whether this is the page of a report, which has no tab, no recording and no settings. */
  readonly isReport: boolean;
  /** Whether what is to be shown is not diagnosed yet. */
  readonly isLoading: ReadonlySignal<boolean>;
  /** What is shown: the recording of the tab, or a file. */
  readonly diagnosedLog: ReadonlySignal<DiagnosedLog>;
  /** How many of the oldest delivered requests are no longer shown, because there were too many. */
  readonly removed: ReadonlySignal<number>;
  readonly showsSettings: Signal<boolean>;
  /** What just happened, for users of a screen reader; "" for nothing. */
  readonly announcement: ReadonlySignal<string>;
  /** What the user can do with the inspected tab; nothing while a file is shown. */
  readonly tab: ReadonlySignal<Partial<Tab>>;
  readonly trial: TrialStore;
  readonly retry: RetryStore;
  readonly actions: Actions;
  /** The selected fetch as Markdown, for a ticket. */
  readonly report: () => string;
  /** The selected fetch as a prompt that asks a coding agent to repair its server. */
  readonly agentPrompt: () => string;
  /** Closes the file that is shown or being read, or else clears the recording. */
  readonly clear: () => void;
  /** Removes all listeners of the store. */
  readonly close: () => void;
}

/** Creates the store of a page. `functions` and `recognition` are loaded later; what needs them is empty until then. */
export function createStore(
  session: Session,
  actions: Actions,
  functions: Deferred<DeferredFunctions>,
  recognition: Pick<Deferred<Recognition>, "loaded">,
): Store {
  const { recorder, report, refusals } = session;
  const query = signal(session.query);
  const { announcement, announce } = createAnnouncements();
  const { store: settings, close: closeSettings } = createSettingsStore(session.settings);
  const { redact } = settings;
  const { save } = actions;
  const recordedLog = async () => ({
    ...(await recorder.wholeLog()),
    headerOverrides: session.trials.headerOverrides(),
  });
  const files = createFileStore({ session, initial: report ?? null, recordedLog, functions, save, redact, query });
  const recording = createRecordingStore(recorder, recognition.loaded, session.trials.headerOverrides);
  const isFileShown = computed(() => files.file.value !== null);
  const diagnosedLog = computed(() => files.file.value?.diagnosedLog ?? recording.diagnosedRecording.value);
  const sections = computed(() => report?.sections ?? (isFileShown.value ? [] : recording.navigations.value));
  const list = createListStore({ diagnosedLog, sections, isFileShown, settings, query, refusals });
  const { rowSets } = list;
  const { row, ...selection } = createSelectionStore(list.store.rows, session, (diagnosis) =>
    isOverridden(diagnosis, diagnosedLog.value),
  );
  const { scope } = selection.store;
  const fix = createFixStore({ diagnosedLog, sections, rowSets, row, scope, functions, settings });
  const { trial, retry } = createTabStores({ session, actions, functions, isFileShown, recording, fix, row });
  const observe = createObserveStore(session.observer, announce, actions.askToObserve);
  const stopFollowing = [
    announceFixes(rowSets, isFileShown, announce),
    effect(() => recorder.preserve(settings.preserveLog.value)),
    effect(() => {
      session.query = query.value;
    }),
    closeSettings,
  ];
  return {
    ...settings,
    ...files,
    ...list.store,
    ...selection.store,
    ...fix.store,
    ...observe.store,
    isFirefox: session.isFirefox,
    isReport: report !== undefined,
    isLoading: computed(
      () => !isFileShown.value && (!recording.isRecordingDiagnosed.value || files.isRestoringFile.value),
    ),
    diagnosedLog,
    removed: computed(() => (isFileShown.value ? 0 : recording.removed.value)),
    showsSettings: signal(false),
    announcement,
    tab: computed(() => (isFileShown.value ? {} : session.tab)),
    trial,
    retry,
    actions,
    report: () => copied(row.value, fix, functions.loaded.value?.refusalInMarkdown),
    agentPrompt: () => copied(row.value, fix, functions.loaded.value?.refusalAsPrompt),
    clear: () => clear(session, files),
    close() {
      for (const stop of stopFollowing) stop();
      for (const part of [recording, list, selection, fix, trial, retry, observe]) part.close();
    },
  };
}

interface TabSources {
  readonly session: Session;
  readonly actions: Actions;
  readonly functions: Deferred<DeferredFunctions>;
  readonly isFileShown: ReadonlySignal<boolean>;
  readonly recording: RecordingStore;
  readonly fix: FixParts;
  readonly row: ReadonlySignal<Row | null>;
}

/** The stores of the features that send requests or change headers in the inspected tab. A file has no tab. */
function createTabStores({ session, actions, functions, isFileShown, recording, fix, row }: TabSources) {
  const { recorder, tab } = session;
  const trialOfFix = computed(() => {
    if (isFileShown.value) return null;
    return functions.loaded.value?.trialOf(fix.toFix.value, recording.diagnosedRecording.value.recording) ?? null;
  });
  const retry = createRetryStore({
    shown: computed(() => (isFileShown.value ? null : (row.value?.diagnosis ?? null))),
    diagnoses: computed(() => recording.diagnosedRecording.value.diagnoses),
    isOverridden: (diagnosis) => isOverridden(diagnosis, recording.diagnosedRecording.value),
    log: () => recorder.log(),
    runInPage: tab.runInPage,
    functions,
    session,
  });
  return { trial: createTrialStore(session, actions.askForTrial, trialOfFix), retry };
}

/** Whether a trial changed the headers that the browser checked. */
function isOverridden({ fetch }: Diagnosis, { recording: { headerOverrides = [] } }: DiagnosedLog): boolean {
  return hasHeaderOverride(fetch, headerOverrides);
}

/** The selected row as a text that is copied; "" where no row is selected. */
function copied(
  row: Row | null,
  { selectedLog, store }: FixParts,
  textOf: DeferredFunctions["refusalInMarkdown"] | undefined,
): string {
  return (row && textOf?.([row.diagnosis], selectedLog.value.recording, store.stack.value)) ?? "";
}

function clear({ recorder, refusals }: Session, { file, isReadingFile, closeFile }: FileStore): void {
  const isOfFile = file.value !== null || isReadingFile.value;
  closeFile();
  if (isOfFile) return;
  refusals.clear();
  recorder.clear();
}
