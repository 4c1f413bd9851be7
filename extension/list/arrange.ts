import type { Row, Section } from "./rows.ts";

/** What the list is sorted by; `time` is the order of the first fetch of each row. */
export const sorts = ["time", "newest", "count", "server", "method", "status", "cause"] as const;
export type Sort = (typeof sorts)[number];

/** One line of the list. */
export type Line =
  | { readonly kind: "section"; readonly key: string; readonly section: Section }
  | { readonly kind: "server"; readonly key: string; readonly under: Heading }
  /** `place` counts the rows from 1. */
  | { readonly kind: "row"; readonly key: string; readonly under: Heading; readonly row: Row; readonly place: number };

/** What rows stand under. */
export interface Heading {
  readonly key: string;
  readonly server: string;
  /** The section that the rows are in, or null. */
  readonly section: Section | null;
}

/** The rows as lines: section by section, in it server by server, each under its name. */
export function arrange(rows: readonly Row[], sort: Sort, sections: readonly Section[]): Line[] {
  const lines: Line[] = [];
  let count = 0;
  for (const [place, ofSection] of bySection(rows, sections.length)) {
    const section = sections[place - 1] ?? null;
    if (section) lines.push({ kind: "section", key: `section ${place}`, section });
    for (const [server, ofServer] of byServer(sorted(ofSection, sort))) {
      const under = { key: `server ${place} ${server}`, server, section };
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

function bySection(rows: readonly Row[], last: number): [number, Row[]][] {
  const sections = Array.from({ length: last + 1 }, (_, section): [number, Row[]] => [section, []]);
  for (const row of rows) sections[Math.min(row.section, last)]?.[1].push(row);
  return sections;
}

/** Servers in the order of their first rows. */
function byServer(rows: readonly Row[]): Map<string, Row[]> {
  const servers = new Map<string, Row[]>();
  for (const row of rows) {
    const known = servers.get(row.server);
    if (known) known.push(row);
    else servers.set(row.server, [row]);
  }
  return servers;
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
