import { groupBy } from "../collections.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLoopbackHost } from "../fetch/local-network.ts";
import { pathTemplate } from "../text/path-template.ts";

/**
 * What identifies a blocked fetch across runs. It has no ids, no parameters and no ports that the system assigns to test
 * servers.
 */
export interface KnownRefusal {
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
  readonly known: ReadonlySet<Diagnosis>;
  /** The refusals in the baseline that did not occur. */
  readonly gone: readonly KnownRefusal[];
}

/** What identifies the fetch in a baseline. */
export function toKnownRefusal({ fetch, verdict }: Diagnosis): KnownRefusal {
  const { method, url } = lastHop(fetch);
  return {
    page: withoutAssignedPort(fetch.origin),
    method,
    url: urlTemplate(url),
    step: verdict?.step ?? null,
    cause: verdict?.cause ?? null,
  };
}

/** A baseline that accepts every blocked fetch, each refusal once. The order does not depend on the run. */
export function baselineOf(diagnoses: readonly Diagnosis[]): KnownRefusal[] {
  const refusals = groupBy(diagnoses.filter(isBlocked).map(toKnownRefusal), refusalKey);
  return [...refusals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, [refusal]]) => refusal);
}

/** The blocked fetches that the baseline accepts, and the refusals in the baseline that did not occur. */
export function compareWithBaseline(
  diagnoses: readonly Diagnosis[],
  baseline: readonly KnownRefusal[],
): BaselineComparison {
  const gone = new Map(baseline.map((refusal) => [refusalKey(refusal), refusal]));
  const keys = new Set(gone.keys());
  const known = new Set<Diagnosis>();
  for (const diagnosis of diagnoses.filter(isBlocked)) {
    const key = refusalKey(toKnownRefusal(diagnosis));
    if (!keys.has(key)) continue;
    known.add(diagnosis);
    gone.delete(key);
  }
  return { known, gone: [...gone.values()] };
}

/** The refusal as one line of text; equal refusals have equal lines. */
export function refusalKey({ page, method, url, step, cause }: KnownRefusal): string {
  return JSON.stringify([page, method, url, step, cause]);
}

function urlTemplate(url: string): string {
  if (!URL.canParse(url)) return url.split(/[?#]/)[0] ?? "";
  const { protocol, host, pathname } = new URL(url);
  return withoutAssignedPort(`${protocol}//${host}`) + pathTemplate(pathname);
}

/** The origin with `*` for a port that the system assigned on a loopback host, since that port differs from run to run. */
function withoutAssignedPort(origin: string): string {
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname, port } = new URL(origin);
  return isLoopbackHost(hostname) && Number(port) >= minAssignedPort ? `${protocol}//${hostname}:*` : origin;
}

/** Systems assign ports from here on. @see https://www.rfc-editor.org/rfc/rfc6335 */
const minAssignedPort = 32_768;
