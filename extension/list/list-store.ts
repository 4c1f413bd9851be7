import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Diagnosis, isBlocked } from "../../src/index.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import type { Filter, SettingsStore } from "../settings/settings-store.ts";
import { type Arrangement, arrange, countOf } from "./arrange.ts";
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
  /** How many fetches were recorded with each outcome, as in every report. */
  readonly counts: ReadonlySignal<Readonly<Record<Filter, number>>>;
  /** How many of the fetches with the chosen outcome the filter's text leaves; null where there is no such text. */
  readonly matchCount: ReadonlySignal<number | null>;
  /** The rows in their order, also those in closed groups. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** The rows as they are listed, with groups and headings. */
  readonly arrangement: ReadonlySignal<Arrangement>;
  /** Opens or closes the group with that key. */
  readonly toggleGroup: (key: string) => void;
}

/** Rows for other stores. */
export interface RowSets {
  /** The blocked fetches: refused, or blocked for an unknown reason. */
  readonly blocked: ReadonlySignal<readonly Diagnosis[]>;
  readonly blockedRows: ReadonlySignal<readonly Row[]>;
  /** Rows that were refused before the page was reloaded, and pass since, by a trial or without. */
  readonly fixedRows: ReadonlySignal<readonly Row[]>;
}

export interface ListSources {
  readonly diagnosedLog: ReadonlySignal<DiagnosedLog>;
  readonly sections: ReadonlySignal<readonly Section[]>;
  readonly isFileShown: ReadonlySignal<boolean>;
  readonly settings: Pick<SettingsStore, "filter" | "sort" | "grouping">;
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
    const outcome = settings.filter.value;
    if (outcome === "all") return fixedRows.value.concat(allRows.value);
    if (outcome === "refused") return fixedRows.value.concat(blockedRows.value).filter(isOf(outcome));
    return allRows.value.filter(isOf(outcome));
  });
  const matchingRows = computed(() =>
    query.value.trim() === "" ? shownRows.value : shownRows.value.filter(parseFilter(query.value)),
  );
  const openGroups = signal<ReadonlySet<string>>(new Set());
  const arrangement = computed(() => {
    const { sort, grouping } = settings;
    return arrange(matchingRows.value, {
      sort: sort.value,
      grouping: grouping.value,
      sections: sections.value,
      openGroups: openGroups.value,
    });
  });
  const matchCount = computed(() => {
    if (query.value.trim() === "") return null;
    const before = new Set(fixedRows.value);
    return countOf(matchingRows.value.filter((row) => !before.has(row)));
  });
  const close = effect(() => {
    if (!isFileShown.value) rememberRefusals(refusals, blockedRows.value);
  });
  return {
    store: {
      query,
      counts: computed(() => countsOf(diagnosedLog.value.diagnoses)),
      matchCount,
      rows: computed(() => arrangement.value.rows),
      arrangement,
      toggleGroup(key) {
        const next = new Set(openGroups.value);
        if (!next.delete(key)) next.add(key);
        openGroups.value = next;
      },
    },
    rowSets: { blocked, blockedRows, fixedRows },
    close,
  };
}

/** A fetch and all others of its row have the same outcome. */
function isOf(wanted: Row["outcome"]): (row: Row) => boolean {
  return ({ outcome }) => outcome === wanted;
}

function countsOf(diagnoses: readonly Diagnosis[]): Record<Filter, number> {
  const counts = { refused: 0, failed: 0, unknown: 0, allowed: 0 };
  for (const { outcome } of diagnoses) counts[outcome]++;
  const { refused, failed, unknown } = counts;
  return { refused, failed, unknown, all: diagnoses.length };
}

function fixedSince(
  refusals: ReadonlyMap<string, Row>,
  withFixedTime: IncrementalRows["withFixedTime"],
  blocked: ReadonlySignal<readonly Diagnosis[]>,
): Row[] {
  const fixed = [...refusals.values()]
    .map(withFixedTime.value)
    .filter(({ fixedAt, passesInTrial }) => fixedAt !== null || passesInTrial);
  if (fixed.length === 0) return fixed;
  const blockedAgain = new Set(blocked.value.map(requestKey));
  return fixed.filter(({ diagnosis }) => !blockedAgain.has(requestKey(diagnosis)));
}
