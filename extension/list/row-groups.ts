import type { Diagnosis } from "../../src/index.ts";
import { factsOf } from "./fetch-facts.ts";
import { type Section, sectionOf } from "./sections.ts";

/** The fetches of one row. */
export interface RowGroup {
  readonly key: string;
  /** The row's index. */
  readonly place: number;
  /** The URL that the first fetch requested. */
  readonly url: string;
  readonly section: number;
  readonly hasOneUrl: boolean;
  readonly count: number;
  readonly latest: Diagnosis;
}

/**
 * Groups fetches by section, server, method, path template and cause, in the order of the first fetch of each. With the
 * groups of earlier fetches, gives only the groups that changed, with the earlier fetches counted in.
 */
export function groupRows(
  diagnoses: readonly Diagnosis[],
  sections: readonly Section[],
  earlier: ReadonlyMap<string, RowGroup> = new Map(),
): Map<string, RowGroup> {
  const groups = new Map<string, RowGroup>();
  let nextPlace = earlier.size;
  for (const diagnosis of diagnoses) {
    const { key: ownKey, url, at } = factsOf(diagnosis);
    // In the report on a large recording, a fetch stands for others, too.
    const { count: alike = 0, requests = [] } = diagnosis.alike ?? {};
    const isOneUrl = requests.every((request) => request.url === url);
    const section = sections.length === 0 ? 0 : sectionOf(diagnosis, at, sections);
    const key = section === 0 ? ownKey : `${ownKey}\n${section}`;
    const known = groups.get(key) ?? earlier.get(key);
    groups.set(
      key,
      known
        ? {
            ...known,
            hasOneUrl: known.hasOneUrl && isOneUrl && known.url === url,
            count: known.count + 1 + alike,
            latest: diagnosis,
          }
        : { key, place: nextPlace++, url, section, hasOneUrl: isOneUrl, count: 1 + alike, latest: diagnosis },
    );
  }
  return groups;
}
