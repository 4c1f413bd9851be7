import type { Diagnosis } from "./diagnosis.ts";
import type { CorsFetch, Recording } from "./exchange.ts";
import { describe } from "./explain/explain.ts";
import { type Recognition, recognition } from "./explain/recognize.ts";
import { hasHeaderOverride } from "./history/header-overrides.ts";
import { createHistory } from "./history/history.ts";
import { pair, pairInSteps } from "./pairing/pairing.ts";
import { resultOf } from "./steps.ts";
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
 * Does the same in short steps, so that a page stays responsive. The recognition is asked for when every fetch is judged,
 * so that it may be loaded in the meantime. With null in its place, the diagnoses hold what the browser decided, and not
 * yet why and by whom.
 */
export function* diagnoseInSteps(
  recording: Recording,
  recognition: () => Recognition | null,
): Generator<undefined, Diagnosis[]> {
  const fetches = yield* pairInSteps(recording);
  return yield* judgeAndDescribe(fetches, recording, recognition);
}

/** The diagnoses of fetches that need no pairing, because their caller knows which exchanges they consist of. */
export function diagnoseFetches(fetches: readonly CorsFetch[], recording: Recording): Diagnosis[] {
  return resultOf(judgeAndDescribe(fetches, recording, () => recognition));
}

function* judgeAndDescribe(
  fetches: readonly CorsFetch[],
  recording: Recording,
  recognition: () => Recognition | null,
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
  const recognizing = recognition();
  return verdicts.map((verdict) => {
    const isDoubtful = headersAreOverridden || isOverridden(verdict.fetch);
    return describe(isDoubtful ? withLaterMatchesPossible(verdict) : verdict, surroundings, recognizing);
  });
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
