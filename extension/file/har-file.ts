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
    return har?.log ?? har;
  } catch (error) {
    throw new Error(t("fileNotJson", name, messageOf(error)), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The text of a HAR file with this log; with `redact` without the values that may be secret. */
export function writeFile({ headerOverrides = [], ...log }: Log, redact: boolean): string {
  if (headerOverrides.length === 0) return toText({ log }, redact);
  // Other programs show the comment; this one reads the periods, so that what a trial let through never counts as fixed.
  const servers = [...new Set(headerOverrides.map(({ server }) => server))].join(", ");
  return toText({ log: { _headerOverrides: headerOverrides, ...log } }, redact, t("fileComment", servers));
}

function toText(har: { readonly log: object }, redact: boolean, comment?: string): string {
  const { log } = redact ? (redactHar(har) as typeof har) : har;
  return JSON.stringify({ log: comment === undefined ? log : { comment, ...log } }, null, 2);
}
