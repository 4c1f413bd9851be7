import type { Diagnosis } from "../../src/index.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import type { Navigation } from "../recording/recorder.ts";

/** What divides the list: the navigations of the tab, or the sources of a report. */
export type Section = Navigation | Source;

/** One of the sources of a report. */
export interface Source {
  readonly name: string;
  readonly holds: (diagnosis: Diagnosis) => boolean;
  /** Everything that the source recorded. A fetch that passes in another source fixes nothing here. */
  readonly recorded: DiagnosedLog;
}

/**
 * The number of the section of a fetch, which started `at`; 0 is before the first section. The document that made the fetch
 * decides, and the time only where that document is not known.
 */
export function sectionOf(diagnosis: Diagnosis, at: number, sections: readonly Section[]): number {
  const own = sections.findIndex((section) => "holds" in section && section.holds(diagnosis));
  if (own >= 0) return own + 1;
  const page = pageOf(diagnosis);
  const ofDocument = sections.findLastIndex((section) => "page" in section && section.page === page);
  if (ofDocument >= 0) return ofDocument + 1;
  const later = sections.findIndex((section) => "at" in section && section.at > at);
  return later < 0 ? sections.length : later;
}

/** The recording's id of the document that made a fetch; undefined where none is recorded, as for workers. */
function pageOf({ fetch: { hops, pageExchange } }: Diagnosis): string | undefined {
  const [{ actual, preflight } = {}] = hops;
  return [pageExchange, actual, preflight].find((exchange) => exchange?.page)?.page;
}
