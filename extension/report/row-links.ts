import { effect } from "@preact/signals";
import type { Row } from "../list/rows.ts";
import type { Store } from "../store/store.ts";

/** The link to the row with this key. It stays the same whenever the report is opened. */
export function linkTo(key: string): string {
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return `#fetch-${(hash >>> 0).toString(36)}`;
}

/** Selects the row that the page's address links to, now and whenever it changes, and lets the address follow the selection. */
export function followLinks(store: Pick<Store, "rows" | "selection" | "select" | "filter" | "query">): () => void {
  const open = () => {
    // The address that a selection set leads to nothing new, and another row may have the same link by chance.
    const selected = store.selection.peek()?.row.key;
    if (selected !== undefined && location.hash === linkTo(selected)) return;
    const row = findRow(store, location.hash);
    if (row) store.select(row.key);
  };
  open();
  let shown = store.selection.peek()?.row.key;
  const stop = effect(() => {
    const key = store.selection.value?.row.key;
    if (key === undefined || key === shown) return;
    shown = key;
    if (location.hash !== linkTo(key)) location.replace(linkTo(key));
  });
  addEventListener("hashchange", open);
  return () => {
    stop();
    removeEventListener("hashchange", open);
  };
}

/** The row of a link; where the filter hides that row, the filter is taken away. */
function findRow({ rows, filter, query }: Pick<Store, "rows" | "filter" | "query">, link: string): Row | undefined {
  const find = () => rows.value.find(({ key }) => linkTo(key) === link);
  const row = find();
  if (row || !link.startsWith("#fetch-")) return row;
  const before = { filter: filter.value, query: query.value };
  filter.value = "all";
  query.value = "";
  const hidden = find();
  if (!hidden) [filter.value, query.value] = [before.filter, before.query];
  return hidden;
}
