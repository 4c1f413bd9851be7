import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import {
  causes,
  type Diagnosis,
  type DiffRow,
  diagnose,
  diffOf,
  type Fix,
  fixesFor,
  lastHop,
  type Outcome,
  type Recording,
  readHar,
} from "../src/index.ts";
import type { Actions } from "./host.ts";
import { t } from "./messages.ts";
import type { Session } from "./session.ts";

export type Filter = "refused" | "all";

/** Fetches that were refused, or not, in the same way: one line of the list. */
export interface Row {
  readonly key: string;
  readonly outcome: Outcome;
  /** Id of the cause, or "". */
  readonly cause: string;
  readonly title: string;
  readonly method: string;
  /** The server that answered, as an origin. */
  readonly server: string;
  readonly path: string;
  /** The URL that the page called, of the latest fetch. */
  readonly url: string;
  readonly count: number;
  /** The latest fetch. */
  readonly diagnosis: Diagnosis;
}

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
  readonly preserveLog: Signal<boolean>;
  /** Which fetches the fix is for. */
  readonly scope: Signal<Scope>;
  /** How many fetches were recorded, and how many of them were refused. */
  readonly counts: ReadonlySignal<{ readonly all: number; readonly refused: number }>;
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly selection: ReadonlySignal<Selection | null>;
  /** How many refused rows the selected row's server has. */
  readonly serverRows: ReadonlySignal<number>;
  readonly stacks: ReadonlySignal<readonly StackFixes[]>;
  /** Id of the stack whose fixes are shown. */
  readonly stack: ReadonlySignal<string>;
  readonly select: (key: string) => void;
  readonly chooseStack: (stack: string) => void;
  readonly clear: () => void;
  readonly actions: Actions;
  /** Ends all that the store listens to. */
  readonly close: () => void;
}

/** The whole model of the panel: one signal, the recording, and what is computed from it. */
export function createStore(session: Session, actions: Actions): Store {
  const { recorder, settings } = session;
  const recording = signal<Recording>(readHar(recorder.log()));
  const filter = signal<Filter>(settings.get("filter") === "all" ? "all" : "refused");
  const preserveLog = signal(settings.get("preserveLog") === true);
  const scope = signal<Scope>("fetch");
  const selected = signal(session.selected);
  const chosenStacks = signal(readChoices(settings.get("stacks")));

  const diagnoses = computed(() => diagnose(recording.value));
  const refused = computed(() => diagnoses.value.filter(isRefused));
  const counts = computed(() => ({ all: diagnoses.value.length, refused: refused.value.length }));
  const refusedRows = computed(() => group(refused.value));
  const rows = computed(() => (filter.value === "all" ? group(diagnoses.value) : refusedRows.value));
  const row = computed(() => rows.value.find(({ key }) => key === selected.value) ?? rows.value[0] ?? null);
  const selection = computed(() => (row.value ? describe(row.value) : null));
  const serverRows = computed(() => refusedRows.value.filter(({ server }) => server === row.value?.server).length);
  const stacks = computed(() => {
    const { outcome, server, diagnosis } = row.value ?? {};
    if (outcome !== "refused" || !diagnosis) return [];
    const ofServer = () => refused.value.filter(({ fetch }) => serverOf(fetch) === server);
    return byStack(fixesFor(scope.value === "server" ? ofServer() : [diagnosis], recording.value));
  });
  const stack = computed(() => {
    const chosen = chosenStacks.value[row.value?.server ?? ""];
    return (stacks.value.find(({ stack }) => stack === chosen) ?? stacks.value[0])?.stack ?? "";
  });

  const read = () => {
    const startedAt = Date.now();
    recording.value = readHar(recorder.log());
    rows.peek();
    return Date.now() - startedAt;
  };
  const stopReading = throttled(recorder.subscribe, read);
  const stopSaving = [
    effect(() => settings.set("filter", filter.value)),
    effect(() => settings.set("stacks", chosenStacks.value)),
    effect(() => {
      settings.set("preserveLog", preserveLog.value);
      recorder.preserve(preserveLog.value);
    }),
    effect(() => {
      session.selected = selected.value;
    }),
  ];

  return {
    filter,
    preserveLog,
    scope,
    counts,
    rows,
    selection,
    serverRows,
    stacks,
    stack,
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
    clear: recorder.clear,
    actions,
    close() {
      stopReading();
      for (const stop of stopSaving) stop();
    },
  };
}

/** A fetch that the browser kept from the page, whether or not the recording tells why. */
function isRefused({ outcome, fetch }: Diagnosis): boolean {
  return outcome === "refused" || (outcome === "unknown" && lastHop(fetch).actual !== null);
}

/** Fetches of one server, method, path shape and cause in one row; servers and rows in the order of the first of each. */
function group(diagnoses: readonly Diagnosis[]): Row[] {
  const groups = new Map<string, Group>();
  for (const diagnosis of diagnoses) {
    const url = calledUrl(diagnosis);
    const key = keyOf(diagnosis, url);
    const known = groups.get(key);
    if (known) {
      known.sameUrl &&= known.url === url;
      known.latest = diagnosis;
      known.count++;
    } else {
      groups.set(key, { key, url, sameUrl: true, count: 1, latest: diagnosis });
    }
  }
  const servers = new Map<string, Row[]>();
  for (const row of [...groups.values()].map(toRow)) {
    const known = servers.get(row.server);
    if (known) known.push(row);
    else servers.set(row.server, [row]);
  }
  return [...servers.values()].flat();
}

interface Group {
  readonly key: string;
  /** The URL that the first fetch called. */
  readonly url: string;
  sameUrl: boolean;
  count: number;
  latest: Diagnosis;
}

function toRow({ key, sameUrl, count, latest }: Group): Row {
  const url = calledUrl(latest);
  const { path, query } = partsOf(url);
  return {
    key,
    outcome: latest.outcome,
    cause: latest.verdict?.cause ?? "",
    title: titleOf(latest),
    method: latest.fetch.hops[0]?.method ?? "",
    server: serverOf(latest.fetch),
    path: sameUrl ? `${path}${query}` : shapeOf(path),
    url,
    count,
    diagnosis: latest,
  };
}

function keyOf(diagnosis: Diagnosis, url: string): string {
  const { fetch, outcome, verdict, lookAlike, reasons } = diagnosis;
  const what = verdict?.cause ?? lookAlike?.id ?? "";
  const { origin, path } = partsOf(url);
  const reason = reasons[0]?.id;
  return [serverOf(fetch), fetch.hops[0]?.method, origin, shapeOf(path), outcome, what, reason].join("\n");
}

function calledUrl({ fetch }: Diagnosis): string {
  return fetch.hops[0]?.url ?? "";
}

function serverOf(fetch: Diagnosis["fetch"]): string {
  return partsOf(lastHop(fetch).url).origin;
}

/** A path in which what looks like an id stands as `:id`, without its query. */
function shapeOf(path: string): string {
  return path.replace(/\/(?:\d+|(?=[^/]*\d)[\da-f-]{8,}|(?=[^/]*\d)[\w-]{20,})(?=\/|$)/gi, "/:id");
}

/** Origin, path and query of a URL as browsers record it; much faster than `URL`, which need not check it again. */
function partsOf(url: string): { readonly origin: string; readonly path: string; readonly query: string } {
  const [, scheme = "", host = "", path = url, query = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  return { origin: `${scheme}${host}`, path, query };
}

/** The headline: the reason where one is recognized, else the verdict, else what the fetch is instead. */
function titleOf({ outcome, verdict, reasons, lookAlike, cannotTell, notes }: Diagnosis): string {
  const [reason] = reasons;
  const [note] = notes;
  if (outcome === "refused") return reason?.title ?? verdict?.title ?? t("titleRefused");
  if (outcome === "unknown") return cannotTell ? t("titleCannotTell", cannotTell.because) : t("titleUnknown");
  if (outcome === "failed") return lookAlike?.title ?? t("titleFailed");
  return note?.title ?? t("titleAllowed");
}

function describe(row: Row): Selection {
  return { row, diff: diffOf(row.diagnosis), alternatives: row.diagnosis.alternatives.map(toAlternative) };
}

function toAlternative(name: string): Alternative {
  const cause = causes.find(({ reportedAs }) => Object.values(reportedAs.chrome).some((known) => known === name));
  return { name, title: cause?.title ?? name };
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

/**
 * Runs `work` soon after a change, once for many changes; the longer it took, the longer the next one waits, so that
 * most of the time is left to people.
 */
function throttled(subscribe: (listener: () => void) => () => void, work: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cost = 0;
  const leave = subscribe(() => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        cost = work();
      },
      Math.max(16, 3 * cost),
    );
  });
  return () => {
    leave();
    clearTimeout(timer);
  };
}
