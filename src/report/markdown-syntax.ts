import { visible, visibleLines } from "../text/visible.ts";

/**
 * Text in a Markdown code span, fit for a table too. A value that could end the span or the table's cell is written with
 * character references instead, which every renderer shows as they were.
 * @see https://github.github.com/gfm/#code-spans
 */
export function codeSpan(text: string): string {
  const shown = visible(text);
  if (shown === "") return "";
  if (!/[`|\\]|^ | $/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[^a-zA-Z0-9 /-]/gu, reference)}</code>`;
}

/**
 * Prose in which backticks hold text of the wire. Of what stands outside of them nothing is markup, a mention of somebody
 * or of an issue, or a link.
 */
export function prose(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : literal(part)))
    .join("");
}

/** Code in a block whose fence is longer than any run of backticks in it. */
export function codeBlock(code: string, language: string): string {
  const lines = visibleLines(code.trimEnd()).join("\n");
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${/^[\w-]+$/.test(language) ? language : ""}\n${lines}\n${fence}`;
}

function literal(text: string): string {
  return visible(text)
    .replace(/[\\*_[\]<>|~&!]/g, "\\$&")
    .replace(/[@#](?=\w)/g, "`$&`")
    .replace(/\b(https?):\/\//g, "`$1://`");
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
