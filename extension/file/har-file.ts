// HAR files that the user opens and saves. Text of a file comes in, a diagnosed log goes out, and back. Errors are for users:
// they name the file and the place in it.

import { recognition, redactHar } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { type DiagnosedLog, diagnoseLog } from "../recording/diagnosed-log.ts";
import type { Log } from "../recording/log.ts";

/** A file that is shown in place of the recording. */
export interface OpenedFile {
  readonly name: string;
  /** Null where the file is no HAR file, but a report. */
  readonly log: Log | null;
  readonly diagnosedLog: DiagnosedLog;
}

/**
 * Reads a HAR file.
 * @throws {Error} where the text is no HAR file; the message is for users.
 */
export function readFile(name: string, text: string): OpenedFile {
  if (text.trim() === "") throw new Error(t("fileEmpty", name));
  const log = parseLog(name, text);
  try {
    return { name, log, diagnosedLog: diagnoseLog(log, recognition) };
  } catch (error) {
    throw new Error(t("fileNotHar", name, messageOf(error)), { cause: error });
  }
}

function parseLog(name: string, text: string): Log {
  try {
    // Some editors put a byte order mark first.
    const har = JSON.parse(text.replace(/^\ufeff/, ""));
    // The panel's own field, which a file has under the name `_headerOverrides`.
    const { headerOverrides: _, ...log } = Object(har?.log ?? har);
    return log;
  } catch (error) {
    throw new Error(t("fileNotJson", name, messageOf(error)), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The text of a HAR file with this log, in parts, because a large one is longer than the longest string of V8. With `redact`
 * it has none of the values that may be secret.
 */
export function writeFile({ headerOverrides = [], ...log }: Log, redact: boolean): string[] {
  if (headerOverrides.length === 0) return toParts(log, redact);
  // Other programs show the comment; this one reads the periods, so that what a trial let through never counts as fixed.
  const servers = [...new Set(headerOverrides.map(({ server }) => server))].join(", ");
  return toParts({ ...{ _headerOverrides: headerOverrides }, ...log }, redact, t("fileComment", servers));
}

/** The head of the file, one part for each entry, and the end. */
function toParts(log: Log, redact: boolean, comment?: string): string[] {
  const { entries, ...fields } = redact ? (redactHar({ log }) as { readonly log: Log }).log : log;
  const withoutEntries = { log: { ...(comment === undefined ? {} : { comment }), ...fields, entries: [] } };
  const [head = "", end = ""] = splitAtLast("[]", JSON.stringify(withoutEntries, null, 2));
  const parts = entries.map((entry, index) => `${index === 0 ? "" : ","}\n      ${indented(entry)}`);
  return [`${head}[`, ...parts, `\n    ]${end}`];
}

function splitAtLast(separator: string, text: string): string[] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

/** The JSON of an entry. Its strings have no line breaks, because JSON escapes them. */
function indented(entry: unknown): string {
  return JSON.stringify(entry, null, 2).replaceAll("\n", "\n      ");
}
