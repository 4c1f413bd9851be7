import { readFileSync, writeFileSync } from "node:fs";
import type { Cause } from "../../src/causes/cause.ts";
import { causes } from "../../src/causes/index.ts";
import { omittedCorsErrors } from "../../src/causes/omitted-cors-errors.ts";
import { lookAlikes } from "../../src/lookalikes/index.ts";
import { notes } from "../../src/notes/index.ts";
import { reasons } from "../../src/reasons/index.ts";
import { stacks } from "../../src/stacks/index.ts";

const root = new URL("../../", import.meta.url);

/** Every document that is generated from the source, by its place in the tree. */
export function generatedDocuments(): Map<string, string> {
  return new Map([
    ["docs/causes.md", causesDocument()],
    ["README.md", readme()],
  ]);
}

/** What stands in the tree now; "" where there is nothing. */
export function readDocument(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

export function writeDocuments(): void {
  for (const [path, text] of generatedDocuments()) writeFileSync(new URL(path, root), text);
}

/** The README with its two tables made anew; the rest is written by hand. */
function readme(): string {
  return between(between(readDocument("README.md"), "causes", causesTable()), "stacks", stacksTable());
}

function between(text: string, name: string, content: string): string {
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

/** What `npm run prove -- --save` wrote down, or that `npm test` runs the stack. */
function proofOf(id: string): string {
  if (testedStacks.has(id)) return "proved, in `npm test`";
  const results: Readonly<Record<string, Proof>> = JSON.parse(readDocument("test/prove/results.json"));
  const { proved, on, notRun = "" } = results[id] ?? {};
  if (proved === undefined) return `not run: ${unavailable[id] ?? notRun}`;
  return `proved, ${proved} cases${on === undefined ? "" : `, on ${on}`}`;
}

interface Proof {
  readonly proved?: number;
  readonly on?: string;
  readonly notRun?: string;
}

/** Why `test/prove` has no server of a stack. */
const unavailable: Readonly<Record<string, string>> = {
  traefik: "no package of it in npm or Debian; its fields are checked against the published types",
  "ingress-nginx": "needs a Kubernetes cluster; its values are checked against what the controller takes",
  istio: "needs a Kubernetes cluster; its fields are checked against the published types",
  envoy: "no package of it in npm or Debian",
  laravel: "Debian has Laravel 8, without its CORS middleware",
  "aspnet-core": "no package of .NET in npm or Debian",
  "s3-cloudfront": "needs AWS; its fields are checked against the types of the AWS SDK",
  "api-gateway": "needs AWS; its fields are checked against the types of the AWS SDK",
};

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
