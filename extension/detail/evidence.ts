import { causes, type DiffRow, diffOf, translate } from "../../src/index.ts";
import type { Selection } from "./selection-store.ts";

/** A verdict that the recording cannot exclude, by the browser's name. */
export interface Alternative {
  readonly name: string;
  readonly title: string;
}

/**
 * The request of the selected fetch compared with the response. Nothing is judged where a trial changed the headers. Empty where the
 * fetch failed before CORS was checked: rows without a verdict would look like headers that are missing.
 */
export function diffOfSelection({ row, isOverridden }: Selection): readonly DiffRow[] {
  const diff = diffOf(row.diagnosis);
  if (row.outcome === "failed" && diff.every(({ state }) => state === "open")) return [];
  return isOverridden ? diff.map((one) => ({ ...one, state: "open" })) : diff;
}

export function alternativesOf({ row }: Selection): readonly Alternative[] {
  return row.diagnosis.alternatives.map((name) => {
    const cause = causes.find(({ reportedAs }) => Object.values(reportedAs.chrome).some((known) => known === name));
    return { name, title: cause ? translate(cause.title) : name };
  });
}
