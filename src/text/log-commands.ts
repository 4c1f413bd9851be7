/**
 * How a report writes a character in another way:
 * - `text` and `markdown`: `\x23`, as `visible` writes unsafe characters
 * - `annotations`: the same. Its own lines are commands of GitHub Actions and stay.
 * - `json` and `xml`: their own escapes, so that the value stays the same
 */
export type LogSyntax = "text" | "markdown" | "annotations" | "json" | "xml";

/**
 * The text without the commands that a CI system would find in it and carry out. GitHub Actions and Azure Pipelines find `##[…]` and
 * `##vso[…]` anywhere in a line, TeamCity `##teamcity[…]`, and GitHub Actions `::…::` at the start of a line.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * @see https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 * @see https://www.jetbrains.com/help/teamcity/service-messages.html
 */
export function withoutLogCommands(text: string, syntax: LogSyntax): string {
  const { hash, colon } = escapes[syntax];
  const anywhere = text.replace(/##(?=\w*\[)/g, `#${hash}`);
  return colon === null ? anywhere : anywhere.replace(/^([^\S\n]*):(?=:)/gm, `$1${colon}`);
}

const visibleEscapes = { hash: "\\x23", colon: "\\x3a" };

/** No line of JSON begins with a colon. */
const escapes: Readonly<Record<LogSyntax, { readonly hash: string; readonly colon: string | null }>> = {
  text: visibleEscapes,
  markdown: visibleEscapes,
  annotations: { hash: "\\x23", colon: null },
  json: { hash: "\\u0023", colon: null },
  xml: { hash: "&#35;", colon: "&#58;" },
};
