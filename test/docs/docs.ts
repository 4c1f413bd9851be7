// Takes the lists of rules and stacks and the recorded proofs; gives docs/causes.md and the README's tables. Nothing else
// writes these documents, and no test does.

import { readFileSync, writeFileSync } from "node:fs";
import type { Cause } from "../../src/causes/cause.ts";
import { causes } from "../../src/causes/index.ts";
import { omittedCorsErrors } from "../../src/causes/omitted-cors-errors.ts";
import { lookAlikes } from "../../src/lookalikes/index.ts";
import { notes } from "../../src/notes/index.ts";
import { reasons } from "../../src/reasons/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { notRun } from "./not-run.ts";

const root = new URL("../../", import.meta.url);

/** Returns every document that is generated from the source, by its path in the repository. */
export function generatedDocuments(): Map<string, string> {
  return new Map([
    ["docs/causes.md", causesDocument()],
    ["README.md", readme()],
  ]);
}

/** Returns the content of a file of the repository. */
export function readDocument(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** Writes every generated document: `npm run docs`. */
export function writeDocuments(): void {
  for (const [path, text] of generatedDocuments()) writeFileSync(new URL(path, root), text);
}

/** Returns the README with its two tables generated again; the rest is written by hand. */
function readme(): string {
  const withCauses = replaceBetween(readDocument("README.md"), "causes", causesTable());
  return replaceBetween(withCauses, "stacks", stacksTable());
}

/** Returns a text with the part between two comments of that name replaced. */
function replaceBetween(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ""] = text.split(start);
  const [, after = ""] = rest.split(end);
  return `${before}${start}\n${content}\n${end}${after}`;
}

function causesTable(): string {
  return table(
    ["cause", "what the browser found", "Chrome's name"],
    (causes as readonly Cause[]).map(({ id, title, reportedAs }) => [
      `[\`${id}\`](docs/causes.md#${id})`,
      title,
      names(Object.values(reportedAs.chrome)),
    ]),
  );
}

function stacksTable(): string {
  return table(
    ["stack", "id", "run on the real server"],
    stacks.map(({ id, name }) => [name, `\`${id}\``, proofOf(id)]),
  );
}

/**
 * Returns how a stack's fixes were run on its real server, or why they were not: by `npm test`, by what
 * `npm run prove -- --save` recorded, or by the reason in `not-run.ts`.
 *
 * @throws where a stack has neither a proof nor a reason
 */
export function proofOf(id: string, reasons = notRun): string {
  if (testedStacks.has(id)) return "proved, in `npm test`";
  const results: Readonly<Record<string, Proof>> = JSON.parse(readDocument("test/prove/results.json"));
  const { proved, on } = results[id] ?? {};
  if (proved !== undefined) return `proved, ${proved} cases${on === undefined ? "" : `, on ${on}`}`;
  const reason = reasons[id]?.trim();
  if (reason) return `not run: ${reason}`;
  throw new Error(
    `The stack "${id}" has no proof: run "npm run prove -- ${id} --save", or say in test/docs/not-run.ts why it cannot run.`,
  );
}

interface Proof {
  readonly proved?: number;
  readonly on?: string;
}

/** The stacks that `test/real-servers/` runs. */
const testedStacks = new Set(["express-cors", "express-manual", "nginx-proxy", "nginx-static"]);

function causesDocument(): string {
  return [
    "# Causes, reasons, look-alikes and notes",
    "",
    "Generated from `src/` by `npm run docs`.",
    "",
    "## Causes",
    "",
    "What a browser refuses, in the order in which Chromium checks: the first that a response shows is its verdict. Firefox",
    "checks origin and credentials before the redirect of a preflight, and the method before the list of headers; its",
    "recordings are judged so.",
    "",
    ...(causes as readonly Cause[]).flatMap(causeSection),
    "## Reasons",
    "",
    "What lies beneath a verdict, the more specific before the more general: the first that is recognized is the headline.",
    "",
    table(
      ["reason", "what went wrong"],
      reasons.map(({ id, title }) => [`\`${id}\``, title]),
    ),
    "",
    "## Look-alikes",
    "",
    "Failures that a page cannot tell from CORS, and that are something else.",
    "",
    table(
      ["look-alike", "what it is"],
      lookAlikes.map(({ id, title }) => [`\`${id}\``, title]),
    ),
    "",
    "## Notes",
    "",
    "Silent problems of fetches that succeed.",
    "",
    table(
      ["note", "what it is"],
      notes.map(({ id, title }) => [`\`${id}\``, title]),
    ),
    "",
    "## Chromium's errors that are not ours",
    "",
    table(
      ["name", "why"],
      Object.entries(omittedCorsErrors).map(([name, why]) => [`\`${name}\``, why]),
    ),
    "",
  ].join("\n");
}

function causeSection({ id, title, spec, reportedAs, judges, remedy }: Cause): string[] {
  const chrome = names(Object.values(reportedAs.chrome));
  const firefox = reportedAs.firefox === null ? "reports a network error" : `calls it \`${reportedAs.firefox}\``;
  return [
    `### ${id}`,
    "",
    `${title}.`,
    "",
    `- Chrome calls it ${chrome}; Firefox ${firefox}.`,
    `- Judged on the ${judges.map((step) => (step === "preflight" ? "preflight" : "actual response")).join(" and the ")}; the remedy is \`${remedy}\`.`,
    `- [The standard](${spec})`,
    "",
  ];
}

function names(list: readonly (string | undefined)[]): string {
  return [...new Set(list)].map((name) => `\`${name}\``).join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeDocuments();
