import { redactHar } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { type DiagnosedLog, diagnoseLog } from "../recording/diagnosed-log.ts";
import type { Log } from "../recording/recorder.ts";

/** A file that is shown in place of the recording. */
export interface OpenedFile {
  readonly name: string;
  /** Null where the file is no HAR file. */
  readonly log: Log | null;
  readonly reading: DiagnosedLog;
}

/**
 * Reads a HAR file.
 * @throws {Error} when it is none; the message is for people, and names the file and the place in it.
 */
export function readFile(name: string, text: string): OpenedFile {
  if (text.trim() === "") throw new Error(t("fileEmpty", name));
  const log = logIn(name, text);
  try {
    return { name, log, reading: diagnoseLog(log) };
  } catch (error) {
    throw new Error(t("fileNotHar", name, messageOf(error)), { cause: error });
  }
}

function logIn(name: string, text: string): Log {
  try {
    // A mark that some editors put first.
    const har = JSON.parse(text.replace(/^\ufeff/, ""));
    return har?.log ?? har;
  } catch (error) {
    throw new Error(t("fileNotJson", name, messageOf(error)), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A log as the text of a HAR file; without what may be secret in it, unless all is asked for. */
export function writeFile(log: Log, redact: boolean): string {
  const har = { log };
  return JSON.stringify(redact ? redactHar(har) : har, null, 2);
}
