import type { Row } from "./rows.ts";
import type { Section } from "./sections.ts";

/** A heading, a group of rows that opens, or a row of the list. */
export type Line =
  | { readonly kind: "section"; readonly key: string; readonly section: Section | null }
  | { readonly kind: "server"; readonly key: string; readonly under: Heading }
  | GroupLine
  | RowLine;

/** At least one row. */
export type Rows = readonly [Row, ...Row[]];

/** The line of a group, which stands for its rows while it is closed. */
export interface GroupLine {
  readonly kind: "group";
  readonly key: string;
  readonly under: Heading;
  /** `fixed`: rows of any cause that pass by now. */
  readonly of: "cause" | "fixed";
  readonly rows: Rows;
  readonly isOpen: boolean;
  /** The number of the option, from 1; an open group is none, and has the number of its first row. */
  readonly position: number;
}

export interface RowLine {
  readonly kind: "row";
  readonly key: string;
  readonly under: Heading;
  readonly row: Row;
  /** The number of the option, from 1. */
  readonly position: number;
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

/** Whether a line is the row with that key, or a closed group with that row in it. */
export function shows(line: Line, key: string): boolean {
  if (line.kind === "row") return line.key === key;
  return line.kind === "group" && !line.isOpen && line.rows.some((row) => row.key === key);
}

/** A line that can be selected. */
export function isOption(line: Line): line is RowLine | GroupLine {
  return line.kind === "row" || (line.kind === "group" && !line.isOpen);
}
