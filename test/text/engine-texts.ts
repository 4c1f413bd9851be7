import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { unique } from "../../src/collections.ts";
import { translate } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";
import { contexts, policies } from "../stacks/policies.ts";
import { inDisguise } from "./disguise.ts";
import { type FoundText, findTexts, hasWords, type Kind } from "./find-texts.ts";

/** A text that users read, and the file that holds it, by its path in the repository. */
export interface Text extends FoundText {
  readonly file: string;
}

const source = new URL("../../src/", import.meta.url);

/** Rooms in which a file's texts are English only, unless the file imports `translate`. */
const mostlyEnglishRooms = /^(?:node|audit|redact|report|fetch|recording|explain|text)\//;
/** The names of Chromium's errors that no cause stands for; only docs/causes.md shows them. */
const omittedErrors = /^causes\/omitted-cors-errors\.ts$/;
/** English-only files without a text of our own: the browsers' words, code, and names of fields. */
const hasNoTexts = /^(?:explain\/|fetch\/request\.ts|redact\/redact-har\.ts)/;
/** What a text is where the code around it does not show it, by the room of its file. */
const kindsByRoom: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:stacks|fixes)\//, "warning"],
  [/^(?:node\/|text\/request-problems|audit\/read-config|recording\/)/, "error"],
  [/^text\/(?:near-miss|null-origin)/, "explanation"],
];

/** Every text of the engine that the panel shows, which is what a language translates. */
export const engineTexts: readonly Text[] = [
  ...sourceFiles((file) => !isEnglishOnly(file) && !file.startsWith("stacks/")).flatMap((file) => textsIn(file)),
  ...textsOfStacks(),
].filter(({ text }) => hasWords(text));

/** The same texts, each once. */
export const english: ReadonlySet<string> = new Set(engineTexts.map(({ text }) => text));

/** Returns the texts of the command line, its reports and the libraries, which are English only. */
export function englishOnlyTexts(): Text[] {
  return sourceFiles((file) => isEnglishOnly(file) && !hasNoTexts.test(file))
    .flatMap((file) => textsIn(file, { isEnglishOnly: true }))
    .filter(({ text }) => hasWords(text) && !/^(?:<|Mozilla\/)/.test(text));
}

function isEnglishOnly(file: string): boolean {
  if (omittedErrors.test(file)) return true;
  return mostlyEnglishRooms.test(file) && !/from ".*\btranslate\.ts"/.test(readFileSync(new URL(file, source), "utf8"));
}

function sourceFiles(isSearched: (file: string) => boolean): string[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).sort();
  return files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && isSearched(file));
}

function textsIn(file: string, options: Parameters<typeof findTexts>[1] = {}): Text[] {
  const found = findTexts(readFileSync(new URL(file, source), "utf8"), options);
  const [, usual = "text"] = kindsByRoom.find(([room]) => room.test(file)) ?? [];
  return found.map(({ text, line, id, kind }) => ({
    text,
    file: `src/${file}`,
    line,
    id: id || nameOf(file),
    kind: kind === "text" ? usual : kind,
  }));
}

/** Returns the texts of the stacks. Their code reads like prose, so that only a run shows which strings are texts. */
function textsOfStacks(): Text[] {
  const files = sourceFiles((file) => file.startsWith("stacks/"));
  const translated = files.flatMap((file) => textsIn(file, { reading: "translated" }));
  const literals = files.flatMap((file) => textsIn(file, { reading: "every" }));
  const shown = shownByStacks();
  const written = literals.flatMap((literal) => {
    const kind = shown.get(literal.text);
    return kind === undefined ? [] : [{ ...literal, kind }];
  });
  const known = new Set([...translated, ...written].map(({ text }) => text));
  // A text that is put together without `translate` is in no file as it stands.
  const composed = [...shown].filter(([text]) => !known.has(text));
  const all = [
    ...written,
    ...translated,
    ...composed.map(([text, kind]): Text => ({ text, kind, id: "", line: 1, file: "src/stacks/index.ts" })),
  ];
  return unique(all, ({ file, line, text }) => `${file}:${line}:${text}`);
}

/** Returns the names of the stacks, and the titles and warnings beside their code, each with its kind. */
function shownByStacks(): ReadonlyMap<string, Kind> {
  const shown = new Map<string, Kind>();
  for (const { name, fix } of stacks) {
    const { result, texts } = inDisguise(() => {
      const snippets = Object.values(fix).flatMap((write) =>
        Object.values(policies).flatMap((policy) =>
          Object.values(contexts).flatMap((context) => write(policy, context)),
        ),
      );
      for (const text of [name, ...snippets.flatMap(({ title = "", warnings }) => [title, ...warnings])]) {
        translate(text);
      }
      return new Set([name, ...snippets.flatMap(({ title = "" }) => title)]);
    });
    for (const text of texts) shown.set(text, result.has(text) ? "title" : "warning");
  }
  return shown;
}

function nameOf(file: string): string {
  const name = basename(file, ".ts");
  return name === "index" ? basename(dirname(file)) : name;
}
