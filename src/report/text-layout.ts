import { cut, visible, visibleLines } from "../text/visible.ts";
import type { FormatOptions, OptionNames, Paint } from "./format.ts";

/** How a text for people is laid out. */
export interface TextLayout {
  /** Columns that prose may fill. */
  readonly width: number;
  readonly paint: Paint;
  /** True when the report shows everything that is known, not only what a reader needs first. */
  readonly verbose: boolean;
  readonly optionNames: OptionNames;
}

/** The layout for a terminal. Longer lines than 80 columns are hard to read, and shorter ones than 40 break words. */
export function textLayoutOf({ columns, paint, verbose, optionNames }: FormatOptions): TextLayout {
  return { width: Math.max(minWidth, Math.min(columns, maxWidth)), paint, verbose, optionNames };
}

const minWidth = 40;
const maxWidth = 80;

/** Lines of at most `width` columns; a word that is longer stays whole, so that people can copy it. */
export function wrap(text: string, width: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of visible(cut(text, maxTextLength)).split(" ")) {
    const isEmpty = !/\S/.test(line);
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

const maxTextLength = 1000;

/**
 * The first sentences of a text, as many as fit into `maxLines` lines. A first sentence that does not fit is cut, and so
 * is a word that is longer than a line.
 */
export function wrapFirst(text: string, width: number, indent: string, maxLines: number, hanging = indent): string[] {
  const sentences = sentencesOf(cut(text, maxTextLength));
  for (let count = sentences.length; count > 1; count--) {
    const lines = wrap(sentences.slice(0, count).join(" "), width, indent, hanging);
    if (lines.length <= maxLines) return lines.map((line) => shorten(line, width));
  }
  const lines = wrap(sentences[0] ?? "", width, indent, hanging);
  const last = lines[maxLines - 1] ?? "";
  if (lines.length <= maxLines) return lines.map((line) => shorten(line, width));
  const words = last.length + 2 <= width ? last : last.replace(/ \S+$/, "");
  // A label alone says nothing, so the word after it is cut instead.
  if (maxLines === 1 && /^\s*\S+:$/.test(words)) {
    return wrap(sentences[0] ?? "", Number.POSITIVE_INFINITY, indent).map((line) => shorten(line, width));
  }
  return [...lines.slice(0, maxLines - 1), `${words} …`].map((line) => shorten(line, width));
}

/** An indented text: all of it in a verbose report, else as much as `wrapFirst` puts into `maxLines` lines. */
export function wrapUpTo(maxLines: number, text: string, { width, verbose }: TextLayout): string[] {
  return verbose ? wrap(text, width, "  ") : wrapFirst(text, width, "  ", maxLines);
}

/** The sentences of a text. A quotation in backticks belongs to one sentence, whatever it holds. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const part of text.split(/(?<=[.!?]) (?=[A-Z0-9`])/)) {
    const last = sentences.at(-1);
    if (last !== undefined && last.split("`").length % 2 === 0) sentences[sentences.length - 1] = `${last} ${part}`;
    else sentences.push(part);
  }
  return sentences;
}

/** A line of at most `width` columns. What is cut off is an ellipsis, and an open quotation is closed after it. */
export function shorten(line: string, width: number): string {
  if (line.length <= width) return line;
  const isQuotation = line.slice(0, width - 1).split("`").length % 2 === 0;
  const end = isQuotation ? "…`" : "…";
  // Half a surrogate pair at the end is not a character.
  return line.slice(0, width - end.length).replace(/[\ud800-\udbff\s]$/, "") + end;
}

/** The lines of a code block, indented; empty lines stay empty. */
export function codeLines(code: string, indent: string, paint: Paint): string[] {
  return visibleLines(code.trimEnd()).map((line) => (line === "" ? "" : paint("code", `${indent}${line}`)));
}
