import { cut, visible, visibleLines } from "../text/visible.ts";
import type { FormatOptions, Paint } from "./format.ts";

/** How a text for people is laid out. */
export interface TextLayout {
  /** Columns that prose may fill. */
  readonly width: number;
  readonly paint: Paint;
}

/** The layout for a terminal. Longer lines than 100 columns are hard to read, and shorter ones than 40 break words. */
export function textLayoutOf({ columns, paint }: FormatOptions): TextLayout {
  return { width: Math.max(minWidth, Math.min(columns, maxWidth)), paint };
}

const minWidth = 40;
const maxWidth = 100;

/** Lines of at most `width` columns; a word that is longer stays whole, so that people can copy it. */
export function wrap(text: string, width: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of visible(cut(text, maxTextLength)).split(" ")) {
    const isEmpty = line.trim() === "";
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}

const maxTextLength = 1000;

/** The lines of a code block, indented; empty lines stay empty. */
export function codeLines(code: string, indent: string, paint: Paint): string[] {
  return visibleLines(code.trimEnd()).map((line) => (line === "" ? "" : paint("code", `${indent}${line}`)));
}
