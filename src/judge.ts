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
  /** The diagnosis of a verdict to which the habits of the recording's pages are not applied. */
  readonly describeAlone: (verdict: Verdict, recognition: Recognition | null) => Diagnosis;
}

/** The judge of a recording with this history. */
export function createJudge(
  recording: Pick<Recording, "browser" | "pages" | "headerOverrides">,
  history: History,
): Judge {
  const habits = createCredentialsHabits();
  const { headerOverrides = [] } = recording;
  const isOverridden = (fetch: CorsFetch) => hasHeaderOverride(fetch, headerOverrides);
  // One object for all diagnoses, so that a diagnosis needs little memory.
  let surroundings = { recording, history, headersAreOverridden: false };
  const describeAlone: Judge["describe"] = (verdict, recognition) => {
    const isDoubtful = surroundings.headersAreOverridden || isOverridden(verdict.fetch);
    return describe(isDoubtful ? withLaterMatchesPossible(verdict) : verdict, surroundings, recognition);
  };
  return {
    judge(fetch) {
      const isKnown = isOverridden(fetch);
      const verdict = judgeFetch(fetch, history, isKnown);
      habits.add(verdict);
      if (verdict.contradictsHeaders && !isKnown && !surroundings.headersAreOverridden)
        surroundings = { ...surroundings, headersAreOverridden: true };
      return verdict;
    },
    describe: (verdict, recognition) => describeAlone(habits.applyTo(verdict), recognition),
    describeAlone,
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
