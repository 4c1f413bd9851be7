import { cut, visible } from "../text/visible.ts";

const longestSentence = 1000;

/** Lines of at most `width` columns; a word that is longer stays whole, so that it can be copied. */
export function wrap(text: string, width: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of visible(cut(text, longestSentence)).split(" ")) {
    const blank = line.trim() === "";
    if (!blank && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else {
      line += blank ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}
