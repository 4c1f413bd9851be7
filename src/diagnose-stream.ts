import type { Diagnosis, RecognizedNote } from "./diagnosis.ts";
import type { CorsFetch, Exchange, Recording } from "./exchange.ts";
import { notesOf } from "./explain/notes.ts";
import { recognition } from "./explain/recognize.ts";
import { createGrowingHistory, type HistoryLimits } from "./history/growing-history.ts";
import { createJudge } from "./judge.ts";
import { createDuplicateFinder } from "./pairing/duplicates.ts";
import { pairExchanges } from "./pairing/pairing.ts";
import { createPairingFacts } from "./pairing/pairing-facts.ts";
import { createPairingWindow } from "./pairing/pairing-window.ts";
import { resultOf } from "./steps.ts";
import { translate } from "./text/translate.ts";
import { verdictsByHabit } from "./verdict/credentials-habit.ts";

// The engine for recordings of any size: exchanges come in parts, and a fetch is judged as soon as no later exchange can belong
// to it. What the engine remembers does not grow with the recording.

/** A judged fetch of a recording that is read in parts. */
export interface JudgedFetch extends Pick<Diagnosis, "fetch" | "outcome" | "isBlocked"> {
  /**
   * The diagnosis by what the recording has shown so far, a new one for each call. Reasons and notes of a fetch may rest on
   * later exchanges, so the best diagnosis is the one after the last part.
   */
  readonly describe: () => Diagnosis;
  /**
   * The diagnoses by what the recording has shown so far, one for each way in which the rest may show that its pages use
   * credentials. Mostly that makes no difference, and there is one.
   */
  readonly candidates: () => readonly Diagnosis[];
  /** The notes on a diagnosis of this fetch, by what the recording has shown so far. */
  readonly notes: (diagnosis: Diagnosis) => readonly RecognizedNote[];
}

/** Diagnoses a recording in parts. */
export interface DiagnosisStream {
  /** Takes the next exchanges in the recording's order, and returns the fetches to which no later exchange can belong. */
  readonly add: (exchanges: readonly Exchange[]) => JudgedFetch[];
  /** Returns the fetches that are left when the recording ends. */
  readonly end: () => JudgedFetch[];
  /** The exchanges that are remembered, because they show what the servers grant and who they are. */
  readonly remembered: () => readonly Exchange[];
  /** One sentence for each limit that the recording has reached, so that a diagnosis may differ from that of a smaller one. */
  readonly problems: () => readonly string[];
}

/** How much a stream remembers; the defaults need less than 100 MB. */
export interface StreamLimits {
  /** How many exchanges may wait for others that belong to them; 8,000 by default. */
  readonly window?: number;
  readonly history?: HistoryLimits;
}

/** Starts to diagnose a recording of which the exchanges come in parts. */
export function createDiagnosisStream(
  recording: Pick<Recording, "browser" | "pages" | "headerOverrides">,
  limits: StreamLimits = {},
): DiagnosisStream {
  const window = createPairingWindow(limits.window);
  const mayLackPreflights = () => window.wasFull() || window.wasLate();
  const history = createGrowingHistory(recording.browser, limits.history, mayLackPreflights);
  const judge = createJudge(recording, history);
  const facts = createPairingFacts();
  const isDuplicate = createDuplicateFinder();

  const judgeFetches = (exchanges: readonly Exchange[]) =>
    exchanges.length === 0 ? [] : resultOf(pairExchanges(exchanges, recording, facts)).map(toJudgedFetch);

  const toJudgedFetch = (fetch: CorsFetch): JudgedFetch => {
    const verdict = judge.judge(fetch);
    const describe = () => judge.describe(verdict, recognition);
    const { outcome, isBlocked } = describe();
    const candidates = () => verdictsByHabit(verdict).map((one) => judge.describeAlone(one, recognition));
    return { fetch, outcome, isBlocked, describe, candidates, notes: (diagnosis) => notesOf(diagnosis, history) };
  };

  return {
    add(exchanges) {
      for (const exchange of exchanges) {
        history.add(exchange);
        if (isDuplicate(exchange)) continue;
        facts.add(exchange);
        window.add(exchange);
      }
      return judgeFetches(window.takeSettled());
    },
    end: () => judgeFetches(window.takeAll()),
    remembered: history.remembered,
    problems: () => [
      ...(window.wasFull() ? [translate(windowWasFull)] : []),
      ...(window.wasLate() ? [translate(windowWasLate)] : []),
      ...(history.wasFull() ? [translate(historyWasFull)] : []),
    ],
  };
}

const historyWasFull =
  "the servers sent more different responses than CORS Panel remembers; some reasons and notes may lack evidence";

const windowWasFull =
  "too many requests were open at the same time; some preflights and redirects may be shown as separate requests";

const windowWasLate =
  "some entries are far out of the order of their start times; some preflights and redirects may be shown as separate requests";
