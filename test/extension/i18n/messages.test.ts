import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, parseSync } from "vite";
import { afterEach, describe, expect, test } from "vitest";
import { plural, setLanguage, t } from "../../../extension/i18n/messages.ts";
import manifest from "../../../manifest.json" with { type: "json" };
import { messageNames, readMessages } from "../../text/locales.ts";
import { messagesIn } from "../fakes.ts";

const root = join(import.meta.dirname, "../../..");
const languages = readdirSync(join(root, "_locales"));
const english = readMessages("en");
const sources = readdirSync(join(root, "extension"), { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.tsx?$/.test(file),
);

afterEach(() => setLanguage(messagesIn("en")));

test("English and another language are there, and English stands in for what another lacks", () => {
  expect(languages).toContain("en");
  expect(languages.length).toBeGreaterThan(1);
  expect(manifest.default_locale).toBe("en");
});

/** A message that a language lacks comes from `_locales/en/`, the manifest's default; the release check demands all. */
describe.each(languages)("the messages in %s", (language) => {
  const names = messageNames(language);
  const texts = Object.fromEntries(Object.entries(readMessages(language)).filter(([name]) => names.has(name)));

  test("say which language they are in", () => expect(texts.language?.message).toBe(language));

  test("have the placeholders of the English ones, each of them defined", () => {
    for (const [name, { message, placeholders = {} }] of Object.entries(texts)) {
      const original = english[names.get(name) ?? name];
      expect(message, name).not.toBe("");
      expect(placesOf(message), name).toEqual(placesOf(original?.message ?? ""));
      expect(Object.keys(placeholders).sort(), name).toEqual(placesOf(message));
      for (const [place, { content }] of Object.entries(placeholders)) {
        expect(content, name).toBe(original?.placeholders?.[place]?.content);
      }
    }
  });

  test("leave the text in backticks as it is", () => {
    const inBackticks = (message = "") => [...message.matchAll(/`[^`]*`/g)].map(String).sort();
    for (const [name, { message }] of Object.entries(texts)) {
      expect(inBackticks(message), name).toEqual(inBackticks(english[names.get(name) ?? name]?.message));
    }
  });

  test("write numbers as the language does", () => {
    setLanguage(messagesIn(language));
    expect(plural("noneRefused", 1234)).toContain(new Intl.NumberFormat(language).format(1234));
    expect(plural("noneRefused", 1)).not.toBe(plural("noneRefused", 2).replace("2", "1"));
    expect(t("statusNoResponseError", "net::ERR_FAILED")).toContain("net::ERR_FAILED");
  });
});

function placesOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\$(\w+)\$/g)].map(([, place = ""]) => place.toLowerCase()))].sort();
}

test("no text is unused", () => {
  const strings = new Set(sources.flatMap((file) => stringsOf(file).map(({ value }) => value)));
  const ofManifest = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map(([, name]) => name);
  const unused = Object.keys(english).filter(
    (name) => !strings.has(name.replace(/_(one|other)$/, "")) && !ofManifest.includes(name),
  );
  expect(unused).toEqual([]);
});

test("no text for people is left in the code", () => {
  const left = sources.flatMap((file) =>
    stringsOf(file).flatMap(({ value, forPeople }) => (forPeople && !names.has(value) ? [`${file}: ${value}`] : [])),
  );
  expect(left).toEqual([]);
});

test.each([
  "<p>Left</p>",
  "<p>{yes && 'left'}</p>",
  "<p>{`left ${1}`}</p>",
  "<p aria-label='left' />",
  "<p title={yes ? 'left' : ''} />",
  "said.value = yes ? 'Left behind' : ''",
  "const labels = { one: 'Left' }",
  "const prose = `${1} of them are left`",
])("the search for it finds it in %s", (code) => {
  expect(stringsIn("x.tsx", code).some(({ forPeople }) => forPeople)).toBe(true);
});

/** Names that are the same in every language: of browsers, recorders, keys, wire text. */
const names = new Set(["CORS", "CORS Panel", "Chrome", "Firefox", "WebInspector"]);

interface Found {
  readonly value: string;
  /** Whether it is where people read, or reads like prose. */
  readonly forPeople: boolean;
}

function stringsOf(file: string): Found[] {
  return stringsIn(file, readFileSync(join(root, "extension", file), "utf8"));
}

function stringsIn(file: string, code: string): Found[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Found[] = [];
  visit(program, false, (value, shown) =>
    found.push({ value, forPeople: shown ? /\p{L}{2}/u.test(value) : isProse(value) }),
  );
  return found;
}

/** Reports each string in the code, and whether users see it as it is. */
function visit(node: unknown, shown: boolean, report: (value: string, shown: boolean) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, shown, report);
  if (typeof node !== "object" || node === null || !("type" in node)) return;
  const { type } = node as ESTree.Node;
  const { value, name, quasis } = node as Fields;
  if (type === "ImportDeclaration" || /^TS(?!As|Satisfies|NonNull)/.test(type)) return;
  if (type === "JSXText" || (type === "Literal" && typeof value === "string")) report(String(value).trim(), shown);
  if (type === "TemplateLiteral") report(quasis?.map(({ value }) => value.cooked).join("…") ?? "", shown);
  const drawn = shown && !/^(CallExpression|MemberExpression|BinaryExpression|JSXElement)$/.test(type);
  for (const [key, child] of Object.entries(node)) {
    const isChild = /^JSX(Element|Fragment)$/.test(type) && key === "children";
    const isLabel = type === "JSXAttribute" && labels.test(name?.name ?? "");
    if (key !== "quasis") visit(child, isChild || isLabel || (drawn && key !== "test"), report);
  }
}

interface Fields {
  readonly value?: unknown;
  readonly name?: { readonly name: string };
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

/** The attributes whose values people read or hear. */
const labels = /^(aria-(label|description|roledescription|valuetext)|title|alt|placeholder|label)$/;

/** Starts as a sentence or a label does, or has several words: no name of a key, an event, a class or a message has. */
function isProse(value: string): boolean {
  if (/^(Arrow\w+|Home|End|Enter|Escape|Page(Up|Down)|Delete)$/.test(value)) return false;
  return /^\p{Lu}\p{Ll}+(?![\p{L}-])/u.test(value) || /\p{L}{2,}[,.…]? \p{Ll}{2,}[^=]* \p{Ll}{2,}/u.test(value);
}
