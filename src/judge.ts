import type { Diagnosis } from "./diagnosis.ts";
import type { CorsFetch, Recording } from "./exchange.ts";
import { describe } from "./explain/explain.ts";
import type { Recognition } from "./explain/recognize.ts";
import { hasHeaderOverride } from "./history/header-overrides.ts";
import type { History } from "./history/history.ts";
import { withPossibleBlocking } from "./verdict/certainty.ts";
import { createCredentialsHabits } from "./verdict/credentials-habit.ts";
import { chromeName, type Verdict } from "./verdict/outcome.ts";
import { judgeFetch } from "./verdict/verdict.ts";

/** Judges the fetches of one recording one after the other, and describes verdicts by what all of them have shown so far. */
export interface Judge {
  readonly judge: (fetch: CorsFetch) => Verdict;
  /** The diagnosis of a verdict. It is the final one where every fetch of the recording is judged. */
  readonly describe: (verdict: Verdict, recognition: Recognition | null) => Diagnosis;
}

/** The judge of a recording with this history. */
export function createJudge(
  recording: Pick<Recording, "browser" | "pages" | "headerOverrides">,
  history: History,
): Judge {
  const habits = createCredentialsHabits();
  const isOverridden = (fetch: CorsFetch) => hasHeaderOverride(fetch, recording.headerOverrides ?? []);
  let headersAreOverridden = false;
  return {
    judge(fetch) {
      const isKnown = isOverridden(fetch);
      const verdict = judgeFetch(fetch, history, isKnown);
      habits.add(verdict);
      if (verdict.contradictsHeaders && !isKnown) headersAreOverridden = true;
      return verdict;
    },
    describe(judged, recognition) {
      const verdict = habits.applyTo(judged);
      const isDoubtful = headersAreOverridden || isOverridden(verdict.fetch);
      const surroundings = { recording, history, headersAreOverridden };
      return describe(isDoubtful ? withLaterMatchesPossible(verdict) : verdict, surroundings, recognition);
    },
  };
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
