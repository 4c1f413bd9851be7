import fc from "fast-check";
import { type Diagnosis, diagnose, groupBy, readHar } from "../../src/index.ts";
import { recordFetches, type Truth } from "./chromium-har.ts";
import { type RandomFetch, randomFetch } from "./random-fetches.ts";

/** Something that the engine says of a recorded fetch and that is not true. */
export interface Disagreement {
  readonly problem: string;
  readonly truth: Truth;
  /** What the engine said of each fetch with this URL. */
  readonly said: readonly object[];
}

/** A recording about which the engine is wrong, as small as could be found. */
export interface Failure {
  readonly seed: number;
  readonly disagreements: readonly Disagreement[];
  readonly har: object;
}

const fetchesOfRecording = 200;

/**
 * Diagnoses at least `count` random fetches, many in a recording. Returns the first failure, made smaller, or null; and
 * how many fetches there were, and how often each outcome was the true one.
 */
export function findFailure({ seed, count }: { seed: number; count: number }) {
  const outcomes = new Map<string, number>();
  const recording = fc.array(randomFetch(), { minLength: 1, maxLength: fetchesOfRecording, size: "max" });
  let diagnosed = 0;
  let failure: Failure | null = null;
  for (let runSeed = seed; diagnosed < count && !failure; runSeed++) {
    const { failed, counterexample } = fc.check(
      fc.property(recording, (fetches) => {
        const { truths, disagreements } = disagreementsAbout(fetches);
        diagnosed += fetches.length;
        for (const { outcome } of truths)
          countIn(outcomes, outcome.type === "refused" ? outcome.corsError : outcome.type);
        return disagreements.length === 0;
      }),
      { seed: runSeed, numRuns: 20 },
    );
    if (failed && counterexample) failure = { seed: runSeed, ...disagreementsAbout(counterexample[0]) };
  }
  return { failure, diagnosed, outcomes };
}

/** The failure in words, with the recording. */
export function failureText({ seed, disagreements, har }: Failure): string {
  return `seed ${seed}: ${JSON.stringify({ disagreements, har }, null, 1)}`;
}

/** What the engine gets wrong about these fetches when it reads what Chromium recorded of them. */
export function disagreementsAbout(fetches: readonly RandomFetch[]) {
  const { har, truths } = recordFetches(fetches);
  const diagnoses = groupBy(diagnose(readHar(har)), idOf);
  const disagreements = truths.flatMap((truth): Disagreement[] => {
    const found = diagnoses.get(truth.id) ?? [];
    return problemsOf(truth, found).map((problem) => ({ problem, truth, said: found.map(summaryOf) }));
  });
  return { har, truths, disagreements };
}

/** The number of a fetch. Redirects to user names and other schemes lose it, so the first URL counts. */
function idOf({ fetch }: Diagnosis): number {
  return Number(new URL(fetch.hops[0]?.url ?? "").searchParams.get("id"));
}

function problemsOf(truth: Truth, found: readonly Diagnosis[]): string[] {
  const { outcome, isCrossOrigin, isShown, isAborted } = truth;
  const problems: string[] = [];
  if (found.length > 1) problems.push("the fetch is listed more than once");
  if (found.length === 0 && isShown) problems.push("the fetch is not listed");
  if (found.length > 0 && !isCrossOrigin) problems.push("a same-origin fetch is listed");
  for (const diagnosis of found) {
    const problem = isAborted ? problemOfAborted(outcome, diagnosis) : problemOf(outcome, diagnosis);
    if (problem) problems.push(problem);
  }
  return problems;
}

function problemOf(truth: Truth["outcome"], { outcome, verdict, alternatives, cannotTell }: Diagnosis): string | null {
  const isCertain = verdict?.certainty === "certain";
  if (truth.type === "allowed") {
    return outcome === "refused" || outcome === "failed" ? `an allowed fetch is called ${outcome}` : null;
  }
  if (outcome === "allowed") return `a ${truth.type} fetch is called allowed`;
  if (truth.type === "failed") return isCertain ? "a fetch that failed for another reason has a certain cause" : null;
  if (outcome === "failed") return "a refused fetch is called failed";
  const named = verdict ? [verdict.reportedAs.chrome, ...alternatives] : alternatives;
  if (isCertain && verdict.reportedAs.chrome !== truth.corsError) return "a certain cause is wrong";
  if (named.length > 0 && !named.includes(truth.corsError)) return "the true cause is not among those named";
  return outcome === "unknown" && !cannotTell ? "an unknown outcome has no reason" : null;
}

/**
 * Of an aborted request Chromium does not report what the check would have said. A response that fails the check whatever
 * the request asked for is not allowed; where it depends on the credentials mode, the engine may say so.
 */
function problemOfAborted(truth: Truth["outcome"], { outcome, verdict, cannotTell }: Diagnosis): string | null {
  if (truth.type === "allowed" && outcome === "refused") return "an aborted fetch that passed is called refused";
  if (truth.type !== "allowed" && outcome === "allowed" && !cannotTell) {
    return "an aborted fetch that would have been refused is called allowed";
  }
  return verdict?.certainty === "certain" ? "an aborted fetch has a certain cause" : null;
}

function summaryOf({ outcome, verdict, alternatives, cannotTell, fetch }: Diagnosis): object {
  const { certainty, reportedAs, got, want } = verdict ?? {};
  const { mode, origin } = fetch;
  return { outcome, certainty, name: reportedAs?.chrome, got, want, alternatives, cannotTell, mode, origin };
}

function countIn(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
