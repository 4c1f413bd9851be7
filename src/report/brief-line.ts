import { cut, visible } from "../text/visible.ts";

/** One line of the brief report: a label and a text, in which nothing ends the line or acts on a terminal. */
export function briefLine(label: string, text: string, maxLength = maxTextLength): string {
  return `${label.padEnd(labelWidth)} ${visible(cut(text, maxLength))}`;
}

/** The column at which the texts begin. */
export const labelWidth = 10;

const maxTextLength = 320;
