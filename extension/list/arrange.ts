import { groupBy } from "../../src/index.ts";
import type { GroupLine, Heading, Line, RowLine, Rows } from "./lines.ts";
import type { Row } from "./rows.ts";
import type { Section } from "./sections.ts";
import { type Sort, sortRows } from "./sort-rows.ts";

/** What the list puts together: the rows with one cause on one server, the rows of one server, or nothing. */
export const groupings = ["cause", "server", "none"] as const;
export type Grouping = (typeof groupings)[number];

export interface Arrangement {
  readonly lines: readonly Line[];
  /** All rows in their order, also those in closed groups. */
  readonly rows: readonly Row[];
  readonly optionCount: number;
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
  const list: GrowingArrangement = { lines: [], rows: [], optionCount: 0 };
  const bySection = sectionsOf(rows, sections.length);
  for (const [number, ofSection] of sort === "newest" ? bySection.reverse() : bySection) {
    addSection(list, number, ofSection, options);
  }
  return list;
}

/** How many fetches the rows stand for. */
export function countOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** An arrangement to which lines are added at the end. */
interface GrowingArrangement {
  readonly lines: Line[];
  readonly rows: Row[];
  optionCount: number;
}

/** Where rows stand, and how they are put together. */
interface Part extends Omit<ArrangeOptions, "sections"> {
  readonly section: Section | null;
  /** Distinguishes the keys of this part from those of other ones. */
  readonly prefix: string;
  /** The key of the open group around the part, or "". */
  readonly group: string;
}

/** The rows by the number of their section, also the sections without rows; 0 is before the first section. */
function sectionsOf(rows: readonly Row[], last: number): [number, readonly Row[]][] {
  if (last === 0) return [[0, rows]];
  const sections = Array.from({ length: last + 1 }, (_, section): [number, Row[]] => [section, []]);
  for (const row of rows) sections[Math.min(row.section, last)]?.[1].push(row);
  return sections;
}

function addSection(list: GrowingArrangement, number: number, rows: readonly Row[], options: ArrangeOptions): void {
  const { sort, sections } = options;
  const section = sections[number - 1] ?? null;
  // The rows before the first section need a heading only where they come after those of a section.
  const isAfterSections = sort === "newest" && sections.length > 0 && rows.length > 0;
  if (section || isAfterSections) list.lines.push({ kind: "section", key: `section ${number}`, section });
  const sorted = sortRows(rows, sort);
  const [first, ...more] = sorted.filter(({ fixedAt }) => fixedAt !== null);
  const others = first ? sorted.filter(({ fixedAt }) => fixedAt === null) : sorted;
  addRows(list, others, { ...options, section, prefix: `${number}`, group: "" });
  if (first) addFixed(list, [first, ...more], { ...options, section, prefix: `fixed ${number}`, group: "" });
}

/** Adds rows under the headings of their servers, unless the rows are not grouped. */
function addRows(list: GrowingArrangement, rows: readonly Row[], part: Part): void {
  const { grouping, section, prefix } = part;
  if (grouping === "none") {
    addEach(list, rows, { key: `rows ${prefix}`, server: null, section }, part);
    return;
  }
  for (const [server, ofServer] of groupBy(rows, (row) => row.server)) {
    const under = { key: `server ${prefix} ${server}`, server, section };
    list.lines.push({ kind: "server", key: under.key, under });
    if (grouping === "server") addEach(list, ofServer, under, part);
    else for (const ofCause of byCause(ofServer, part.sort)) addCause(list, ofCause, under, part);
  }
}

/** Adds the rows of one cause as a group, but a single row as itself. */
function addCause(list: GrowingArrangement, rows: Rows, under: Heading, part: Part): void {
  if (rows.length === 1) {
    addEach(list, rows, under, part);
    return;
  }
  const key = `cause ${under.key} ${causeKey(rows[0])}`;
  const isOpen = addGroup(list, { kind: "group", key, under, of: "cause", rows }, part);
  if (isOpen) for (const row of rows) addRow(list, row, under, { group: key, isBrief: true });
}

/** Adds what is fixed as one group, which opens to the rows by their servers. */
function addFixed(list: GrowingArrangement, rows: Rows, part: Part): void {
  const under = { key: part.prefix, server: null, section: part.section };
  const isOpen = addGroup(list, { kind: "group", key: part.prefix, under, of: "fixed", rows }, part);
  const grouping = part.grouping === "none" ? "none" : "server";
  if (isOpen) addRows(list, rows, { ...part, grouping, group: part.prefix });
}

function addEach(list: GrowingArrangement, rows: readonly Row[], under: Heading, { group }: Part): void {
  const inGroup = { group, isBrief: false };
  for (const row of rows) addRow(list, row, under, inGroup);
}

/** Adds the line of a group, without its rows; true where it is open, so that the rows follow. */
function addGroup(
  list: GrowingArrangement,
  group: Omit<GroupLine, "isOpen" | "position">,
  { openGroups }: Part,
): boolean {
  const isOpen = openGroups.has(group.key);
  list.lines.push({ ...group, isOpen, position: list.optionCount + 1 });
  if (isOpen) return true;
  list.optionCount++;
  for (const row of group.rows) list.rows.push(row);
  return false;
}

function addRow(
  list: GrowingArrangement,
  row: Row,
  under: Heading,
  { group, isBrief }: Pick<RowLine, "group" | "isBrief">,
): void {
  list.lines.push({ kind: "row", key: row.key, under, row, position: ++list.optionCount, group, isBrief });
  list.rows.push(row);
}

/** The rows of one server by their cause. */
function byCause(rows: readonly Row[], sort: Sort): readonly Rows[] {
  const groups = [...groupBy(rows, causeKey).values()];
  return sort === "count" ? groups.toSorted((a, b) => countOf(b) - countOf(a)) : groups;
}

/** Equal for rows with the same outcome for the same reason. */
function causeKey({ outcome, cause, title, diagnosis: { lookAlike, reasons } }: Row): string {
  return `${outcome} ${cause || lookAlike?.id || title} ${reasons[0]?.id ?? ""}`;
}
