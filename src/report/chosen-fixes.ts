import { unique } from "../collections.ts";
import type { Diagnosis } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import type { Fix } from "../fixes/fix.ts";
import { fixesFor } from "../fixes/fixes.ts";
import type { FormatOptions } from "./format.ts";

/**
 * The fixes for refused fetches of one server: those for the stacks that the user chose, or for all stacks, and those
 * of the calling page. Each fix also covers what the other refused fetches in `alsoCover` need.
 */
export function chosenFixes(
  refused: readonly Diagnosis[],
  recording: Recording,
  { stacks }: FormatOptions,
  alsoCover = refused,
): Fix[] {
  const fixes = fixesFor(refused, recording, alsoCover);
  return stacks.length === 0 ? fixes : fixes.filter(({ stack }) => stack === "page" || stacks.includes(stack));
}

/** The fixes for the first stack, which is the likeliest one. */
export function likeliestFixes(fixes: readonly Fix[]): Fix[] {
  return fixes.filter(({ stack }) => stack === fixes[0]?.stack);
}

/** The ids of all stacks but the first, each once. */
export function otherStacksOf(fixes: readonly Fix[]): string[] {
  return unique(fixes.map(({ stack }) => stack)).slice(1);
}
