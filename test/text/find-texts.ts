import { type ESTree, parseSync } from "vite";
import { withoutWireText } from "./disguise.ts";

/** What a text is for its reader; `text` where the code around it does not show more. */
export type Kind = "title" | "explanation" | "evidence" | "warning" | "label" | "help" | "error" | "text";

/** A text that users read, and where it is in the source. */
export interface FoundText {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** The `id` of the rule that says it; "" outside of an object with an `id`. */
  readonly id: string;
  readonly kind: Kind;
}

/** Which strings of a file count: every one, those that read like prose, or those alone that are passed to `translate`. */
type Reading = "every" | "prose" | "translated";

interface Options {
  readonly reading?: Reading;
  /** True where a template counts without `translate` too, as in the command line, which is English only. */
  readonly isEnglishOnly?: boolean;
}

interface Context extends Required<Options> {
  readonly id: string;
  readonly kind: Kind;
  readonly report: (node: { readonly start: number }, text: string, context: Context) => void;
}

/** Returns the texts of one TypeScript file, in their order; in a template, `{0}` stands for its first value. */
export function findTexts(code: string, { reading = "prose", isEnglishOnly = false }: Options = {}): FoundText[] {
  const { program, errors } = parseSync("x.ts", code);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const found: FoundText[] = [];
  visit(program, {
    reading,
    isEnglishOnly,
    id: "",
    kind: "text",
    report: ({ start }, text, { id, kind }) =>
      void found.push({ text, line: code.slice(0, start).split("\n").length, id, kind }),
  });
  return found;
}

/** Returns whether a text has words besides header names and what stands in backticks. */
export function hasWords(text: string): boolean {
  return /[a-z]{2}/i.test(withoutWireText(text)) && !/^(?:Origin|Location|Access-Control-[A-Za-z-]+)$/.test(text);
}

/** Properties whose strings users never read as the product's own: code, steps in a product's menus, and the browsers' words. */
const ignoredProperties = /^(?:says|id|spec|reportedAs|code|lines)$/;
/** Properties of which every string is a text, however short. */
const textProperties = /^(?:title|because|todo|fix|subject|requestField|responseField|summary|help)$/;
const ignoredNodes = /^(?:ImportDeclaration|TS(?!As|Satisfies|NonNull))/;
const conditions = new Set(["test", "callee", "key"]);

const kinds: Readonly<Record<string, Kind>> = {
  title: "title",
  headline: "title",
  fix: "title",
  explain: "explanation",
  because: "explanation",
  todo: "explanation",
  detect: "evidence",
  evidence: "evidence",
  got: "evidence",
  want: "evidence",
  warnings: "warning",
  subject: "label",
  requestField: "label",
  responseField: "label",
  summary: "help",
  help: "help",
};

function visit(node: unknown, context: Context): void {
  if (Array.isArray(node)) for (const item of node) visit(item, context);
  if (typeof node !== "object" || node === null || !("type" in node)) return;
  const { type } = node as ESTree.Node;
  const { key, callee, tag } = node as Fields;
  if (isIgnored(node as Fields, context)) return;
  reportText(node as Fields, context);
  if (type === "TaggedTemplateExpression" && tag?.name === "translate") {
    // The template itself is reported; among its values only what reads like prose is a text.
    const reading = context.reading === "every" ? "prose" : context.reading;
    visit((node as Fields).quasi?.expressions, { ...context, reading });
    return;
  }
  const isTranslated = type === "CallExpression" && callee?.name === "translate";
  const isText = type === "Property" && textProperties.test(key?.name ?? "") && context.reading === "prose";
  const reading = isTranslated || isText ? "every" : context.reading;
  const inner = { ...context, reading, id: idOf(node as Fields) ?? context.id, kind: kindOf(node as Fields, context) };
  for (const [name, child] of Object.entries(node)) {
    const isCondition = conditions.has(name) && context.reading === "every";
    visit(child, isCondition ? { ...context, reading: "prose" } : conditions.has(name) ? context : inner);
  }
}

function isIgnored({ type, key, operator, callee }: Fields, { isEnglishOnly }: Context): boolean {
  if (ignoredNodes.test(type) || callee?.property?.name === "includes") return true;
  if (type === "Property" && ignoredProperties.test(key?.name ?? "")) return true;
  // In an English-only file an error is a text, and so is what `+` puts together; a comparison never is.
  if (type === "ThrowStatement") return !isEnglishOnly;
  return type === "BinaryExpression" && !(isEnglishOnly && operator === "+");
}

function reportText(node: Fields, context: Context): void {
  const { type, value, tag, quasi, quasis } = node;
  const { reading, isEnglishOnly, report } = context;
  const isReported = (text: string) => reading === "every" || (reading === "prose" && isProse(text, isEnglishOnly));
  if (type === "Literal" && typeof value === "string" && isReported(value)) report(node, value, context);
  if (type === "TaggedTemplateExpression" && tag?.name === "translate" && quasi) {
    report(node, templateText(quasi.quasis), context);
  }
  if (isEnglishOnly && type === "TemplateLiteral" && quasis) {
    const text = templateText(quasis);
    if (isReported(text) && hasWords(text)) report(node, text, context);
  }
}

function templateText(quasis: Quasis): string {
  return quasis.map(({ value }, index) => (index === 0 ? "" : `{${index - 1}}`) + value.cooked).join("");
}

/** Returns the id that an object declares; undefined for another node. */
function idOf({ type, properties }: Fields): string | undefined {
  if (type !== "ObjectExpression") return undefined;
  const value = properties?.find(({ key }) => key?.name === "id")?.value as Fields | undefined;
  return typeof value?.value === "string" ? value.value : undefined;
}

function kindOf({ type, key, callee, id }: Fields, { kind }: Context): Kind {
  if (type === "ThrowStatement" || /^(?:misused|warn)$/.test(callee?.name ?? callee?.property?.name ?? "")) {
    return "error";
  }
  if (type === "FunctionDeclaration") return kinds[/^(?:title|help)/.exec(id?.name ?? "")?.[0] ?? ""] ?? kind;
  return (type === "Property" && kinds[key?.name ?? ""]) || kind;
}

/** Headings of the reports for terminals. */
const heading = /^(?:REFUSED|ACCEPTED|FAILED|UNKNOWN|NOTES|[A-Z]{3,}(?: [A-Z]{3,})+)$/;

/** Returns whether two plain words stand side by side in a text, and nothing of code. */
function isProse(text: string, isEnglishOnly: boolean): boolean {
  if (isEnglishOnly && heading.test(text)) return true;
  const plain = text.replace(/`[^`]*`/g, "xx");
  const isCode = /[;{]$|=>|^[a-z]+\(|^const /.test(plain) || (!isEnglishOnly && /^\s/.test(plain));
  return /\p{L}{2,}[,;:]? \p{Ll}{2,}|^(?:the|an?) /u.test(plain) && !isCode;
}

type Quasis = readonly { readonly value: { readonly cooked: string } }[];

/** The fields of syntax nodes that are read here. */
interface Fields {
  readonly type: string;
  readonly start: number;
  readonly value?: unknown;
  readonly operator?: string;
  readonly properties?: readonly Fields[];
  readonly id?: { readonly name?: string } | null;
  readonly key?: { readonly name?: string };
  readonly callee?: { readonly name?: string; readonly property?: { readonly name?: string } };
  readonly tag?: { readonly name?: string };
  readonly quasis?: Quasis;
  readonly quasi?: { readonly quasis: Quasis; readonly expressions: readonly unknown[] };
}
