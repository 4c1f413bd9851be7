import { type Diagnosis, lastHop, type Outcome, type RecognizedNote } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import { factsOf } from "./fetch-facts.ts";
import type { RowGroup } from "./row-groups.ts";

/** One row of the list: fetches with the same result and the same cause. */
export interface Row {
  readonly key: string;
  readonly outcome: Outcome;
  /** Id of the cause, or "". */
  readonly cause: string;
  readonly title: string;
  readonly method: string;
  /** What the browser requested, such as `fetch` or `image`; "" where that is not recorded. */
  readonly type: string;
  /** The server of the last hop, as an origin. */
  readonly server: string;
  readonly path: string;
  /** The URL that the page requested with the latest fetch. */
  readonly url: string;
  /** Status of the response that decided; 0 where there was none. */
  readonly status: number;
  readonly count: number;
  /** Start of the latest fetch, in milliseconds since the epoch; NaN where it is unknown. */
  readonly at: number;
  /** When the same request passed after the latest refusal, in milliseconds since the epoch; else null. */
  readonly fixedAt: number | null;
  /** Whether the same request passed after the latest refusal, but only because a trial changed the headers. */
  readonly passesInTrial: boolean;
  /** The number of the row's section; 0 is before the first section. */
  readonly section: number;
  /** The latest fetch. */
  readonly diagnosis: Diagnosis;
  /** The notes on the latest fetch. */
  readonly notes: readonly RecognizedNote[];
}

/** A fetch that the browser let pass after the checks of CORS. */
export function isPass({ outcome, fetch }: Diagnosis): boolean {
  return outcome === "allowed" && fetch.mode === "cors";
}

/** The row of a group; the same object as long as it shows the same, so that it need not be drawn again. */
export function toRow({ key, section, hasOneUrl, count, latest }: RowGroup, notesOf: DiagnosedLog["notesOf"]): Row {
  const { url, at, path, pathTemplate, server } = factsOf(latest);
  const shownPath = hasOneUrl ? path : pathTemplate;
  const known = rows.get(latest);
  if (known && known.key === key && known.count === count && known.path === shownPath) return known;
  const notes = notesOf(latest);
  const row: Row = {
    key,
    outcome: latest.outcome,
    cause: latest.verdict?.cause ?? "",
    title: titleOf(latest, notes),
    notes,
    method: latest.fetch.hops[0]?.method ?? "",
    type: latest.fetch.hops[0]?.actual?.resourceType ?? "",
    server,
    path: shownPath,
    url,
    status: statusOf(latest),
    count,
    at,
    fixedAt: null,
    passesInTrial: false,
    section,
    diagnosis: latest,
  };
  rows.set(latest, row);
  return row;
}

const rows = new WeakMap<Diagnosis, Row>();

function statusOf({ fetch, verdict }: Diagnosis): number {
  const { actual, preflight } = lastHop(fetch);
  const decisive = verdict?.step === "preflight" ? preflight : (actual ?? preflight);
  return decisive?.status ?? 0;
}

/** The headline: the reason where one is recognized, else the verdict, the look-alike or the note. */
function titleOf(
  { outcome, verdict, reasons, lookAlike, cannotTell }: Diagnosis,
  [note]: readonly RecognizedNote[],
): string {
  const [reason] = reasons;
  if (outcome === "refused") return reason?.title ?? verdict?.title ?? t("titleRefused");
  if (outcome === "unknown") return cannotTell ? t("titleCannotTell", cannotTell.because) : t("titleUnknown");
  if (outcome === "failed") return lookAlike?.title ?? t("titleFailed");
  return note?.title ?? t("titleAllowed");
}
