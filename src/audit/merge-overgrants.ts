import { groupBy, unique } from "../collections.ts";
import type { Overgrant } from "./overgrant.ts";

/**
 * One finding for each thing that the server allows, with all its URLs, and without findings that a worse one covers.
 */
export function mergeOvergrants(overgrants: readonly Overgrant[]): Overgrant[] {
  const groups = groupBy(overgrants, ({ kind, origin, name, withCredentials }) =>
    JSON.stringify([kind, origin, name, withCredentials]),
  );
  const all = [...groups.values()].map((group) => ({ ...group[0], urls: unique(group.flatMap(({ urls }) => urls)) }));
  return all
    .map((overgrant) => ({
      ...overgrant,
      urls: overgrant.urls.filter((url) => !all.some((other) => covers(other, overgrant, url))),
    }))
    .filter(({ urls }) => urls.length > 0);
}

/**
 * True when the wide finding implies the narrow one at this URL: a server that allows any origin allows similar ones
 * too.
 */
function covers(wide: Overgrant, narrow: Overgrant, url: string): boolean {
  if (wide === narrow || !wide.urls.includes(url) || wide.withCredentials < narrow.withCredentials) return false;
  if (wide.kind !== narrow.kind) return false;
  if (wide.kind === "origin")
    return (
      wide.likeness === "unrelated" ||
      (wide.origin === narrow.origin && wide.withCredentials !== narrow.withCredentials)
    );
  return wide.kind === "header" && wide.name === "x-cors-panel-audit";
}
