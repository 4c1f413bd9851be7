// The text room finds every text that users read: the source and _locales/ go in, lists of texts come out. Its tests show
// what does not go through `translate`. It changes no text, and a missing translation is never a failure here.

import { stdout } from "node:process";
import { parseArgs } from "node:util";
import { unique } from "../../src/collections.ts";
import { engineTexts, englishOnlyTexts, type Text } from "./engine-texts.ts";
import { languages } from "./locales.ts";
import { missingTranslations, panelTexts, unusedTranslations } from "./translations.ts";

/** What the command prints, and its exit code. */
export interface Listing {
  readonly output: string;
  readonly exitCode: 0 | 1 | 2;
}

const usage = `npm run texts -- [OPTIONS]

Prints every text that users read: file:line, id, kind, text.

  --json               as a JSON array of { file, line, id, kind, text }
  --missing LANGUAGE   only the texts that have no translation, then the translations that nothing uses; one of ${languages.join(", ")}
  --check              with --missing: exit code 1 where a translation is missing
`;

/** Returns what \`npm run texts\` prints for its arguments. */
export function textsCommand(args: readonly string[]): Listing {
  const options = readOptions(args);
  if (typeof options === "string") return { output: `${options}\n\n${usage}`, exitCode: 2 };
  const { json, missing: language, check } = options;
  if (language === undefined) return { output: json ? asJson(allTexts()) : asLines(allTexts()), exitCode: 0 };
  const missing = missingTranslations(language);
  const unused = unusedTranslations(language);
  const exitCode = check && missing.length > 0 ? 1 : 0;
  if (json) return { output: `${JSON.stringify({ missing, unused }, null, 2)}\n`, exitCode };
  const output = [
    asLines(missing),
    `Texts without a translation in _locales/${language}/: ${missing.length}\n`,
    ...(unused.length > 0
      ? ["\n", asLines(unused), `Translations for texts that no longer exist: ${unused.length}\n`]
      : []),
  ];
  return { output: output.join(""), exitCode };
}

/** Returns every text that users read, by file and line. */
export function allTexts(): Text[] {
  const texts = unique(
    [...engineTexts, ...englishOnlyTexts(), ...panelTexts()],
    ({ file, line, text }) => `${file}:${line}:${text}`,
  );
  return texts.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean", default: false },
        missing: { type: "string" },
        check: { type: "boolean", default: false },
      },
    });
    const { missing, check } = values;
    if (missing !== undefined && !languages.includes(missing)) return `there is no folder _locales/${missing}/`;
    if (check && missing === undefined) return "--check needs --missing LANGUAGE";
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function asJson(texts: readonly Text[]): string {
  const fields = texts.map(({ file, line, id, kind, text }) => ({ file, line, id, kind, text }));
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** Returns a line for each text. The later lines of a text, as of a command's help, are indented. */
function asLines(texts: readonly Text[]): string {
  return texts
    .map(
      ({ file, line, id, kind, text }) =>
        `${file}:${line}  ${id || "-"}  ${kind}  ${text.trim().replace(/\n/g, "\n    ")}\n`,
    )
    .join("");
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { output, exitCode } = textsCommand(process.argv.slice(2));
  stdout.write(output);
  process.exitCode = exitCode;
}
