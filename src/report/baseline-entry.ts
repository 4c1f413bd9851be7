import { memo, unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { pathTemplate } from "../text/path-template.ts";

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

/** The entry as one line of text; equal entries have equal lines. */
export function baselineKey({ page, method, url, step, cause, names }: Required<BaselineEntry>): string {
  return JSON.stringify([page, method, url, step, cause, names]);
}

/** The names, each once, in an order that does not depend on the run. */
export function sortedNames(names: readonly string[]): string[] {
  return unique(names).sort();
}

function urlTemplate(url: string): string {
  const [, server, path] = /^(https?:\/\/[^/?#]+)([^?#]*)/.exec(url) ?? [];
  if (server === undefined || path === undefined || !URL.canParse(url)) return templateOf(url);
  // A number is an id in any case, except that the one in a webhook's path says which segment is its secret.
  return templateOf(server + (path.includes("/webhooks/") ? path : path.replace(/\/\d+(?=\/|$)/g, "/0")));
}

/** URLs that differ in numbers alone share a template. To make one for each of 1,905 URLs took 12 ms of a first report. */
const templateOf = memo((url): string => {
  const shown = redactUrl(url);
  if (!URL.canParse(url)) return shown.split(/[?#]/)[0] ?? "";
  const { protocol, host, pathname } = new URL(shown);
  return withoutAssignedPort(`${protocol}//${host}`) + pathTemplate(pathname);
});

/** The origin with `*` for a port that the system assigned on a loopback host. That port differs from run to run. */
const withoutAssignedPort = memo((origin): string => {
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname, port } = new URL(origin);
  return isLoopbackHost(hostname) && Number(port) >= minAssignedPort ? `${protocol}//${hostname}:*` : origin;
});

/** Systems assign ports from here on. @see https://www.rfc-editor.org/rfc/rfc6335 */
const minAssignedPort = 32_768;
