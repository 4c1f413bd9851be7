import { computed, effect, type ReadonlySignal, type Signal } from "@preact/signals";
import { type Diagnosis, isBlocked } from "../../src/index.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { arrange, type Line, rowsIn } from "./arrange.ts";
import { requestKey } from "./fetch-facts.ts";
import { parseFilter } from "./filter.ts";
import { type IncrementalRows, incrementalRows } from "./incremental-rows.ts";
import { rememberRefusals } from "./remembered-refusals.ts";
import type { Row } from "./rows.ts";
import type { Section } from "./sections.ts";

/** The rows, filtered and sorted. */
export interface ListStore {
  /** The text that filters the rows. */
  readonly query: Signal<string>;
  /** How many fetches were recorded, and how many of them were blocked. */
  readonly counts: ReadonlySignal<{ readonly all: number; readonly blocked: number }>;
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** The rows as they are listed, with the headings. */
  readonly lines: ReadonlySignal<readonly Line[]>;
}

/** Rows for other stores. */
export interface RowSets {
  /** The blocked fetches: refused, or blocked for an unknown reason. */
  readonly blocked: ReadonlySignal<readonly Diagnosis[]>;
  readonly blockedRows: ReadonlySignal<readonly Row[]>;
  /** Rows that were refused before the page was reloaded, and pass since. */
  readonly fixedRows: ReadonlySignal<readonly Row[]>;
}

export interface ListSources {
  readonly diagnosedLog: ReadonlySignal<DiagnosedLog>;
  readonly sections: ReadonlySignal<readonly Section[]>;
  readonly isFileShown: ReadonlySignal<boolean>;
  readonly settings: Pick<SettingsStore, "filter" | "sort">;
  readonly query: Signal<string>;
  /** The refused rows since the user last cleared the recording, by request; they outlive the panel's page. */
  readonly refusals: Map<string, Row>;
}

export function createListStore(sources: ListSources): { store: ListStore; rowSets: RowSets; close: () => void } {
  const { diagnosedLog, sections, isFileShown, settings, query, refusals } = sources;
  const { withFixedTime, rowsOf } = incrementalRows(diagnosedLog, sections);
  const { diagnoses: blocked, rows: blockedRows } = rowsOf(isBlocked);
  const { rows: allRows } = rowsOf(() => true);
  const fixedRows = computed(() => (isFileShown.value ? [] : fixedSince(refusals, withFixedTime, blocked)));
  const shownRows = computed(() => {
    const recorded = settings.filter.value === "all" ? allRows.value : blockedRows.value;
    return fixedRows.value.length === 0 ? recorded : [...fixedRows.value, ...recorded];
  });
  const matchingRows = computed(() => shownRows.value.filter(parseFilter(query.value)));
  const lines = computed(() => arrange(matchingRows.value, settings.sort.value, sections.value));
  const close = effect(() => {
    if (!isFileShown.value) rememberRefusals(refusals, blockedRows.value);
  });
  return {
    store: {
      query,
      counts: computed(() => ({ all: diagnosedLog.value.diagnoses.length, blocked: blocked.value.length })),
      rows: computed(() => rowsIn(lines.value)),
      lines,
    },
    rowSets: { blocked, blockedRows, fixedRows },
    close,
  };
}

function fixedSince(
  refusals: ReadonlyMap<string, Row>,
  withFixedTime: IncrementalRows["withFixedTime"],
  blocked: ReadonlySignal<readonly Diagnosis[]>,
): Row[] {
  const fixed = [...refusals.values()].map(withFixedTime.value).filter(({ fixedAt }) => fixedAt !== null);
  if (fixed.length === 0) return fixed;
  const blockedAgain = new Set(blocked.value.map(requestKey));
  return fixed.filter(({ diagnosis }) => !blockedAgain.has(requestKey(diagnosis)));
}
