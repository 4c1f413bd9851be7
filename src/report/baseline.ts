import { type Diagnosis, isRefused } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { pathTemplate } from "../text/path-template.ts";

/** A refusal as it is known again in a later run: without ids, parameters and the ports that test servers are given. */
export interface KnownRefusal {
  /** Origin of the page that called. */
  readonly page: string;
  readonly method: string;
  /** URL of the request that decides, with `:id` for what looks like one. */
  readonly url: string;
  readonly step: "preflight" | "actual" | null;
  /** Id of the cause; null where the recording does not tell it. */
  readonly cause: string | null;
}

/** How the refusals of a run compare with the known ones. */
export interface BaselineComparison {
  /** The refused fetches that are known. */
  readonly known: ReadonlySet<Diagnosis>;
  /** The known refusals that did not occur. */
  readonly gone: readonly KnownRefusal[];
}

/** What a refused fetch is known by. */
export function toKnownRefusal({ fetch, verdict }: Diagnosis): KnownRefusal {
  const { method, url } = lastHop(fetch);
  return {
    page: withoutGivenPort(fetch.origin),
    method,
    url: urlShape(url),
    step: verdict?.step ?? null,
    cause: verdict?.cause ?? null,
  };
}

/** Everything that was refused, each once, in an order that does not depend on the run. */
export function baselineOf(diagnoses: readonly Diagnosis[]): KnownRefusal[] {
  const refusals = new Map<string, KnownRefusal>();
  for (const diagnosis of diagnoses) {
    if (!isRefused(diagnosis)) continue;
    const refusal = toKnownRefusal(diagnosis);
    refusals.set(refusalKey(refusal), refusal);
  }
  return [...refusals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, refusal]) => refusal);
}

/** Divides the refused fetches of a run into known and new ones. */
export function compareWithBaseline(
  diagnoses: readonly Diagnosis[],
  baseline: readonly KnownRefusal[],
): BaselineComparison {
  const unseen = new Map(baseline.map((refusal) => [refusalKey(refusal), refusal]));
  const keys = new Set(unseen.keys());
  const known = new Set<Diagnosis>();
  for (const diagnosis of diagnoses) {
    if (!isRefused(diagnosis)) continue;
    const key = refusalKey(toKnownRefusal(diagnosis));
    if (!keys.has(key)) continue;
    known.add(diagnosis);
    unseen.delete(key);
  }
  return { known, gone: [...unseen.values()] };
}

/** The refusal as one line of text, equal for equal ones. */
export function refusalKey({ page, method, url, step, cause }: KnownRefusal): string {
  return JSON.stringify([page, method, url, step, cause]);
}

function urlShape(url: string): string {
  if (!URL.canParse(url)) return url.split(/[?#]/)[0] ?? "";
  const { protocol, host, pathname } = new URL(url);
  return withoutGivenPort(`${protocol}//${host}`) + pathTemplate(pathname);
}

/** Ports from here on are given out by the system, and differ from run to run. @see https://www.rfc-editor.org/rfc/rfc6335 */
const firstGivenPort = 32_768;

function withoutGivenPort(origin: string): string {
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname, port } = new URL(origin);
  return isLoopbackHost(hostname) && Number(port) >= firstGivenPort ? `${protocol}//${hostname}:*` : origin;
}
