import type { Row } from "./rows.ts";

/** The orders of the list; `time` is the order of the first fetch of each row. */
export const sorts = ["time", "newest", "count", "server", "method", "status", "cause"] as const;
export type Sort = (typeof sorts)[number];

/**
 * The rows in the order, with the refused ones before the others. What elements such as images requested comes after both,
 * because a page works without most of it.
 */
export function sortRows(rows: readonly Row[], sort: Sort): readonly Row[] {
  const sorted = sort === "time" ? rows : rows.toSorted(comparisons[sort]);
  if (sorted.every((row) => rankOf(row) === 0)) return sorted;
  const ranks: [Row[], Row[], Row[], Row[]] = [[], [], [], []];
  for (const row of sorted) ranks[rankOf(row)].push(row);
  // `flat` takes five times as long.
  return ranks[0].concat(ranks[1], ranks[2], ranks[3]);
}

/** 0 for the rows that come first. */
function rankOf({ type, outcome }: Row): 0 | 1 | 2 | 3 {
  const isRefused = outcome === "refused";
  if (type === "image" || type === "font" || type === "media") return isRefused ? 2 : 3;
  return isRefused ? 0 : 1;
}

const comparisons: Readonly<Record<Exclude<Sort, "time">, (a: Row, b: Row) => number>> = {
  newest: (a, b) => b.at - a.at || 0,
  count: (a, b) => b.count - a.count,
  server: (a, b) => compare(a.server, b.server),
  method: (a, b) => compare(a.method, b.method),
  status: (a, b) => a.status - b.status,
  cause: (a, b) => compare(a.cause, b.cause),
};

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
