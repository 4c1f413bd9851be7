import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Diagnosis } from "../../src/index.ts";
import { requestKey } from "../list/fetch-facts.ts";
import type { Row } from "../list/rows.ts";

/** The row that the detail shows. */
export interface SelectionStore {
  readonly selection: ReadonlySignal<Selection | null>;
  readonly select: (key: string) => void;
  /** Which fetches the fix is for. */
  readonly scope: Signal<Scope>;
}

/** The shown fetch, or all refused fetches of its server. */
export type Scope = "fetch" | "server";

/** Everything about the selected row. */
export interface Selection {
  readonly row: Row;
  /** True where a trial changed the response headers for the browser. The recorded ones are the server's own, and unjudged. */
  readonly isOverridden: boolean;
}

export interface SelectionParts {
  readonly store: SelectionStore;
  readonly row: ReadonlySignal<Row | null>;
  readonly close: () => void;
}

/** Creates the store for the selected one of the rows. The session keeps the selected key while the page is loaded again. */
export function createSelectionStore(
  rows: ReadonlySignal<readonly Row[]>,
  session: { selected: string | null },
  isOverridden: (diagnosis: Diagnosis) => boolean,
): SelectionParts {
  const selected = signal(session.selected);
  const scope = signal<Scope>("fetch");
  let shown: Row | null = null;
  /**
   * The selected row; where there is none, the first one, which stays when other rows come before it. A row has another key
   * once its fetch is known better, and stays shown.
   */
  const row = computed(() => {
    const withKey = (key = "") => rows.value.find((one) => one.key === key);
    const found =
      withKey(selected.value ?? "") ?? withKey(shown?.key) ?? sameRequest(rows.value, shown) ?? rows.value[0] ?? null;
    shown = found;
    return found;
  });
  const close = effect(() => {
    session.selected = selected.value;
  });
  const select = (key: string) =>
    batch(() => {
      shown = rows.peek().find((one) => one.key === key) ?? shown;
      selected.value = key;
      scope.value = "fetch";
    });
  const isRowOverridden = computed(() => row.value !== null && isOverridden(row.value.diagnosis));
  // A new request leaves the selection the same object, so that only the list is drawn again.
  const selection = computed(() => row.value && { row: row.value, isOverridden: isRowOverridden.value });
  return { store: { selection, select, scope }, row, close };
}

/** The row of the same fetch, or else of the same request. */
function sameRequest(rows: readonly Row[], shown: Row | null): Row | undefined {
  if (!shown) return undefined;
  const request = requestKey(shown.diagnosis);
  const ofRequest = rows.filter((row) => requestKey(row.diagnosis) === request && row.section === shown.section);
  return ofRequest.find(({ at }) => at === shown.at) ?? ofRequest[0];
}
