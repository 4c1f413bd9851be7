import type { Diagnosis } from "./diagnosis.ts";
import type { CorsFetch, Recording } from "./exchange.ts";
import { type Recognition, recognition } from "./explain/recognize.ts";
import { historyOf } from "./history/history.ts";
import { createJudge } from "./judge.ts";
import { pair, pairInSteps } from "./pairing/pairing.ts";
import { itemsPerStep, resultOf } from "./steps.ts";
import type { Verdict } from "./verdict/outcome.ts";

// The whole engine on one screen: pair the exchanges into fetches, judge each fetch, describe each verdict.

/**
 * The diagnosis of each cross-origin fetch of a recording, in the recording's order. Same-origin requests have none. Changes nothing
 * of the recording, and never throws for one that `readHar` or `readCdp` returned.
 */
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
  const judge = createJudge(recording, historyOf(recording));
  const verdicts: Verdict[] = [];
  for (let start = 0; start < fetches.length; start += itemsPerStep) {
    for (const fetch of fetches.slice(start, start + itemsPerStep)) verdicts.push(judge.judge(fetch));
    yield;
  }
  const recognizing = recognition();
  return verdicts.map((verdict) => judge.describe(verdict, recognizing));
}
