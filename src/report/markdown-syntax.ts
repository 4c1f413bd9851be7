import { visible, visibleLines } from "../text/visible.ts";

// Text that comes from a recording, written so that Markdown shows it as it is.

/**
 * The text as a Markdown code span, which a table may hold too. A value that could end the span or the table's cell, or that
 * is a command for a CI system, is written with character references, which every renderer shows as the characters.
 * @see https://github.github.com/gfm/#code-spans
 */
export function codeSpan(text: string): string {
  const shown = visible(text);
  if (shown === "") return "";
  if (!/[`|\\]|##\w*\[|^ | $/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[^a-zA-Z0-9 /-]/gu, characterReference)}</code>`;
}

/**
 * Prose that quotes values in backticks. Outside of the quotations, nothing becomes markup, a link, or a mention of a
 * person or an issue.
 */
export function prose(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : escapeMarkdown(part)))
    .join("");
}

/** The code as a block, with a fence that is longer than any run of backticks in the code. */
export function codeBlock(code: string, language: string): string {
  const lines = visibleLines(code.trimEnd()).join("\n");
  const maxRun = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(maxRun + 1);
  return `${fence}${/^[\w-]+$/.test(language) ? language : ""}\n${lines}\n${fence}`;
}

/** Paragraphs that a reader unfolds; "" for none. The blank lines let what is inside be Markdown. */
export function detailsBlock(summary: string, paragraphs: readonly string[]): string {
  if (paragraphs.length === 0) return "";
  return `<details>\n<summary>${escapeMarkdown(summary)}</summary>\n\n${paragraphs.join("\n\n")}\n\n</details>`;
}

function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\*_[\]<>|~&!]/g, "\\$&")
    .replace(/[@#](?=\w)/g, "`$&`")
    .replace(/\b(https?):\/\//g, "`$1://`");
}

function characterReference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
