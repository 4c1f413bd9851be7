// An HTML report, shown with the panel's views. The data in the report's file comes in; an opened file with one section for each
// source goes out. A report has no inspected tab and keeps no settings.

import { readReport, type ShownReport, type ShownSource } from "../../src/index.ts";
import type { OpenedFile } from "../file/har-file.ts";
import { plural, t } from "../i18n/messages.ts";
import type { Source } from "../list/sections.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";

/** All sources of a report as one file, each with its sections of the list. */
export interface Report extends OpenedFile {
  readonly summary: string;
  readonly showsSecrets: boolean;
  /** When and by which version the report was written; null where it does not say. */
  readonly written: ShownReport["written"];
  /** Empty for a single source, which needs no heading. */
  readonly sections: readonly Source[];
  /** The lines above the list, one for each source. */
  readonly sources: readonly ReportedSource[];
}

interface ReportedSource {
  readonly name: string;
  readonly summary: string;
  readonly problems: readonly string[];
}

/** The data of a report; the parser's own message where the file was cut off. */
export function parseReport(text: string): ShownReport | string {
  try {
    return readReport(JSON.parse(text));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function toReport({ sources, summary, showsSecrets, written }: ShownReport): Report {
  const [first, ...others] = sources;
  const recordings = sources.map(({ recording }) => recording);
  const sections = sources.flatMap(sectionsOf);
  return {
    name: first && others.length === 0 ? nameOf(first) : plural("reportSources", sources.length),
    log: null,
    summary,
    showsSecrets,
    written,
    sections: sections.length > 1 ? sections : [],
    sources: sources.map((source) => ({
      name: nameOf(source),
      summary: source.summary,
      problems: source.recording.problems,
    })),
    diagnosedLog: {
      recording: {
        browser: recordings[0]?.browser ?? "other",
        exchanges: recordings.flatMap(({ exchanges }) => exchanges),
        pages: new Map(),
        problems: [],
      },
      diagnoses: sources.flatMap(({ diagnoses }) => diagnoses),
      notesOf: (diagnosis) => sources.find(({ notes }) => notes.has(diagnosis))?.notes.get(diagnosis) ?? [],
    },
  };
}

/** One section, or two where a baseline accepts some of the fetches: the new ones, and the accepted ones. */
function sectionsOf(source: ShownSource): Source[] {
  const { recording, diagnoses, accepted, notes } = source;
  const recorded: DiagnosedLog = { recording, diagnoses, notesOf: (diagnosis) => notes.get(diagnosis) ?? [] };
  const all = new Set(diagnoses);
  const name = nameOf(source);
  if (!accepted?.size) return [{ name, holds: (one) => all.has(one), recorded }];
  return [
    { name, holds: (one) => all.has(one) && !accepted.has(one), recorded },
    { name: t("reportKnown", name), holds: (one) => accepted.has(one), recorded },
  ];
}

function nameOf({ source }: ShownSource): string {
  return source === "-" ? t("standardInput") : source;
}
