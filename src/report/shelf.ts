import type { JudgedFetch } from "../diagnose-stream.ts";
import { type Diagnosis, isAllowed, isBlocked, plainDiagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { baselineKey, toBaselineEntry } from "./baseline-entry.ts";
import { type SectionKey, sectionKey } from "./groups.ts";

/** How many fetches a list of a report shows. */
export interface ShelfLimits {
  /** So many fetches have a diagnosis of their own, however alike they are. */
  readonly alone: number;
  /** So many different sections have one. */
  readonly sections: number;
}

/** The fetches of one list of a report that are kept. */
export interface Shelf {
  /** Keeps the fetch, or counts it with one that is kept; false where neither is possible. */
  readonly add: (fetch: JudgedFetch) => boolean;
  /** What is kept, as it is described now. */
  readonly finish: () => KeptFetch[];
}

/** A fetch that a report shows. */
export interface KeptFetch {
  readonly fetch: JudgedFetch;
  /** As `describe` gave it, without what is counted with it. */
  readonly original: Diagnosis;
  readonly diagnosis: Diagnosis;
}

/** A shelf without fetches. */
export function createShelf({ alone, sections: maxSections }: ShelfLimits): Shelf {
  const kept: { readonly fetch: JudgedFetch; readonly alike: AlikeCounter }[] = [];
  let sections: Sections | null = null;
  const keep = (fetch: JudgedFetch) => {
    const alike = createAlikeCounter();
    kept.push({ fetch, alike });
    return alike;
  };
  /** The sections of the fetches that were kept before one had to be counted. */
  const sectionsOfKept = () => {
    const known = createSections();
    for (const { fetch, alike } of kept) {
      const key = keyOf(fetch);
      if (key !== null && !known.find(key)) known.add(key, alike);
    }
    return known;
  };
  return {
    add(fetch) {
      if (kept.length < alone) {
        keep(fetch);
        return true;
      }
      sections ??= sectionsOfKept();
      const key = keyOf(fetch);
      if (key === null) return false;
      const known = sections.find(key);
      if (known) known.add(fetch);
      else if (sections.count() < maxSections) sections.add(key, keep(fetch));
      else return false;
      return true;
    },
    finish: () =>
      kept.map(({ fetch, alike }) => {
        const original = fetch.describe();
        return { fetch, original, diagnosis: alike.addTo(original) };
      }),
  };
}

/** Equal for fetches that every report shows in one section; null for an allowed fetch of which no report says anything. */
function keyOf(fetch: JudgedFetch): SectionKey | null {
  const candidates = fetch.candidates();
  const [diagnosis] = candidates;
  if (candidates.length === 1 && diagnosis) return keyOfDiagnosis(diagnosis, fetch);
  const keys = candidates.map((candidate) => keyOfDiagnosis(candidate, fetch)).filter((key) => key !== null);
  if (keys.length < candidates.length) return null;
  return {
    judged: keys.map(({ judged }) => judged).join("\n"),
    recognized: () => keys.map(({ recognized }) => recognized()).join("\n"),
  };
}

function keyOfDiagnosis(diagnosis: Diagnosis, fetch: JudgedFetch): SectionKey | null {
  const notes = isAllowed(diagnosis) ? fetch.notes(diagnosis) : [];
  if (isAllowed(diagnosis) && notes.length === 0) return null;
  const key = sectionKey(diagnosis, notes);
  return isBlocked(diagnosis) ? { ...key, judged: key.judged + baselineKey(toBaselineEntry(diagnosis)) } : key;
}

/** The sections of a report that have a fetch. */
interface Sections {
  readonly find: (key: SectionKey) => AlikeCounter | undefined;
  readonly add: (key: SectionKey, alike: AlikeCounter) => void;
  readonly count: () => number;
}

function createSections(): Sections {
  const byVerdict = new Map<string, Section[]>();
  let count = 0;
  return {
    find({ judged, recognized }) {
      const candidates = byVerdict.get(judged);
      if (!candidates) return undefined;
      const own = recognized();
      return candidates.find((section) => recognizedIn(section) === own)?.alike;
    },
    add({ judged, recognized }, alike) {
      const same = byVerdict.get(judged) ?? [];
      same.push({ recognized, alike });
      byVerdict.set(judged, same);
      count += 1;
    },
    count: () => count,
  };
}

interface Section {
  /** A text once it is asked for: most sections have one fetch, of which nothing needs to be recognized before the report. */
  recognized: string | (() => string);
  readonly alike: AlikeCounter;
}

function recognizedIn(section: Section): string {
  if (typeof section.recognized === "function") section.recognized = section.recognized();
  return section.recognized;
}

interface AlikeCounter {
  readonly add: (fetch: JudgedFetch) => void;
  /** The diagnosis with what was counted. */
  readonly addTo: (diagnosis: Diagnosis) => Diagnosis;
}

function createAlikeCounter(): AlikeCounter {
  let count = 0;
  let requests: Map<string, { method: string; url: string; count: number }> | null = null;
  return {
    add(fetch) {
      count += 1;
      requests ??= new Map();
      const { method, url } = lastHop(fetch.fetch);
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
