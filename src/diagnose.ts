import type { Diagnosis } from "./diagnosis.ts";
import type { CorsFetch, Recording } from "./exchange.ts";
import { describe } from "./explain/explain.ts";
import { type Recognition, recognition } from "./explain/recognize.ts";
import { hasHeaderOverride } from "./history/header-overrides.ts";
import { createHistory } from "./history/history.ts";
import { pair } from "./pairing/pairing.ts";
import { withPossibleBlocking } from "./verdict/certainty.ts";
import { applyCredentialsHabit } from "./verdict/credentials-habit.ts";
import { chromeName, type Verdict } from "./verdict/outcome.ts";
import { judgeFetch } from "./verdict/verdict.ts";

// The whole engine on one screen: pair the exchanges into fetches, judge each fetch, describe each verdict.

/** The diagnosis of each cross-origin fetch of a recording, in the recording's order. */
export function diagnose(recording: Recording): Diagnosis[] {
  return diagnoseFetches(pair(recording), recording);
}

/**
 * Does the same in steps: it pauses after the pairing and twice for each fetch, so that a page stays responsive. With null
 * in place of a recognition, the diagnoses hold what the browser decided, and not yet why and by whom.
 */
export function* diagnoseInSteps(
  recording: Recording,
  recognition: Recognition | null,
): Generator<undefined, Diagnosis[]> {
  const fetches = pair(recording);
  yield;
  return yield* judgeAndDescribe(fetches, recording, recognition);
}

/** The diagnoses of fetches that need no pairing, because their caller knows which exchanges they consist of. */
export function diagnoseFetches(fetches: readonly CorsFetch[], recording: Recording): Diagnosis[] {
  const steps = judgeAndDescribe(fetches, recording, recognition);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function* judgeAndDescribe(
  fetches: readonly CorsFetch[],
  recording: Recording,
  recognition: Recognition | null,
): Generator<undefined, Diagnosis[]> {
  const history = createHistory(recording);
  const isOverridden = (fetch: CorsFetch) => hasHeaderOverride(fetch, recording.headerOverrides ?? []);
  const judged: Verdict[] = [];
  for (const fetch of fetches) {
    judged.push(judgeFetch(fetch, history, isOverridden(fetch)));
    yield;
  }
  const verdicts = applyCredentialsHabit(judged);
  const headersAreOverridden = verdicts.some((verdict) => verdict.contradictsHeaders && !isOverridden(verdict.fetch));
  const surroundings = { recording, history, headersAreOverridden };
  const diagnoses: Diagnosis[] = [];
  for (const verdict of verdicts) {
    const isDoubtful = headersAreOverridden || isOverridden(verdict.fetch);
    diagnoses.push(describe(isDoubtful ? withLaterMatchesPossible(verdict) : verdict, surroundings, recognition));
    yield;
  }
  return diagnoses;
}

/** Where headers were overridden on their way, any cause that the recorded headers show may have stopped the browser. */
function withLaterMatchesPossible(verdict: Verdict): Verdict {
  if (verdict.outcome !== "refused") return verdict;
  const later = verdict.matches.slice(verdict.blocking + 1);
  return withPossibleBlocking(
    verdict,
    later.map(({ match }) => chromeName(match)),
  );
}
