// Takes a kind and an id; writes the new rule or stack, its entry in the list and its test case. It decides nothing: what
// it writes compiles, is marked with TODO, and fails its test until someone fills it in.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stdout } from "node:process";
import { parseSync } from "vite";
import { addEntry, addImport } from "./insert.ts";
import { type Kind, kinds } from "./kinds.ts";

/** What the command prints, and its exit code. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: 0 | 2;
}

const usage = `npm run new -- ${Object.keys(kinds).join("|")} ID`;
/** Longer ids would break the lines of the list. */
const maxIdLength = 40;

/** Writes a new rule or stack into the repository at \`root\`: \`npm run new -- KIND ID\`. */
export function createNew(root: string, args: readonly string[]): Outcome {
  const [kindName = "", id = "", ...rest] = args;
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName as keyof typeof kinds] : undefined;
  if (args.length === 0) return misused(`Name what to add: ${usage}`);
  if (!kind) return misused(`"${kindName}" is not a kind: ${usage}`);
  if (rest.length > 0 || id === "") return misused(`Give one id: npm run new -- ${kindName} ID`);
  const problem = idProblem(root, kind, id);
  return problem === null ? write(root, kind, id) : misused(problem);
}

function misused(message: string): Outcome {
  return { output: `${message}\n`, exitCode: 2 };
}

/** Returns why an id cannot be used; null where it can. */
function idProblem(root: string, kind: Kind, id: string): string | null {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    return `"${id}" is not an id: write lower-case words with hyphens between them, such as auth-before-cors.`;
  }
  if (id.length > maxIdLength) return `"${id}" is too long: an id has at most ${maxIdLength} characters.`;
  const name = identifierOf(id);
  const list = readFileSync(join(root, kind.folder, "index.ts"), "utf8");
  const isTaken = existsSync(join(root, kind.folder, `${id}.ts`)) || new RegExp(`\\b${name}\\b`).test(list);
  if (isTaken) return `"${id}" exists already in ${kind.folder}/.`;
  const isKeyword = parseSync("x.ts", `export const ${name} = 0;`).errors.length > 0;
  return isKeyword ? `"${id}" is a word of JavaScript: choose another id.` : null;
}

function write(root: string, kind: Kind, id: string): Outcome {
  const name = identifierOf(id);
  const { folder, list, before, test } = kind;
  const source = `${folder}/${id}.ts`;
  const edit = (file: string, change: (code: string) => string) =>
    writeFileSync(join(root, file), change(readFileSync(join(root, file), "utf8")));
  writeFileSync(join(root, source), kind.source(id, name));
  edit(`${folder}/index.ts`, (code) => addEntry(addImport(code, name, `./${id}.ts`), list, `  ${name},\n`, before));
  const testFile = test.file(id);
  if (test.list === null) {
    mkdirSync(dirname(join(root, testFile)), { recursive: true });
    writeFileSync(join(root, testFile), test.code(id));
  } else {
    const { list } = test;
    edit(testFile, (code) => addEntry(code, list, test.code(id)));
  }
  const lines = [
    `Wrote ${source}`,
    `      ${folder}/index.ts: its entry in the list`,
    `      ${testFile}: its test, which fails until you fill it in`,
    "",
    "Left to do, each marked with TODO:",
    ...kind.todo(id).map((step, index) => `  ${index + 1}. ${step}`),
  ];
  return { output: `${lines.join("\n")}\n`, exitCode: 0 };
}

function identifierOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { output, exitCode } = createNew(join(import.meta.dirname, "../.."), process.argv.slice(2));
  stdout.write(output);
  process.exitCode = exitCode;
}
