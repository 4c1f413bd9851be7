import { groupBy } from "../collections.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { redactPath } from "../redact/redact-path.ts";
import { pathTemplate } from "../text/path-template.ts";
import { type BaselineEntry, sortedNames, toBaselineEntry } from "./baseline-entry.ts";
import type { CountedRefusal, DiagnosedSource } from "./format.ts";

/** The blocked fetches of a run, compared with a baseline. */
export interface BaselineComparison {
  /** The blocked fetches that the baseline accepts. */
  readonly accepted: ReadonlySet<Diagnosis>;
  /** Those that it accepts of the ones that are only counted. */
  readonly acceptedCounted: ReadonlySet<CountedRefusal>;
  /** The entries of the baseline that did not occur. Where some of their names did not, with those names only. */
  readonly gone: readonly BaselineEntry[];
}

/**
 * The entries of a baseline that accepts every blocked fetch. Fetches that differ in their names only share an entry with all of
 * them. The order does not depend on the run.
 */
export function baselineOf(
  diagnoses: readonly Diagnosis[],
  counted: readonly CountedRefusal[] = [],
): Required<BaselineEntry>[] {
  const all = [...diagnoses.filter(isBlocked).map(toBaselineEntry), ...counted.flatMap(({ entry }) => entry ?? [])];
  const entries = groupBy(all, keyWithoutNames);
  return [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, same]) => ({ ...same[0], names: sortedNames(same.flatMap(({ names }) => names)) }));
}

/**
 * The blocked fetches that the baseline accepts, and the entries of the baseline that did not occur. A fetch is accepted where each
 * of its names is: another missing header of an accepted request is new, and one that is no longer missing is not.
 */
export function compareWithBaseline(
  diagnoses: readonly Diagnosis[],
  written: readonly BaselineEntry[],
  counted: readonly CountedRefusal[] = [],
): BaselineComparison {
  const baseline = written.map((entry) => ({ ...entry, url: withoutKeys(entry.url) }));
  const entries = groupBy(baseline, keyWithoutNames);
  const seen = new Map<string, Set<string>>();
  const isAccepted = (entry: Required<BaselineEntry>) => {
    const key = keyWithoutNames(entry);
    const same = entries.get(key);
    if (!same) return false;
    const occurred = seen.get(key) ?? new Set();
    for (const name of entry.names) occurred.add(name);
    seen.set(key, occurred);
    const hasName = (name: string) => same.some(({ names }) => names === undefined || names.includes(name));
    return entry.names.every(hasName);
  };
  const accepted = new Set(
    diagnoses.filter((diagnosis) => isBlocked(diagnosis) && isAccepted(toBaselineEntry(diagnosis))),
  );
  const acceptedCounted = new Set(counted.filter(({ entry }) => entry !== null && isAccepted(entry)));
  return {
    acceptedCounted,
    accepted,
    gone: baseline.flatMap((entry) => whatIsGone(entry, seen.get(keyWithoutNames(entry)))),
  };
}

/** The entry without the names that occurred; none where all did. */
function whatIsGone(entry: BaselineEntry, occurred: ReadonlySet<string> | undefined): BaselineEntry[] {
  if (!occurred) return [entry];
  const left = entry.names?.filter((name) => !occurred.has(name)) ?? [];
  return left.length > 0 ? [{ ...entry, names: left }] : [];
}

/** The source with what the comparison accepts of it. */
export function withAccepted(
  source: DiagnosedSource,
  { accepted, acceptedCounted }: BaselineComparison,
): DiagnosedSource {
  const { diagnoses, counted } = source;
  const blocked = counted?.blocked.map((one) => ({ ...one, isAccepted: acceptedCounted.has(one) }));
  return {
    ...source,
    accepted: new Set(diagnoses.filter((diagnosis) => accepted.has(diagnosis))),
    ...(counted && blocked && { counted: { ...counted, blocked } }),
  };
}

/** True for a blocked fetch that no baseline accepts. */
export function isNewlyBlocked(diagnosis: Diagnosis, { accepted }: DiagnosedSource): boolean {
  return isBlocked(diagnosis) && !accepted?.has(diagnosis);
}

function keyWithoutNames({ page, method, url, step, cause }: BaselineEntry): string {
  return JSON.stringify([page, method, url, step, cause]);
}

/** The URL of an entry as it is written today. Files of older versions have keys in it. */
function withoutKeys(url: string): string {
  const [, origin = "", path = ""] = /^([a-z]+:\/\/[^/]*)(.*)$/is.exec(url) ?? [];
  return origin === "" ? url : origin + pathTemplate(redactPath(path));
}
