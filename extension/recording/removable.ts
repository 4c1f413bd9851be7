import type { EntryRecord } from "./entry-record.ts";
import { isDelivered } from "./log.ts";

/**
 * The records of the `count` oldest entries whose response was delivered, without those that may be needed: some of each URL and
 * of each server of a failed request, because they may show why it failed, and the documents and scripts, because they made
 * requests.
 */
export function oldestRemovable(records: readonly EntryRecord[], count: number): Set<EntryRecord> {
  const failed = records.filter(({ entry }) => !isDelivered(entry));
  const urls = new Set(failed.map(({ entry }) => entry.request.url));
  const servers = new Set(failed.map(serverOf));
  const samples = new Map<string, number>();
  const removable = new Set<EntryRecord>();
  for (const record of records) {
    if (removable.size === count) break;
    if (isDelivered(record.entry) && !isOfPage(record) && !isSample(record)) removable.add(record);
  }
  return removable;

  function isSample(record: EntryRecord): boolean {
    const { url } = record.entry.request;
    const server = serverOf(record);
    const key = urls.has(url) ? url : servers.has(server) ? server : undefined;
    if (key === undefined) return false;
    const known = samples.get(key) ?? 0;
    samples.set(key, known + 1);
    return known < maxSamples;
  }
}

/** How many delivered responses of a failed request's server, and of its URL, are kept. */
const maxSamples = 50;

function serverOf({ entry: { request } }: EntryRecord): string {
  return /^[^/]*\/\/[^/?#]*/.exec(request.url)?.[0] ?? "";
}

/** Whether the entry may show which document or worker made other requests. */
function isOfPage({ entry: { _resourceType } }: EntryRecord): boolean {
  return _resourceType === "document" || _resourceType === "script";
}
