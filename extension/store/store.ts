import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { causes, type DiffRow, diffOf, type Fix, translate } from "../../src/index.ts";
import { detailChunk, loadDetailChunk } from "../detail/load-detail-chunk.ts";
import type { OpenedFile } from "../file/har-file.ts";
import type { Actions, Tab } from "../host/host.ts";
import { t } from "../i18n/messages.ts";
import { arrange, type Line, rowsIn, type Sort, sorts } from "../list/arrange.ts";
import { parseFilter } from "../list/filter.ts";
import { incrementalRows } from "../list/incremental-rows.ts";
import { isRefused, type Row, requestOf, serverOf } from "../list/rows.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import { followRecorder } from "../recording/follow-recorder.ts";
import { createRetryModel, type RetryModel } from "../retry/retry-model.ts";
import { createTrialModel, type TrialModel } from "../try-fix/trial-model.ts";
import type { Session } from "./session.ts";

export type { Row } from "../list/rows.ts";
export type Filter = "refused" | "all";

/** What the browsers call a verdict that the recording cannot exclude. */
export interface Alternative {
  readonly name: string;
  readonly title: string;
}

/** All fixes for one stack. */
export interface StackFixes {
  readonly stack: string;
  readonly name: string;
  readonly fixes: readonly Fix[];
}

/** Which fetches the fix is for: the one that is shown, or all refused ones of its server. */
export type Scope = "fetch" | "server";

/** Everything about the row that is shown. */
export interface Selection {
  readonly row: Row;
  readonly diff: readonly DiffRow[];
  readonly alternatives: readonly Alternative[];
}

export interface Store {
  readonly filter: Signal<Filter>;
  /** Whether what is recorded is still to be read. */
  readonly isReading: ReadonlySignal<boolean>;
  /** The text that filters the rows. */
  readonly query: Signal<string>;
  readonly sort: Signal<Sort>;
  readonly preserveLog: Signal<boolean>;
  /** Whether files are saved without what may be secret. */
  readonly redact: Signal<boolean>;
  /** Id of the stack that is shown first where nothing else was chosen, or "". */
  readonly preferredStack: Signal<string>;
  readonly showsSettings: Signal<boolean>;
  /** Whether this is the page of a report, which has no tab, no recording and no settings. */
  readonly isReport: boolean;
  /** The file that is shown in place of the recording, or null. */
  readonly file: ReadonlySignal<OpenedFile | null>;
  /** What is to be said of a file that is being read, or could not be; else "". */
  readonly fileMessage: ReadonlySignal<string>;
  readonly isReadingFile: ReadonlySignal<boolean>;
  readonly dismissFileMessage: () => void;
  /** What just happened, for those who do not see it. */
  readonly said: ReadonlySignal<string>;
  /** Which fetches the fix is for. */
  readonly scope: Signal<Scope>;
  /** How many fetches were recorded, and how many of them were refused. */
  readonly counts: ReadonlySignal<{ readonly all: number; readonly refused: number }>;
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** The rows as they are listed. */
  readonly lines: ReadonlySignal<readonly Line[]>;
  readonly selection: ReadonlySignal<Selection | null>;
  /** How many refused rows the selected row's server has. */
  readonly serverRows: ReadonlySignal<number>;
  readonly stacks: ReadonlySignal<readonly StackFixes[]>;
  /** Id of the stack whose fixes are shown. */
  readonly stack: ReadonlySignal<string>;
  /** The hints that somebody has understood, by name. */
  readonly understood: ReadonlySignal<readonly string[]>;
  readonly understand: (hint: string) => void;
  /** The selected fetch as Markdown, for a ticket. */
  readonly report: () => string;
  readonly select: (key: string) => void;
  readonly chooseStack: (stack: string) => void;
  /** Puts away what is shown or opened: the file, or else the recording. */
  readonly clear: () => void;
  /** Shows a HAR file in place of the recording. */
  readonly openFile: (file: FileLike) => Promise<void>;
  /** Shows the recording again. */
  readonly closeFile: () => void;
  /** Saves what is shown as a HAR file. */
  readonly saveFile: () => Promise<void>;
  /** Whether the page is watched closely. */
  readonly isObserving: ReadonlySignal<boolean>;
  /** Reloads the page and watches it closely. */
  readonly startObserving: () => void;
  readonly stopObserving: () => void;
  readonly trial: TrialModel;
  readonly retry: RetryModel;
  readonly actions: Actions;
  /** What can be asked of the inspected tab; nothing while a file is shown, which is of no tab. */
  readonly tab: ReadonlySignal<Partial<Tab>>;
  /** Ends all that the store listens to. */
  readonly close: () => void;
}

/** A file as people drop or choose it. */
export interface FileLike {
  readonly name: string;
  readonly text: () => Promise<string>;
}

/** A file that is being read: another object for each opening, so that the latest one is known. */
interface Opening {
  /** It was shown before the panel page was loaded anew, so that no recording is to be shown meanwhile. */
  readonly comesAgain: boolean;
}

/** The whole model of the panel: one signal, the recording, and what is computed from it. */
export function createStore(session: Session, actions: Actions): Store {
  const { recorder, settings, report } = session;
  const log = () => ({ ...recorder.log(), alterations: session.trials.headerOverrides() });
  const { now, stop } = followRecorder({ ...recorder, log }, (reading) => {
    live.value = reading;
  });
  const live = signal(now ?? nothing);
  const file = signal<OpenedFile | null>(report ?? null);
  const fileMessage = signal("");
  const opening = signal<Opening | null>(null);
  const said = signal("");
  const query = signal(session.query);
  const sort = signal(readSort(settings.get("sort")));
  const redact = signal(settings.get("redact") !== false);
  const preferredStack = signal(String(settings.get("preferredStack") ?? ""));
  const showsSettings = signal(false);
  const filter = signal<Filter>(settings.get("filter") === "all" ? "all" : "refused");
  const preserveLog = signal(settings.get("preserveLog") === true);
  const scope = signal<Scope>("fetch");
  const selected = signal(session.selected);
  const isObserving = signal(session.observer.isOn());
  const understood = signal(readNames(settings.get("understood")));
  const chosenStacks = signal(readChoices(settings.get("stacks")));

  const isReading = computed(
    () => file.value === null && (live.value === nothing || opening.value?.comesAgain === true),
  );
  const reading = computed(() => file.value?.reading ?? live.value);
  const diagnoses = computed(() => reading.value.diagnoses);
  const sections = computed(() => report?.sections ?? (file.value || !live.value ? [] : recorder.navigations()));
  const { fixing, grown } = incrementalRows(reading, sections);
  const { diagnoses: refused, rows: refusedRows } = grown(isRefused);
  const { rows: allRows } = grown(() => true);
  const counts = computed(() => ({ all: diagnoses.value.length, refused: refused.value.length }));
  /** Refused before the page was reloaded, and passing since. */
  const mendedRows = computed(() => {
    if (file.value) return [];
    const mended = [...session.refusals.values()].map(fixing.value).filter(({ fixedAt }) => fixedAt !== null);
    if (mended.length === 0) return mended;
    const again = new Set(refused.value.map(requestOf));
    return mended.filter(({ diagnosis }) => !again.has(requestOf(diagnosis)));
  });
  const shownRows = computed(() => {
    const all = filter.value === "all" ? allRows.value : refusedRows.value;
    return mendedRows.value.length === 0 ? all : [...mendedRows.value, ...all];
  });
  const metRows = computed(() => {
    const meets = parseFilter(query.value);
    return shownRows.value.filter(meets);
  });
  const lines = computed(() => arrange(metRows.value, sort.value, sections.value));
  const rows = computed(() => rowsIn(lines.value));
  let shown: string | null = null;
  /** The selected row; where there is none, the first one, which stays when others come before it. */
  const row = computed(() => {
    const keyed = (wanted: string | null) => wanted !== null && rows.value.find(({ key }) => key === wanted);
    const found = keyed(selected.value) || keyed(shown) || rows.value[0] || null;
    shown = found?.key ?? null;
    return found;
  });
  const selection = computed(() => (row.value ? describe(row.value) : null));
  /** What a row is of: all that is read, or in a report of several sources its own alone. */
  const readingOf = ({ section }: Row): DiagnosedLog => {
    const own = sections.value[section - 1];
    return own && "recorded" in own ? own.recorded : reading.value;
  };
  const selectedReading = computed(() => (row.value ? readingOf(row.value) : reading.value));
  const serverRows = computed(
    () =>
      refusedRows.value.filter(
        (other) => other.server === row.value?.server && readingOf(other) === selectedReading.value,
      ).length,
  );
  const toFix = computed(() => {
    const { outcome, server, diagnosis } = row.value ?? {};
    if (outcome !== "refused" || !diagnosis) return [];
    if (scope.value === "fetch") return [diagnosis];
    const read = selectedReading.value;
    const all = read === reading.value ? refused.value : read.diagnoses.filter(isRefused);
    return [diagnosis, ...all.filter((other) => other !== diagnosis && serverOf(other.fetch) === server)];
  });
  const stacks = computed(() => {
    const { recording } = selectedReading.value;
    return byStack(detailChunk.value?.fixesFor(toFix.value, recording) ?? []);
  });
  const trial = createTrialModel(
    session.trials,
    actions.askForTrial,
    computed(() => (file.value ? null : (detailChunk.value?.trialOf(toFix.value, reading.value.recording) ?? null))),
  );
  const retry = createRetryModel({
    shown: computed(() => (file.value ? null : (row.value?.diagnosis ?? null))),
    diagnoses: computed(() => live.value.diagnoses),
    log: recorder.log,
    run: session.tab.runInPage,
    keep: session,
  });
  const stack = computed(() => {
    const chosen = chosenStacks.value[row.value?.server ?? ""] ?? preferredStack.value;
    return (stacks.value.find(({ stack }) => stack === chosen) ?? stacks.value[0])?.stack ?? "";
  });

  const leaveObserver = session.observer.subscribe(() => {
    const isOn = session.observer.isOn();
    // What was said before is said again only where something else was there in between.
    if (isObserving.value !== isOn) said.value = isOn ? "" : t("exactEnded");
    isObserving.value = isOn;
  });

  let announced: Set<string> | undefined;
  const stopSaving = [
    effect(() => settings.set("filter", filter.value)),
    effect(() => settings.set("sort", sort.value)),
    effect(() => settings.set("redact", redact.value)),
    effect(() => {
      const known = detailChunk.value?.stacks.some(({ id }) => id === preferredStack.value);
      if (known === false) preferredStack.value = "";
      settings.set("preferredStack", preferredStack.value);
    }),
    effect(() => {
      if (!file.value) rememberRefusals(session.refusals, refusedRows.value);
    }),
    effect(() => {
      const known = announced;
      // What a file tells was fixed long before, and the recording that is shown again after it is no news.
      announced = file.value ? undefined : new Set();
      if (!announced) return;
      for (const { key, fixedAt, method, path } of [...mendedRows.value, ...refusedRows.value]) {
        if (fixedAt === null) continue;
        announced.add(key);
        if (known && !known.has(key)) said.value = t("fixedSaid", method, path);
      }
    }),
    effect(() => settings.set("stacks", chosenStacks.value)),
    effect(() => settings.set("understood", understood.value)),
    effect(() => {
      settings.set("preserveLog", preserveLog.value);
      recorder.preserve(preserveLog.value);
    }),
    effect(() => {
      session.selected = selected.value;
    }),
    effect(() => {
      session.query = query.value;
    }),
  ];

  if (session.file) {
    const { name, text } = session.file;
    void showFile({ name, text: async () => text }, { comesAgain: true });
  }

  return {
    filter,
    isReading,
    query,
    sort,
    preserveLog,
    redact,
    preferredStack,
    showsSettings,
    isReport: report !== undefined,
    file,
    fileMessage,
    isReadingFile: computed(() => opening.value !== null),
    dismissFileMessage() {
      fileMessage.value = "";
    },
    said,
    scope,
    counts,
    rows,
    lines,
    selection,
    serverRows,
    stacks,
    stack,
    report() {
      if (!row.value || !detailChunk.value) return "";
      return detailChunk.value.refusalInMarkdown([row.value.diagnosis], readingOf(row.value).recording, stack.value);
    },
    understood,
    understand(hint) {
      understood.value = [...understood.value, hint];
    },
    select(key) {
      batch(() => {
        selected.value = key;
        scope.value = "fetch";
      });
    },
    chooseStack(stack) {
      const { server } = row.value ?? {};
      if (server !== undefined) chosenStacks.value = remember(chosenStacks.value, server, stack);
    },
    clear() {
      const isOfFile = file.value !== null || opening.value !== null;
      leaveFile();
      if (isOfFile) return;
      session.refusals.clear();
      recorder.clear();
    },
    openFile: (chosen) => showFile(chosen, { comesAgain: false }),
    closeFile: leaveFile,
    async saveFile() {
      const { writeFile } = await loadDetailChunk();
      const log = file.value?.log ?? recorder.log();
      const day = new Date().toISOString().slice(0, 10);
      actions.save(file.value?.name ?? `cors-${day}.har`, writeFile(log, redact.value));
    },
    isObserving,
    startObserving: session.observer.start,
    stopObserving: session.observer.stop,
    trial,
    retry,
    actions,
    tab: computed(() => (file.value ? {} : session.tab)),
    close() {
      leaveObserver();
      trial.close();
      retry.close();
      stop();
      for (const stop of stopSaving) stop();
    },
  };

  /** Shows a file once it is read, unless it is left meanwhile, or another one is opened. */
  async function showFile(chosen: FileLike, mine: Opening): Promise<void> {
    const { name } = chosen;
    batch(() => {
      opening.value = mine;
      fileMessage.value = t("fileReading", name);
    });
    try {
      const opened = { name, text: await chosen.text() };
      const { readFile } = await loadDetailChunk();
      // A large file takes seconds, in which nothing is drawn: what is said comes first.
      await new Promise((drawn) => setTimeout(drawn, 30));
      if (opening.value !== mine) return;
      const read = readFile(name, opened.text);
      batch(() => {
        file.value = read;
        session.file = opened;
        if (!mine.comesAgain) query.value = "";
        endOpening("");
      });
    } catch (error) {
      if (opening.value !== mine) return;
      // One that was to come again never will.
      if (!file.value) session.file = null;
      endOpening(error instanceof Error ? error.message : String(error));
    }
  }

  function endOpening(message: string): void {
    batch(() => {
      opening.value = null;
      fileMessage.value = message;
    });
  }

  function leaveFile(): void {
    session.file = null;
    batch(() => {
      file.value = null;
      endOpening("");
    });
  }
}

function describe(row: Row): Selection {
  return { row, diff: diffOf(row.diagnosis), alternatives: row.diagnosis.alternatives.map(toAlternative) };
}

function toAlternative(name: string): Alternative {
  const cause = causes.find(({ reportedAs }) => Object.values(reportedAs.chrome).some((known) => known === name));
  return { name, title: cause ? translate(cause.title) : name };
}

function byStack(fixes: readonly Fix[]): StackFixes[] {
  const stacks = new Map<string, { stack: string; name: string; fixes: Fix[] }>();
  for (const fix of fixes) {
    const known = stacks.get(fix.stack);
    if (known) known.fixes.push(fix);
    else stacks.set(fix.stack, { stack: fix.stack, name: fix.stackName, fixes: [fix] });
  }
  return [...stacks.values()];
}

function readNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

/** Server → the stack that was chosen for it. */
type Choices = Readonly<Record<string, string>>;

/** Bounds what is stored; the longest unchosen are forgotten first. */
const mostChoices = 200;

function readChoices(value: unknown): Choices {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, stack]) => typeof stack === "string"));
}

function remember(choices: Choices, server: string, stack: string): Choices {
  const others = Object.entries(choices).filter(([known]) => known !== server);
  return Object.fromEntries([...others, [server, stack]].slice(-mostChoices));
}

const nothing: DiagnosedLog = {
  recording: { browser: "other", exchanges: [], pages: new Map(), problems: [] },
  diagnoses: [],
};

/** Bounds what is remembered; the longest unseen are forgotten first. */
const mostRefusals = 500;

/** Keeps copies, since a diagnosis holds the whole recording to tell what nobody has asked for yet. */
function rememberRefusals(refusals: Map<string, Row>, rows: readonly Row[]): void {
  for (const row of rows.slice(-mostRefusals)) {
    const request = requestOf(row.diagnosis);
    if (refusals.get(request)?.at === row.at) continue;
    refusals.delete(request);
    refusals.set(request, { ...row, section: 0, fixedAt: null, diagnosis: { ...row.diagnosis } });
  }
  for (const request of refusals.keys()) {
    if (refusals.size <= mostRefusals) break;
    refusals.delete(request);
  }
}

function readSort(value: unknown): Sort {
  return sorts.find((sort) => sort === value) ?? "time";
}
