import { type Diagnosis, isRefused } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { exposeFixesByStack } from "../fixes/expose-fixes.ts";
import type { Fix } from "../fixes/fix.ts";
import { fixesByStack, type StackFixes } from "../fixes/fixes.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";

/** What the fixes of a report cover: every refused fetch of its sources, so that one fix does not undo another. */
export interface FixScope {
  /** Everything that the sources recorded of the servers. */
  readonly recording: Recording;
  readonly refused: readonly Diagnosis[];
  readonly covers: (diagnosis: Diagnosis) => boolean;
}

/** Fixes, each of which is written when it is reached: most reports show those for one stack of 50. */
export type Fixes = Iterable<Fix>;

/** The scope of the fixes of a report on these sources. Fetches that a baseline accepts need no fix. */
export function fixScopeOf(sources: readonly DiagnosedSource[]): FixScope {
  const [first, ...others] = sources.map(({ recording }) => recording);
  const isToFix =
    ({ accepted }: DiagnosedSource) =>
    (diagnosis: Diagnosis) =>
      isRefused(diagnosis) && !accepted?.has(diagnosis);
  const refused = sources.flatMap((source) => source.diagnoses.filter(isToFix(source)));
  const covered = new Set(refused);
  return {
    recording: first && others.length === 0 ? first : together(sources.map(({ recording }) => recording)),
    refused,
    covers: (diagnosis) => covered.has(diagnosis),
  };
}

function together(recordings: readonly Recording[]): Recording {
  const exchanges = recordings.flatMap((recording) => recording.exchanges);
  return { browser: "other", pages: new Map(), problems: [], ...recordings[0], exchanges };
}

/**
 * The fixes for refused fetches of one server: those for the stacks that the user chose, or for all stacks, and those
 * of the calling page. Each fix also covers what the other refused fetches of the scope need.
 */
export function chosenFixes(
  chosen: readonly Diagnosis[],
  { recording, refused, covers }: FixScope,
  { stacks }: FormatOptions,
): Fixes {
  const byStack = fixesByStack(chosen, recording, chosen.every(covers) ? refused : [...refused, ...chosen]);
  const ofChosen = byStack.filter(({ stack }) => stacks.length === 0 || stack === "page" || stacks.includes(stack));
  return inTurn(ofChosen, ({ isAlternative }) => stacks.length > 0 || !isAlternative);
}

function inTurn(byStack: readonly StackFixes[], isShown: (fix: Fix) => boolean = () => true): Fixes {
  return {
    *[Symbol.iterator]() {
      for (const { fixes } of byStack) yield* fixes().filter(isShown);
    },
  };
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
  const byStack = exposeFixesByStack(diagnosis, recording);
  if (stacks.length > 0) return [...inTurn(byStack.filter(({ stack }) => stacks.includes(stack)))];
  const likeliest = likeliestFixes(inTurn(byStack));
  return likeliest[0]?.certainty === null ? [] : likeliest;
}

/** The fixes of one server for the first stack, which is the likeliest one. */
export function likeliestFixes(fixes: Fixes): Fix[] {
  const likeliest: Fix[] = [];
  for (const fix of fixes) {
    if (fix.stack !== (likeliest[0] ?? fix).stack) break;
    likeliest.push(fix);
  }
  return likeliest;
}

/** The ids of all stacks but the first, each once. */
export function* otherStacksOf(fixes: Fixes): Generator<string> {
  const known = new Set<string>();
  for (const { stack } of fixes) {
    if (known.size > 0 && !known.has(stack)) yield stack;
    known.add(stack);
  }
}
