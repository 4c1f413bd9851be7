import { groupBy } from "../../src/index.ts";
import type { Row } from "./rows.ts";
import type { Section } from "./sections.ts";

/** The orders of the list; `time` is the order of the first fetch of each row. */
export const sorts = ["time", "newest", "count", "server", "method", "status", "cause"] as const;
export type Sort = (typeof sorts)[number];

/** What the list puts together: the rows with one cause on one server, the rows of one server, or nothing. */
export const groupings = ["cause", "server", "none"] as const;
export type Grouping = (typeof groupings)[number];

/** A heading, a group of rows that opens, or a row of the list. */
export type Line =
  | { readonly kind: "section"; readonly key: string; readonly section: Section | null }
  | { readonly kind: "server"; readonly key: string; readonly under: Heading }
  | GroupLine
  | RowLine;

/** The line of a group, which stands for its rows while it is closed. */
export interface GroupLine {
  readonly kind: "group";
  readonly key: string;
  readonly under: Heading;
  /** `fixed`: rows of any cause that pass by now. */
  readonly of: "cause" | "fixed";
  readonly rows: readonly [Row, ...Row[]];
  readonly isOpen: boolean;
  /** The number of the option, from 1; an open group is none, and has the number of its first row. */
  readonly place: number;
}

export interface RowLine {
  readonly kind: "row";
  readonly key: string;
  readonly under: Heading;
  readonly row: Row;
  /** The number of the option, from 1. */
  readonly place: number;
  /** Key of the open group around the row, or "". */
  readonly group: string;
  /** Whether the group's line already says what the row would. */
  readonly isBrief: boolean;
}

/** The heading of a server's rows. */
export interface Heading {
  readonly key: string;
  /** Null for rows of any server, which have no heading. */
  readonly server: string | null;
  /** The section of the rows, or null. */
  readonly section: Section | null;
}

export interface Arrangement {
  readonly lines: readonly Line[];
  /** All rows in their order, also those in closed groups. */
  readonly rows: readonly Row[];
  /** How many options the list has. */
  readonly places: number;
}

export interface ArrangeOptions {
  readonly sort: Sort;
  readonly grouping: Grouping;
  readonly sections: readonly Section[];
  /** The keys of the groups that are open. */
  readonly openGroups: ReadonlySet<string>;
}

/**
 * The rows as lines with headings: section by section, and in each section server by server. Refused ones come first, then the
 * others, then what elements such as images requested, and at last what is fixed.
 */
export function arrange(rows: readonly Row[], options: ArrangeOptions): Arrangement {
  const { sort, sections } = options;
  const arrangement = { lines: [] as Line[], rows: [] as Row[], places: 0 };
  const bySection = sectionsOf(rows, sections.length);
  for (const [number, ofSection] of sort === "newest" ? bySection.reverse() : bySection) {
    const section = sections[number - 1] ?? null;
    const isBeforeAll = sort === "newest" && sections.length > 0 && !section && ofSection.length > 0;
    if (section || isBeforeAll) arrangement.lines.push({ kind: "section", key: `section ${number}`, section });
    const ordered = ranked(ofSection, sort);
    const [first, ...more] = ordered.filter(({ fixedAt }) => fixedAt !== null);
    const others = first ? ordered.filter(({ fixedAt }) => fixedAt === null) : ordered;
    addRows(arrangement, others, { ...options, section, prefix: `${number}` });
    if (first) addFixed(arrangement, [first, ...more], { ...options, section, prefix: `fixed ${number}` });
  }
  return arrangement;
}

/** Whether a line is the row with that key, or a closed group with that row in it. */
export function shows(line: Line, key: string): boolean {
  if (line.kind === "row") return line.key === key;
  return line.kind === "group" && !line.isOpen && line.rows.some((row) => row.key === key);
}

/** A line that can be selected. */
export function isOption(line: Line): line is RowLine | GroupLine {
  return line.kind === "row" || (line.kind === "group" && !line.isOpen);
}

interface Growing {
  readonly lines: Line[];
  readonly rows: Row[];
  places: number;
}

interface Part extends Omit<ArrangeOptions, "sections"> {
  readonly section: Section | null;
  /** Distinguishes the keys of this part from those of other ones. */
  readonly prefix: string;
  /** The key of the open group around the part. */
  readonly group?: string;
}

function addRows(list: Growing, rows: readonly Row[], part: Part): void {
  const { grouping, section, prefix } = part;
  if (grouping === "none") {
    if (rows.length > 0) addEach(list, rows, { key: `rows ${prefix}`, server: null, section }, part);
    return;
  }
  for (const [server, ofServer] of groupBy(rows, (row) => row.server)) {
    const under = { key: `server ${prefix} ${server}`, server, section };
    list.lines.push({ kind: "server", key: under.key, under });
    if (grouping === "server") addEach(list, ofServer, under, part);
    else for (const ofCause of byCause(ofServer, part.sort)) addCause(list, ofCause, under, part);
  }
}

function addEach(list: Growing, rows: readonly Row[], under: Heading, { group = "" }: Part): void {
  const inGroup = { group, isBrief: false };
  for (const row of rows) addRow(list, row, under, inGroup);
}

function addCause(list: Growing, rows: readonly [Row, ...Row[]], under: Heading, part: Part): void {
  if (rows.length === 1) {
    addEach(list, rows, under, part);
    return;
  }
  const key = `cause ${under.key} ${causeKey(rows[0])}`;
  const isOpen = addGroup(list, { kind: "group", key, under, of: "cause", rows }, part);
  if (isOpen) for (const row of rows) addRow(list, row, under, { group: key, isBrief: true });
}

function addFixed(list: Growing, rows: readonly [Row, ...Row[]], part: Part): void {
  const under = { key: part.prefix, server: null, section: part.section };
  const isOpen = addGroup(list, { kind: "group", key: part.prefix, under, of: "fixed", rows }, part);
  const grouping = part.grouping === "none" ? "none" : "server";
  if (isOpen) addRows(list, rows, { ...part, grouping, group: part.prefix });
}

function addGroup(list: Growing, group: Omit<GroupLine, "isOpen" | "place">, { openGroups }: Part): boolean {
  const isOpen = openGroups.has(group.key);
  list.lines.push({ ...group, isOpen, place: list.places + 1 });
  if (isOpen) return true;
  list.places++;
  for (const row of group.rows) list.rows.push(row);
  return false;
}

function addRow(list: Growing, row: Row, under: Heading, { group, isBrief }: Pick<RowLine, "group" | "isBrief">): void {
  list.lines.push({ kind: "row", key: row.key, under, row, place: ++list.places, group, isBrief });
  list.rows.push(row);
}

/** The rows by the number of their section, also the sections without rows. */
function sectionsOf(rows: readonly Row[], last: number): [number, readonly Row[]][] {
  if (last === 0) return [[0, rows]];
  const sections = Array.from({ length: last + 1 }, (_, section): [number, Row[]] => [section, []]);
  for (const row of rows) sections[Math.min(row.section, last)]?.[1].push(row);
  return sections;
}

/** The rows of one server by their cause. */
function byCause(rows: readonly Row[], sort: Sort): readonly (readonly [Row, ...Row[]])[] {
  const groups = [...groupBy(rows, causeKey).values()];
  return sort === "count" ? groups.toSorted((a, b) => countOf(b) - countOf(a)) : groups;
}

/** Equal for rows with the same outcome for the same reason. */
function causeKey({ outcome, cause, title, diagnosis: { lookAlike, reasons } }: Row): string {
  return `${outcome} ${cause || lookAlike?.id || title} ${reasons[0]?.id ?? ""}`;
}

/** How many fetches the rows stand for. */
export function countOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function ranked(rows: readonly Row[], sort: Sort): readonly Row[] {
  const sorted = sort === "time" ? rows : rows.toSorted(comparisons[sort]);
  if (sorted.every((row) => rankOf(row) === 0)) return sorted;
  const ranks: [Row[], Row[], Row[], Row[]] = [[], [], [], []];
  for (const row of sorted) ranks[rankOf(row)].push(row);
  // `flat` takes five times as long.
  return ranks[0].concat(ranks[1], ranks[2], ranks[3]);
}

/** A page works without most of its images and fonts, so they come after what its code asked for. */
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
