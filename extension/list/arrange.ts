import { groupBy } from "../../src/index.ts";
import type { Row } from "./rows.ts";
import type { Section } from "./sections.ts";

/** The orders of the list; `time` is the order of the first fetch of each row. */
export const sorts = ["time", "newest", "count", "server", "method", "status", "cause"] as const;
export type Sort = (typeof sorts)[number];

/** A heading or a row of the list. */
export type Line =
  | { readonly kind: "section"; readonly key: string; readonly section: Section }
  | { readonly kind: "server"; readonly key: string; readonly under: Heading }
  /** `place` is the row's number, from 1. */
  | { readonly kind: "row"; readonly key: string; readonly under: Heading; readonly row: Row; readonly place: number };

/** The heading of a server's rows. */
export interface Heading {
  readonly key: string;
  readonly server: string;
  /** The section of the rows, or null. */
  readonly section: Section | null;
}

/** The rows as lines with headings: section by section, and in each section server by server. */
export function arrange(rows: readonly Row[], sort: Sort, sections: readonly Section[]): Line[] {
  const lines: Line[] = [];
  let count = 0;
  for (const [number, ofSection] of bySection(rows, sections.length)) {
    const section = sections[number - 1] ?? null;
    if (section) lines.push({ kind: "section", key: `section ${number}`, section });
    for (const [server, ofServer] of groupBy(sorted(ofSection, sort), (row) => row.server)) {
      const under = { key: `server ${number} ${server}`, server, section };
      lines.push({ kind: "server", key: under.key, under });
      for (const row of ofServer) lines.push({ kind: "row", key: row.key, under, row, place: ++count });
    }
  }
  return lines;
}

/** The rows in the order of their lines. */
export function rowsIn(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of lines) if (line.kind === "row") rows.push(line.row);
  return rows;
}

/** The rows by the number of their section, also the sections without rows. */
function bySection(rows: readonly Row[], last: number): [number, Row[]][] {
  const sections = Array.from({ length: last + 1 }, (_, section): [number, Row[]] => [section, []]);
  for (const row of rows) sections[Math.min(row.section, last)]?.[1].push(row);
  return sections;
}

function sorted(rows: readonly Row[], sort: Sort): readonly Row[] {
  return sort === "time" ? rows : rows.toSorted(comparisons[sort]);
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
