import { groupBy, unique } from "../collections.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { redactPath } from "../redact/redact-path.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { pathTemplate } from "../text/path-template.ts";
import type { DiagnosedSource } from "./format.ts";

/**
 * A blocked fetch that a baseline accepts, as the next run recognizes it: without ids, without parameters, and without
 * the ports that the system assigns to test servers.
 */
export interface BaselineEntry {
  /** Origin of the page that made the fetch. */
  readonly page: string;
  readonly method: string;
  /** URL of the last request, with `:id` in place of path segments that look like ids or keys. */
  readonly url: string;
  readonly step: "preflight" | "actual" | null;
  /** Id of the cause; null where the recording does not show it. */
  readonly cause: string | null;
  /**
   * The parts of the request that the cause refuses, such as the names of the headers that are not allowed, sorted. Undefined where
   * the baseline accepts any, as baselines of version 1 do.
   */
  readonly names?: readonly string[];
}

/** The blocked fetches of a run, compared with a baseline. */
export interface BaselineComparison {
  /** The blocked fetches that the baseline accepts. */
  readonly accepted: ReadonlySet<Diagnosis>;
  /** The entries of the baseline that did not occur. Where some of their names did not, with those names only. */
  readonly gone: readonly BaselineEntry[];
}

/** The entry by which a baseline accepts the fetch. */
export function toBaselineEntry({ fetch, verdict }: Diagnosis): Required<BaselineEntry> {
  const { method, url } = lastHop(fetch);
  return {
    page: withoutAssignedPort(fetch.origin),
    method,
    url: urlTemplate(url),
    step: verdict?.step ?? null,
    cause: verdict?.cause ?? null,
    names: sortedNames(verdict?.names ?? []),
  };
}

/**
 * The entries of a baseline that accepts every blocked fetch. Fetches that differ in their names only share an entry with all of
 * them. The order does not depend on the run.
 */
export function baselineOf(diagnoses: readonly Diagnosis[]): Required<BaselineEntry>[] {
  const entries = groupBy(diagnoses.filter(isBlocked).map(toBaselineEntry), keyWithoutNames);
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
): BaselineComparison {
  const baseline = written.map((entry) => ({ ...entry, url: withoutKeys(entry.url) }));
  const entries = groupBy(baseline, keyWithoutNames);
  const seen = new Map<string, Set<string>>();
  const accepted = new Set<Diagnosis>();
  for (const diagnosis of diagnoses.filter(isBlocked)) {
    const entry = toBaselineEntry(diagnosis);
    const key = keyWithoutNames(entry);
    const same = entries.get(key);
    if (!same) continue;
    const occurred = seen.get(key) ?? new Set();
    for (const name of entry.names) occurred.add(name);
    seen.set(key, occurred);
    const isAccepted = (name: string) => same.some(({ names }) => names === undefined || names.includes(name));
    if (entry.names.every(isAccepted)) accepted.add(diagnosis);
  }
  return { accepted, gone: baseline.flatMap((entry) => whatIsGone(entry, seen.get(keyWithoutNames(entry)))) };
}

/** The entry without the names that occurred; none where all did. */
function whatIsGone(entry: BaselineEntry, occurred: ReadonlySet<string> | undefined): BaselineEntry[] {
  if (!occurred) return [entry];
  const left = entry.names?.filter((name) => !occurred.has(name)) ?? [];
  return left.length > 0 ? [{ ...entry, names: left }] : [];
}

function sortedNames(names: readonly string[]): string[] {
  return unique(names).sort();
}

/** True for a blocked fetch that no baseline accepts. */
export function isNewlyBlocked(diagnosis: Diagnosis, { accepted }: DiagnosedSource): boolean {
  return isBlocked(diagnosis) && !accepted?.has(diagnosis);
}

/** The entry as one line of text; equal entries have equal lines. */
export function baselineKey({ page, method, url, step, cause, names }: Required<BaselineEntry>): string {
  return JSON.stringify([page, method, url, step, cause, names]);
}

function keyWithoutNames({ page, method, url, step, cause }: BaselineEntry): string {
  return JSON.stringify([page, method, url, step, cause]);
}

function urlTemplate(url: string): string {
  if (!URL.canParse(url)) return redactUrl(url).split(/[?#]/)[0] ?? "";
  const { protocol, host, pathname } = new URL(redactUrl(url));
  return withoutAssignedPort(`${protocol}//${host}`) + pathTemplate(pathname);
}

/** The URL of an entry as it is written today. Files of older versions have keys in it. */
function withoutKeys(url: string): string {
  const [, origin = "", path = ""] = /^([a-z]+:\/\/[^/]*)(.*)$/is.exec(url) ?? [];
  return origin === "" ? url : origin + pathTemplate(redactPath(path));
}

/** The origin with `*` for a port that the system assigned on a loopback host. That port differs from run to run. */
function withoutAssignedPort(origin: string): string {
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname, port } = new URL(origin);
  return isLoopbackHost(hostname) && Number(port) >= minAssignedPort ? `${protocol}//${hostname}:*` : origin;
}

/** Systems assign ports from here on. @see https://www.rfc-editor.org/rfc/rfc6335 */
const minAssignedPort = 32_768;
