import { groupBy } from "../../src/collections.ts";
import type { Diagnosis } from "../../src/index.ts";
import { chromiumCaptures, diagnosesByRequest, type Truth } from "./captures.ts";

/** How the engine's diagnoses of one request compare with Chromium's own verdicts on it. */
export interface Comparison {
  /** Each refusal of Chromium, with the diagnosis that has its name as verdict or among the alternatives. */
  readonly refusals: readonly { readonly corsError: string; readonly match: Diagnosis | undefined }[];
  /** How many of the requests Chromium let through, and how many of these the engine calls refused. */
  readonly letThrough: number;
  readonly flagged: number;
}

/** How often the engine, with what a browser gives to extensions, agrees with the browser's own verdict. */
export interface Score {
  readonly refused: number;
  /** Refusals for which the same name comes first. */
  readonly exact: number;
  readonly certain: number;
  /** Refusals whose name is among the alternatives. */
  readonly alternative: number;
  readonly missed: number;
  readonly letThrough: number;
  readonly flagged: number;
}

/** Compares the diagnoses of one request with the verdicts of Chromium on it. */
export function compareWithTruths(diagnoses: readonly Diagnosis[], truths: readonly Truth[]): Comparison {
  const open = [...diagnoses];
  const errors = truths.flatMap(({ corsError }) => (corsError === null ? [] : [corsError]));
  const refusals = errors.map((corsError) => ({
    corsError,
    match:
      take(open, (diagnosis) => nameOf(diagnosis) === corsError) ??
      take(open, ({ alternatives }) => alternatives.includes(corsError)),
  }));
  return {
    refusals,
    letThrough: truths.length - errors.length,
    flagged: open.filter(({ outcome }) => outcome === "refused").length,
  };
}

/** The score over all captures of Chromium. */
export function chromiumScore(): Score {
  const comparisons = chromiumCaptures().flatMap(({ log, truth }) => {
    const diagnoses = diagnosesByRequest(log);
    return [...groupBy(truth, keyOf)].map(([key, truths]) => compareWithTruths(diagnoses.get(key) ?? [], truths));
  });
  const refusals = comparisons.flatMap(({ refusals }) => refusals);
  const exact = refusals.filter(({ corsError, match }) => match && nameOf(match) === corsError);
  const missed = refusals.filter(({ match }) => match === undefined).length;
  return {
    refused: refusals.length,
    exact: exact.length,
    certain: exact.filter(({ match }) => match?.verdict?.certainty === "certain").length,
    alternative: refusals.length - exact.length - missed,
    missed,
    letThrough: comparisons.reduce((sum, { letThrough }) => sum + letThrough, 0),
    flagged: comparisons.reduce((sum, { flagged }) => sum + flagged, 0),
  };
}

/** What identifies a request in a capture. */
export function keyOf({ method, url }: Truth): string {
  return `${method} ${url.split("#")[0]}`;
}

function nameOf({ verdict }: Diagnosis): string | null | undefined {
  return verdict?.reportedAs.chrome;
}

function take(open: Diagnosis[], matches: (diagnosis: Diagnosis) => boolean): Diagnosis | undefined {
  const at = open.findIndex(matches);
  return at < 0 ? undefined : open.splice(at, 1)[0];
}
