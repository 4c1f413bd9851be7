import { groupBy } from "../collections.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLoopbackHost } from "../fetch/local-network-access.ts";
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
  /** URL of the last request, with `:id` in place of path segments that look like ids. */
  readonly url: string;
  readonly step: "preflight" | "actual" | null;
  /** Id of the cause; null where the recording does not show it. */
  readonly cause: string | null;
}

/** The blocked fetches of a run, compared with a baseline. */
export interface BaselineComparison {
  /** The blocked fetches that the baseline accepts. */
  readonly accepted: ReadonlySet<Diagnosis>;
  /** The entries of the baseline that did not occur. */
  readonly gone: readonly BaselineEntry[];
}

/** The entry by which a baseline accepts the fetch. */
export function toBaselineEntry({ fetch, verdict }: Diagnosis): BaselineEntry {
  const { method, url } = lastHop(fetch);
  return {
    page: withoutAssignedPort(fetch.origin),
    method,
    url: urlTemplate(url),
    step: verdict?.step ?? null,
    cause: verdict?.cause ?? null,
  };
}

/** The entries of a baseline that accepts every blocked fetch, each once. Their order does not depend on the run. */
export function baselineOf(diagnoses: readonly Diagnosis[]): BaselineEntry[] {
  const entries = groupBy(diagnoses.filter(isBlocked).map(toBaselineEntry), baselineKey);
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, [entry]]) => entry);
}

/** The blocked fetches that the baseline accepts, and the entries of the baseline that did not occur. */
export function compareWithBaseline(
  diagnoses: readonly Diagnosis[],
  baseline: readonly BaselineEntry[],
): BaselineComparison {
  const gone = new Map(baseline.map((entry) => [baselineKey(entry), entry]));
  const keys = new Set(gone.keys());
  const accepted = new Set<Diagnosis>();
  for (const diagnosis of diagnoses.filter(isBlocked)) {
    const key = baselineKey(toBaselineEntry(diagnosis));
    if (!keys.has(key)) continue;
    accepted.add(diagnosis);
    gone.delete(key);
  }
  return { accepted, gone: [...gone.values()] };
}

/** True for a blocked fetch that no baseline accepts. */
export function isNewlyBlocked(diagnosis: Diagnosis, { accepted }: DiagnosedSource): boolean {
  return isBlocked(diagnosis) && !accepted?.has(diagnosis);
}

/** The entry as one line of text; equal entries have equal lines. */
export function baselineKey({ page, method, url, step, cause }: BaselineEntry): string {
  return JSON.stringify([page, method, url, step, cause]);
}

function urlTemplate(url: string): string {
  if (!URL.canParse(url)) return url.split(/[?#]/)[0] ?? "";
  const { protocol, host, pathname } = new URL(url);
  return withoutAssignedPort(`${protocol}//${host}`) + pathTemplate(pathname);
}

/** The origin with `*` for a port that the system assigned on a loopback host. That port differs from run to run. */
function withoutAssignedPort(origin: string): string {
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname, port } = new URL(origin);
  return isLoopbackHost(hostname) && Number(port) >= minAssignedPort ? `${protocol}//${hostname}:*` : origin;
}

/** Systems assign ports from here on. @see https://www.rfc-editor.org/rfc/rfc6335 */
const minAssignedPort = 32_768;
