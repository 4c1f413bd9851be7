import type { JudgedFetch } from "../diagnose-stream.ts";
import { type Diagnosis, isAllowed, type RecognizedNote } from "../diagnosis.ts";
import type { NotesByDiagnosis } from "../explain/notes.ts";
import { createBlockedCounter } from "./counted-blocked.ts";
import { type CountedFetches, type DiagnosedSource, findCallSites, notesIn } from "./format.ts";
import { createShelf, type KeptFetch, type ShelfLimits } from "./shelf.ts";

// What a report can show of a recording is limited, so that it opens everywhere: the first fetches of each kind, then the first of
// each section, with what else belongs to it. Everything else is counted.

/** How many fetches a report shows: of those that need attention, and of those that are allowed. */
export type ReportLimits = ShelfLimits;

/** A report with these limits has about 10 MB at most in HTML, and is read by people in parts. */
const reportLimits: ReportLimits = { alone: 1000, sections: 1000 };

/** Takes judged fetches one after the other, and keeps what a report shows of them. */
export interface Collector {
  readonly add: (fetch: JudgedFetch) => void;
  /** What is kept, as it is described now, in the recording's order; and what is only counted, null where that is nothing. */
  readonly finish: () => { readonly kept: readonly KeptFetch[]; readonly counted: CountedFetches | null };
}

/** A collector without fetches. */
export function createCollector(limits: ReportLimits = reportLimits): Collector {
  const [attention, allowed] = [createShelf(limits), createShelf(limits)];
  const counts = { refused: 0, failed: 0, unknown: 0, allowed: 0 };
  const blocked = createBlockedCounter();
  return {
    add(fetch) {
      const shelf = fetch.outcome === "allowed" ? allowed : attention;
      if (shelf.add(fetch)) return;
      counts[fetch.outcome] += 1;
      blocked.add(fetch);
    },
    finish() {
      const isEmpty = Object.values(counts).every((one) => one === 0);
      return {
        kept: [...attention.finish(), ...allowed.finish()].sort((a, b) => indexOf(a.diagnosis) - indexOf(b.diagnosis)),
        counted: isEmpty ? null : { ...counts, blocked: blocked.counted() },
      };
    },
  };
}

/** The place in the recording of a fetch's first exchange. */
function indexOf({ fetch: { hops } }: Diagnosis): number {
  const [first] = hops;
  return first?.actual?.index ?? first?.preflight?.index ?? 0;
}

/** A fetch whose diagnosis is known. A class, because thousands of objects with functions of their own take 9 MB. */
class DiagnosedFetch implements JudgedFetch {
  readonly fetch: JudgedFetch["fetch"];
  readonly outcome: JudgedFetch["outcome"];
  readonly isBlocked: boolean;
  readonly #diagnosis: Diagnosis;
  readonly #notes: NotesByDiagnosis;

  constructor(diagnosis: Diagnosis, notes: NotesByDiagnosis) {
    this.fetch = diagnosis.fetch;
    this.outcome = diagnosis.outcome;
    this.isBlocked = diagnosis.isBlocked;
    this.#diagnosis = diagnosis;
    this.#notes = notes;
  }

  describe(): Diagnosis {
    return this.#diagnosis;
  }

  candidates(): readonly Diagnosis[] {
    return [this.#diagnosis];
  }

  notes(diagnosis: Diagnosis): readonly RecognizedNote[] {
    return this.#notes.get(diagnosis) ?? [];
  }
}

/** The source as reports show it: itself, or where it has more fetches than the limits allow, the first ones and counts. */
export function limitSource(source: DiagnosedSource, limits: ReportLimits = reportLimits): DiagnosedSource {
  const { diagnoses, counted: known } = source;
  const allowed = diagnoses.filter(isAllowed).length;
  if (known || (allowed <= limits.alone && diagnoses.length - allowed <= limits.alone)) return source;
  const allNotes = notesIn(source);
  const collector = createCollector(limits);
  for (const diagnosis of diagnoses) collector.add(new DiagnosedFetch(diagnosis, allNotes));
  const { kept, counted } = collector.finish();
  const callSites =
    source.callSites ??
    findCallSites(
      kept.map(({ original }) => original),
      source,
    );
  const ofKept = <T>(map: ReadonlyMap<Diagnosis, T>) =>
    new Map(
      kept.flatMap(({ diagnosis, original }) => {
        const own = map.get(original);
        return own === undefined ? [] : [[diagnosis, own] as const];
      }),
    );
  return {
    ...source,
    diagnoses: kept.map(({ diagnosis }) => diagnosis),
    notes: ofKept(allNotes),
    callSites: ofKept(callSites),
    ...(counted && { counted }),
  };
}
