import { readdirSync, readFileSync } from "node:fs";
import { type ESTree, parseSync } from "vite";
import { translate } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { contexts, policies } from "../stacks/policies.ts";
import { inDisguise, withoutWireText } from "./disguise.ts";

const source = new URL("../../src/", import.meta.url);

/** What only the command line says, what browsers say, code that is pasted, and errors of programs. */
const inEnglish =
  /^(?:node|audit|redact|report\/(?!words|markdown|groups))|^(?:explain\/(?:console-text|regression-test|shell)|fetch\/request(?:-init)?|causes\/not-ours|recording\/cdp)\.ts$/;

/** Every English text that the engine has for the panel's people. */
export const english: ReadonlySet<string> = new Set([...textsInCode(), ...textsOfStacks()].filter(hasWords));

function textsInCode(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts") && !inEnglish.test(file))
    .flatMap((file) => textsIn(readFileSync(new URL(file, source), "utf8"), file.startsWith("stacks/")));
}

/** What stacks write beside their code, which itself reads like prose. */
function textsOfStacks(): ReadonlySet<string> {
  const { texts } = inDisguise(() => {
    for (const { name, fix } of stacks) {
      const snippets = Object.values(fix).flatMap((write) =>
        Object.values(policies).flatMap((policy) =>
          Object.values(contexts).flatMap((context) => write(policy, context)),
        ),
      );
      for (const text of [name, ...snippets.flatMap(({ title = "", warnings }) => [title, ...warnings])])
        translate(text);
    }
  });
  return texts;
}

/** Whether a text has words beside those of the wire. */
export function hasWords(text: string): boolean {
  return /[a-z]{2}/i.test(withoutWireText(text)) && !/^(?:Origin|Location|Access-Control-[A-Za-z-]+)$/.test(text);
}

/** The texts of one file; in a stack's, code reads like prose, and only what is said counts. */
export function textsIn(code: string, isStack = false): string[] {
  const { program, errors } = parseSync("x.ts", code);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const found: string[] = [];
  visit(program, isStack ? "code" : "open", (text) => found.push(text));
  return found;
}

/** `said`: each string counts; `open`: those that read like prose; `code`: none. */
type Reading = "said" | "open" | "code";

function visit(node: unknown, reading: Reading, tell: (text: string) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, reading, tell);
  if (typeof node !== "object" || node === null || !("type" in node)) return;
  const { type } = node as ESTree.Node;
  const { value, key, callee, tag, quasi } = node as Fields;
  if (/^(?:ImportDeclaration|ThrowStatement|BinaryExpression|TS(?!As|Satisfies|NonNull))/.test(type)) return;
  if (type === "Property" && /^(says|id|spec|reportedAs|code)$/.test(key?.name ?? "")) return;
  if (type === "Literal" && typeof value === "string") {
    if (reading === "said" || (reading === "open" && isProse(value))) tell(value);
  }
  if (type === "TaggedTemplateExpression" && tag?.name === "translate" && quasi) {
    tell(quasi.quasis.map(({ value }, index) => (index === 0 ? "" : `{${index - 1}}`) + value.cooked).join(""));
    visit(quasi.expressions, reading === "said" ? "open" : reading, tell);
    return;
  }
  if (callee?.property?.name === "includes") return;
  const isTranslated = type === "CallExpression" && callee?.name === "translate";
  const isTitle =
    type === "Property" && /^(title|because|todo|fix|subject|requestField|responseField)$/.test(key?.name ?? "");
  for (const [name, child] of Object.entries(node)) {
    const isCondition = name === "test" || name === "callee" || name === "key";
    const within = isTranslated || (isTitle && reading === "open") ? "said" : reading;
    visit(child, isCondition ? (reading === "code" ? "code" : "open") : within, tell);
  }
}

interface Fields {
  readonly value?: unknown;
  readonly key?: { readonly name?: string };
  readonly callee?: { readonly name?: string; readonly property?: { readonly name?: string } };
  readonly tag?: { readonly name?: string };
  readonly quasi?: {
    readonly quasis: readonly { readonly value: { readonly cooked: string } }[];
    readonly expressions: readonly unknown[];
  };
}

/** Has two plain words beside each other, and nothing of code. */
function isProse(text: string): boolean {
  const plain = text.replace(/`[^`]*`/g, "xx");
  return /\p{L}{2,}[,;:]? \p{Ll}{2,}|^(?:the|an?) /u.test(plain) && !/[;{]$|=>|^\s|^[a-z]+\(|^const /.test(plain);
}
