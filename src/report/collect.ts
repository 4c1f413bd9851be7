import type { JudgedFetch } from "../diagnose-stream.ts";
import { type Diagnosis, isAllowed, isBlocked, plainDiagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { baselineKey, toBaselineEntry } from "./baseline-entry.ts";
import { type CountedFetches, type CountedRefusal, callSitesIn, type DiagnosedSource, notesIn } from "./format.ts";
import { sectionKey } from "./groups.ts";

// What a report can show of a recording is limited, so that it opens everywhere: the first fetches of each kind, then the first of
// each section, with what else belongs to it. Everything else is counted.

/** How many fetches a report shows. */
export interface ReportLimits {
  /** So many fetches that need attention have a diagnosis of their own, however alike they are, and so many allowed ones. */
  readonly alone: number;
  /** So many different sections of fetches that need attention have one, and so many of allowed ones with notes. */
  readonly sections: number;
}

/** A report with these limits has about 10 MB at most in HTML, and is read by people in parts. */
const reportLimits: ReportLimits = { alone: 1000, sections: 1000 };

/** Takes judged fetches one after the other, and keeps what a report shows of them. */
export interface Collector {
  readonly add: (fetch: JudgedFetch) => void;
  /** What is kept, as it is described now, in the recording's order; and what is only counted, null where that is nothing. */
  readonly finish: () => { readonly kept: readonly KeptFetch[]; readonly counted: CountedFetches | null };
}

/** A fetch that a report shows. */
export interface KeptFetch {
  readonly fetch: JudgedFetch;
  /** As `describe` gave it, without what is counted with it. */
  readonly original: Diagnosis;
  readonly diagnosis: Diagnosis;
}

/** A collector without fetches. */
export function createCollector(limits: ReportLimits = reportLimits): Collector {
  const [attention, allowed] = [createShelf(limits), createShelf(limits)];
  const counts = { refused: 0, failed: 0, unknown: 0, allowed: 0 };
  const blocked = new Map<string, { -readonly [Key in keyof CountedRefusal]: CountedRefusal[Key] }>();
  const count = (diagnosis: Diagnosis) => {
    counts[diagnosis.outcome] += 1;
    if (!isBlocked(diagnosis)) return;
    const { outcome } = diagnosis;
    if (outcome !== "refused" && outcome !== "unknown") return;
    const own = toBaselineEntry(diagnosis);
    const isNew = !blocked.has(outcome + baselineKey(own));
    const entry = isNew && blocked.size >= maxCountedEntries ? null : own;
    const key = outcome + (entry ? baselineKey(entry) : "");
    const same = blocked.get(key) ?? { entry, outcome, count: 0, isAccepted: false };
    same.count += 1;
    blocked.set(key, same);
  };
  return {
    add(fetch) {
      const shelf = fetch.outcome === "allowed" ? allowed : attention;
      const diagnosis = shelf.add(fetch);
      if (diagnosis) count(diagnosis);
    },
    finish() {
      const isEmpty = Object.values(counts).every((one) => one === 0);
      return {
        kept: [...attention.finish(), ...allowed.finish()].sort((a, b) => indexOf(a.diagnosis) - indexOf(b.diagnosis)),
        counted: isEmpty ? null : { ...counts, blocked: [...blocked.values()] },
      };
    },
  };
}

/** The place in the recording of a fetch's first exchange. */
function indexOf({ fetch: { hops } }: Diagnosis): number {
  const [first] = hops;
  return first?.actual?.index ?? first?.preflight?.index ?? 0;
}

/** Different entries of counted refusals that are told apart. */
const maxCountedEntries = 5000;

/** The fetches of one list of a report that are kept. */
interface Shelf {
  /** Keeps the fetch, or counts it with one that is kept; its diagnosis where neither is possible. */
  readonly add: (fetch: JudgedFetch) => Diagnosis | undefined;
  readonly finish: () => KeptFetch[];
}

function createShelf({ alone, sections }: ReportLimits): Shelf {
  const kept: { readonly fetch: JudgedFetch; readonly alike: AlikeCounter }[] = [];
  let bySection: Map<string, AlikeCounter> | null = null;
  const keep = (fetch: JudgedFetch) => {
    const alike = createAlikeCounter();
    kept.push({ fetch, alike });
    return alike;
  };
  /** The sections of the fetches that were kept before one had to be counted. */
  const sectionsOfKept = () => {
    const known = new Map<string, AlikeCounter>();
    for (const { fetch, alike } of kept) {
      const key = sectionOf(fetch, fetch.describe());
      if (key !== null && !known.has(key)) known.set(key, alike);
    }
    return known;
  };
  return {
    add(fetch) {
      if (kept.length < alone) {
        keep(fetch);
        return undefined;
      }
      bySection ??= sectionsOfKept();
      const diagnosis = fetch.describe();
      const key = sectionOf(fetch, diagnosis);
      if (key === null) return diagnosis;
      const known = bySection.get(key);
      if (known) known.add(diagnosis);
      else if (bySection.size < sections) bySection.set(key, keep(fetch));
      else return diagnosis;
      return undefined;
    },
    finish: () =>
      kept.map(({ fetch, alike }) => {
        const original = fetch.describe();
        return { fetch, original, diagnosis: alike.addTo(original) };
      }),
  };
}

/** Equal for fetches that every report shows in one section; null for an allowed fetch of which no report says anything. */
function sectionOf(fetch: JudgedFetch, diagnosis: Diagnosis): string | null {
  const notes = isAllowed(diagnosis) ? fetch.notes(diagnosis) : [];
  if (isAllowed(diagnosis) && notes.length === 0) return null;
  const baseline = isBlocked(diagnosis) ? baselineKey(toBaselineEntry(diagnosis)) : "";
  return sectionKey(diagnosis, notes) + baseline;
}

interface AlikeCounter {
  readonly add: (diagnosis: Diagnosis) => void;
  /** The diagnosis with what was counted. */
  readonly addTo: (diagnosis: Diagnosis) => Diagnosis;
}

function createAlikeCounter(): AlikeCounter {
  let count = 0;
  let requests: Map<string, { method: string; url: string; count: number }> | null = null;
  return {
    add({ fetch }) {
      count += 1;
      requests ??= new Map();
      const { method, url } = lastHop(fetch);
      const key = `${method} ${url}`;
      const known = requests.get(key);
      if (known) known.count += 1;
      else if (requests.size < maxAlikeRequests) requests.set(key, { method, url, count: 1 });
    },
    addTo: (diagnosis) =>
      count > 0
        ? { ...plainDiagnosis(diagnosis), alike: { count, requests: [...(requests?.values() ?? [])] } }
        : diagnosis,
  };
}

const maxAlikeRequests = 100;

/** The source as reports show it: itself, or where it has more fetches than the limits allow, the first ones and counts. */
export function limitSource(source: DiagnosedSource, limits: ReportLimits = reportLimits): DiagnosedSource {
  const { diagnoses, counted: known } = source;
  const allowed = diagnoses.filter(isAllowed).length;
  if (known || (allowed <= limits.alone && diagnoses.length - allowed <= limits.alone)) return source;
  const allNotes = notesIn(source);
  const callSites = callSitesIn(source);
  const collector = createCollector(limits);
  for (const diagnosis of diagnoses) {
    const { outcome, isBlocked } = diagnosis;
    const notes = () => allNotes.get(diagnosis) ?? [];
    collector.add({ outcome, isBlocked, describe: () => diagnosis, notes });
  }
  const { kept, counted } = collector.finish();
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
