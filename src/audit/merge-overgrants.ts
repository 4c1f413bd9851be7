import { groupBy, unique } from "../collections.ts";
import type { Likeness } from "./near-origins.ts";
import type { Overgrant } from "./overgrant.ts";
import { severities } from "./severity.ts";

/**
 * One finding for each thing that the server allows, with all its URLs, the worst first. A finding that a worse one
 * covers is left out at the same URLs, and its origin is named in the worse one.
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
      alsoAllowed: unique(
        all.filter((other) => other.urls.some((url) => covers(overgrant, other, url))).map(({ origin }) => origin),
      ).filter((origin) => origin !== overgrant.origin),
    }))
    .filter(({ urls }) => urls.length > 0)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/**
 * True when the wide finding implies the narrow one at this URL: a server that allows any origin allows similar ones
 * too.
 */
function covers(wide: Overgrant, narrow: Overgrant, url: string): boolean {
  if (wide === narrow || !wide.urls.includes(url) || !narrow.urls.includes(url)) return false;
  if (wide.kind !== narrow.kind || wide.withCredentials < narrow.withCredentials) return false;
  if (wide.kind === "origin") return coversOrigin(wide, narrow);
  return wide.kind === "header" && wide.name === "x-cors-panel-audit";
}

function coversOrigin(wide: Overgrant, narrow: Overgrant): boolean {
  if (wide.origin === narrow.origin) return wide.withCredentials !== narrow.withCredentials;
  if (wide.likeness === null || narrow.likeness === null) return false;
  if (wide.likeness === "unrelated") return true;
  // A prefix of the host's own name reaches hosts of the same owner only, so it implies less than a sibling does.
  if (wide.likeness === "prefix" && wide.reach === "owner") return false;
  const isWorse = severities.indexOf(wide.severity) < severities.indexOf(narrow.severity);
  if (wide.likeness === narrow.likeness) return isWorse || isEarlier(wide, narrow);
  return (
    coveredBy[wide.likeness]?.includes(narrow.likeness) === true &&
    severities.indexOf(wide.severity) <= severities.indexOf(narrow.severity)
  );
}

/** Of two findings of one likeness and severity, the one whose origin comes first in the alphabet stands for both. */
function isEarlier(wide: Overgrant, narrow: Overgrant): boolean {
  return wide.severity === narrow.severity && wide.origin < narrow.origin;
}

/** What a finding of each likeness implies or shares its cause with, if that is no worse. */
const coveredBy: Partial<Record<Likeness, readonly Likeness[]>> = {
  suffix: ["symbol", "port"],
  prefix: ["dot", "label", "sibling", "subdomain"],
  "shared-suffix": ["prefix", "label", "subdomain"],
  sibling: ["prefix", "label", "subdomain"],
};
