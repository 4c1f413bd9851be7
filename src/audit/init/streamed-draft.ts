import { createDiagnosisStream, type JudgedFetch } from "../../diagnose-stream.ts";
import type { Exchange, Recording } from "../../exchange.ts";
import type { PolicyDraft } from "./draft.ts";
import { createGrowingDraft } from "./from-recording.ts";

/** A draft from a recording that is read in parts. */
export interface StreamedDraft {
  /** Takes the next exchanges in the recording's order. */
  readonly add: (exchanges: readonly Exchange[]) => void;
  /** The draft when the recording ends. */
  readonly finish: () => PolicyDraft;
}

/** Starts a draft from a recording in parts. */
export function createStreamedDraft(
  recording: Pick<Recording, "browser" | "pages" | "headerOverrides">,
): StreamedDraft {
  const stream = createDiagnosisStream(recording);
  const draft = createGrowingDraft();
  /** The fetches of which the rest of the recording may show another cause. */
  const undecided: JudgedFetch[] = [];
  const take = (fetches: readonly JudgedFetch[]) => {
    for (const fetch of fetches) {
      if (fetch.candidates().length > 1) undecided.push(fetch);
      else draft.add(fetch.describe());
    }
  };
  return {
    add: (exchanges) => take(stream.add(exchanges)),
    finish() {
      take(stream.end());
      for (const { describe } of undecided) draft.add(describe());
      return draft.finish();
    },
  };
}
