import { unique } from "../collections.ts";
import { type Diagnosis, isRefused } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { exposeFixes } from "../fixes/expose-fixes.ts";
import type { Fix } from "../fixes/fix.ts";
import { fixesFor } from "../fixes/fixes.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";

/** What the fixes of a report cover: every refused fetch of its sources, so that one fix does not undo another. */
export interface FixScope {
  /** Everything that the sources recorded of the servers. */
  readonly recording: Recording;
  readonly refused: readonly Diagnosis[];
}

/** The scope of the fixes of a report on these sources. Fetches that a baseline accepts need no fix. */
export function fixScopeOf(sources: readonly DiagnosedSource[]): FixScope {
  const [first, ...others] = sources.map(({ recording }) => recording);
  const isToFix =
    ({ accepted }: DiagnosedSource) =>
    (diagnosis: Diagnosis) =>
      isRefused(diagnosis) && !accepted?.has(diagnosis);
  const exchanges = sources.flatMap(({ recording }) => recording.exchanges);
  return {
    recording:
      first && others.length === 0 ? first : { browser: "other", pages: new Map(), problems: [], ...first, exchanges },
    refused: sources.flatMap((source) => source.diagnoses.filter(isToFix(source))),
  };
}

/**
 * The fixes for refused fetches of one server: those for the stacks that the user chose, or for all stacks, and those
 * of the calling page. Each fix also covers what the other refused fetches of the scope need.
 */
export function chosenFixes(
  chosen: readonly Diagnosis[],
  { recording, refused }: FixScope,
  { stacks }: FormatOptions,
): Fix[] {
  const isCovered = chosen.every((diagnosis) => refused.includes(diagnosis));
  const fixes = fixesFor(chosen, recording, isCovered ? refused : [...refused, ...chosen]);
  return stacks.length === 0
    ? fixes.filter(({ isAlternative }) => !isAlternative)
    : fixes.filter(({ stack }) => stack === "page" || stacks.includes(stack));
}

/**
 * The fixes that let a page read the headers that a note names, for the chosen stacks, or for the server that answered; empty
 * where nothing names it, because the note says which header to send.
 */
export function chosenExposeFixes(
  diagnosis: Diagnosis,
  { recording }: FixScope,
  { stacks }: FormatOptions,
): readonly Fix[] {
  const fixes = exposeFixes(diagnosis, recording);
  if (stacks.length > 0) return fixes.filter(({ stack }) => stacks.includes(stack));
  return fixes[0]?.certainty === null ? [] : likeliestFixes(fixes);
}

/** The fixes for the first stack, which is the likeliest one. */
export function likeliestFixes(fixes: readonly Fix[]): Fix[] {
  return fixes.filter(({ stack }) => stack === fixes[0]?.stack);
}

/** The ids of all stacks but the first, each once. */
export function otherStacksOf(fixes: readonly Fix[]): string[] {
  return unique(fixes.map(({ stack }) => stack)).slice(1);
}
