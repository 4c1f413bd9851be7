// Takes the lists of rules and stacks, the captures and the recorded proofs; gives docs/causes.md, the tables of
// docs/stacks.md and docs/agents.md, and the README's figures. Nothing else writes these documents, and no test does.

import { readFileSync, writeFileSync } from "node:fs";
import type { Cause } from "../../src/causes/cause.ts";
import { type CauseId, causes } from "../../src/causes/index.ts";
import { omittedCorsErrors } from "../../src/causes/omitted-cors-errors.ts";
import { lookAlikes } from "../../src/lookalikes/index.ts";
import { generalCauseAdvice } from "../../src/node/commands/cause-advice.ts";
import { notes } from "../../src/notes/index.ts";
import { reasons } from "../../src/reasons/index.ts";
import { servers } from "../../src/servers/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { compareReadings } from "../bench/agents/compare.ts";
import { benchmarkTables } from "../bench/agents/table.ts";
import { cases } from "../cases/cases.ts";
import { chromiumScore } from "../scenarios/score.ts";
import { notRun } from "./not-run.ts";

const root = new URL("../../", import.meta.url);

/** Returns every document that is generated from the source, by its path in the repository. */
export function generatedDocuments(): Map<string, string> {
  return new Map([
    ["docs/causes.md", causesDocument()],
    ["docs/agents.md", withGenerated("docs/agents.md", { benchmark: benchmarkTables(compareReadings()) })],
    ["docs/stacks.md", withGenerated("docs/stacks.md", { stacks: stacksTable(), proof: stackProofs() })],
    ["README.md", withGenerated("README.md", { counts: countsTable(), proof: readmeProofs() })],
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

/** Returns a document with its generated parts, by the name of their comments; the rest is written by hand. */
function withGenerated(path: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce(
    (text, [name, content]) => replaceBetween(text, name, content),
    readDocument(path),
  );
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
      `[\`${id}\`](#${id})`,
      title,
      names(Object.values(reportedAs.chrome)),
    ]),
  );
}

/** Returns how many there are of each thing that the engine finds, with an example. */
function countsTable(): string {
  const rows = [
    ["[causes](docs/causes.md#causes)", causes, "the check of the browser that failed", "missing-allow-origin"],
    ["[reasons](docs/causes.md#reasons)", reasons, "why the server responded like this", "auth-before-cors"],
    ["[look-alikes](docs/causes.md#look-alikes)", lookAlikes, "a failure that is not CORS", "server-not-listening"],
    ["[notes](docs/causes.md#notes)", notes, "a hidden problem of a request that passes", "missing-vary-origin"],
  ] as const;
  return table(
    ["what", "how many", "what it tells you", "example"],
    [
      ...rows.map(([what, list, meaning, id]) => [what, String(list.length), meaning, titleOf(list, id)]),
      [
        "servers",
        String(servers.length),
        "which CDN, proxy, framework, library or product responded",
        "nginx, Cloudflare",
      ],
      [
        "[stacks](docs/stacks.md)",
        String(stacks.length),
        "a server that the fix is written for",
        "Express, Spring Boot",
      ],
    ],
  );
}

function titleOf(list: readonly { readonly id: string; readonly title: string }[], id: string): string {
  const found = list.find((rule) => rule.id === id);
  if (!found)
    throw new Error(`There is no "${id}" any more: choose another example for the README in test/docs/docs.ts.`);
  return found.title;
}

/** Returns what proves the engine and the fixes, in figures. */
function readmeProofs(): string {
  const { refused, exact, alternative, missed, letThrough, flagged } = chromiumScore();
  return [
    `- **The verdicts:** Chromium refused ${refused} requests that DevTools captured. CORS Panel names the same error first for`,
    `  ${exact} of them, and among the alternatives for ${alternative}; it missed ${missed}. Chromium let ${letThrough} requests through, and CORS`,
    `  Panel calls ${flagged} of these refused.`,
    `- **Bug reports:** ${cases.length} public bug reports are recorded as cases. In each, CORS Panel names the cause that was found in the end.`,
    `- **The fixes:** ${provedSentence()}`,
    "  After each fix, 100% of the pages, methods and headers that passed before still pass. Credentials that no request",
    "  needed were granted 0 times.",
  ].join("\n");
}

function stackProofs(): string {
  return `In the last proof, ${provedSentence()} No fix refused a page that passed before.\n\`npm test\` proves ${testedStacks.size} more, for Express and nginx.`;
}

/** Returns how many cases passed on how many real servers, from what `npm run prove -- --save` recorded. */
function provedSentence(): string {
  const results: Readonly<Record<string, Proof>> = JSON.parse(readDocument("test/prove/results.json"));
  const proved = Object.values(results).flatMap(({ proved = 0 }) => (proved > 0 ? [proved] : []));
  return `${proved.reduce((sum, count) => sum + count, 0)} cases passed on the real servers of ${proved.length} stacks.`;
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
    "## Causes",
    "",
    "Why a browser refuses a response, in the order in which Chromium checks. The first check that fails is Chromium's verdict.",
    "Firefox checks the origin and the credentials before a preflight's redirect, and the method before the list of headers.",
    "For recordings of Firefox, CORS Panel uses Firefox's order.",
    "",
    causesTable(),
    "",
    ...(causes as readonly Cause[]).flatMap(causeSection),
    "## Reasons",
    "",
    "Why the server responded like this. Specific reasons come before general ones, and the first that matches is the headline.",
    "",
    table(
      ["reason", "what went wrong"],
      reasons.map(({ id, title }) => [`\`${id}\``, title]),
    ),
    "",
    "## Look-alikes",
    "",
    "Failures that look like a CORS error to the page, but have another cause.",
    "",
    table(
      ["look-alike", "what it is"],
      lookAlikes.map(({ id, title }) => [`\`${id}\``, title]),
    ),
    "",
    "## Notes",
    "",
    "Hidden problems of requests that succeed.",
    "",
    table(
      ["note", "what it is"],
      notes.map(({ id, title }) => [`\`${id}\``, title]),
    ),
    "",
    "## Chromium's errors that CORS Panel never reports",
    "",
    table(
      ["name", "why"],
      Object.entries(omittedCorsErrors).map(([name, why]) => [`\`${name}\``, why]),
    ),
    "",
    "This page is generated from `src/`. To update it, run `npm run docs`.",
    "",
  ].join("\n");
}

function causeSection({ id, title, spec, reportedAs, judges }: Cause): string[] {
  const chrome = names(Object.values(reportedAs.chrome));
  const firefox = reportedAs.firefox === null ? "reports a network error" : `calls it \`${reportedAs.firefox}\``;
  return [
    `### ${id}`,
    "",
    `${title}.`,
    "",
    `- Chrome calls it ${chrome}; Firefox ${firefox}.`,
    `- Checked on the ${judges.map((step) => (step === "preflight" ? "preflight response" : "actual response")).join(" and the ")}.`,
    `- ${generalCauseAdvice(id as CauseId)}`,
    `- [Specification](${spec})`,
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
