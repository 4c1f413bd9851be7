import type { Diagnosis, Finding, RecognizedReason } from "./diagnosis.ts";
import { type Browser, type CorsFetch, type Exchange, lastHop, type Recording } from "./exchange.ts";
import { preflightReason } from "./explain/preflight-reason.ts";
import { originOf } from "./fetch/origin.ts";
import { hasHeaderOverride } from "./history/header-overrides.ts";
import { createHistory, type History } from "./history/history.ts";
import { lookAlikes } from "./lookalikes/index.ts";
import { notes } from "./notes/index.ts";
import { pair } from "./pairing/pair.ts";
import { reasons } from "./reasons/index.ts";
import type { Reason, RefusedFetch, RefusedResponse } from "./reasons/reason.ts";
import { translate } from "./text/translate.ts";
import { blockingIn } from "./verdict/browser-order.ts";
import type { CauseMatch } from "./verdict/check-response.ts";
import { chromeName, type Verdict } from "./verdict/outcome.ts";
import { judgeFetch } from "./verdict/verdict.ts";

/** Everything that can be said of each cross-origin fetch of a recording, in the recording's order. */
export function diagnose(recording: Recording): Diagnosis[] {
  return diagnoseFetches(pair(recording), recording);
}

/** The same for those who must do something else in between: pauses after the pairing and at each fetch. */
export function* diagnoseInSteps(recording: Recording): Generator<undefined, Diagnosis[]> {
  const fetches = pair(recording);
  yield;
  return yield* stepsOf(fetches, recording);
}

/** The same for fetches that need no pairing, because whoever made them knows which exchanges they consist of. */
export function diagnoseFetches(fetches: readonly CorsFetch[], recording: Recording): Diagnosis[] {
  const steps = stepsOf(fetches, recording);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function* stepsOf(fetches: readonly CorsFetch[], recording: Recording): Generator<undefined, Diagnosis[]> {
  const history = createHistory(recording);
  const judged: Verdict[] = [];
  for (const fetch of fetches) {
    judged.push(judgeFetch(fetch, history));
    yield;
  }
  const verdicts = byHabit(judged);
  const isKnown = ({ fetch }: Verdict) => hasHeaderOverride(fetch, recording.headerOverrides ?? []);
  const altered = verdicts.some((verdict) => verdict.contradictsHeaders && !isKnown(verdict));
  const surroundings = { recording, history, altered };
  const diagnoses: Diagnosis[] = [];
  for (const verdict of verdicts) {
    diagnoses.push(describe(altered || isKnown(verdict) ? doubted(verdict) : verdict, surroundings));
    yield;
  }
  return diagnoses;
}

/**
 * Where the credentials mode is open and decides the cause, calls without credentials are the likelier ones, unless the
 * other calls of the same page to the same server are known to carry them.
 */
function byHabit(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (!verdicts.some(dependsOnCredentials)) return verdicts;
  const balance = new Map<string, number>();
  const keyOf = ({ fetch }: Verdict) => `${fetch.origin} ${originOf(lastHop(fetch).url)}`;
  for (const verdict of verdicts) {
    const vote = voteOf(verdict);
    if (vote !== 0) balance.set(keyOf(verdict), (balance.get(keyOf(verdict)) ?? 0) + vote);
  }
  return verdicts.map((verdict) => ((balance.get(keyOf(verdict)) ?? 0) > 0 ? withCredentialsFirst(verdict) : verdict));
}

/** Without the browser's word, a response that passes only without credentials speaks for a call that carries none. */
function voteOf({ credentials, outcome, matches }: Verdict): -1 | 0 | 1 {
  if (credentials === "include") return 1;
  return credentials === "omit" || (outcome === "allowed" && matches.length > 0) ? -1 : 0;
}

function dependsOnCredentials({ outcome, credentials, blocking }: Verdict): boolean {
  return outcome === "refused" && credentials === "unknown" && blocking > 0;
}

/** The same verdict, with the cause first that stops the browser when the call carries credentials. */
function withCredentialsFirst(verdict: Verdict): Verdict {
  const { matches, blocking, alternatives } = verdict;
  const [first] = matches;
  const likelier = matches[blocking];
  if (!dependsOnCredentials(verdict) || !first || !likelier) return verdict;
  const names = [chromeName(likelier.match), ...alternatives].filter((name) => name !== chromeName(first.match));
  return { ...verdict, blocking: 0, alternatives: unique(names) };
}

/** What the rest of the recording says of each fetch; `altered` when something rewrote headers on their way. */
interface Surroundings {
  readonly recording: Recording;
  readonly history: History;
  readonly altered: boolean;
}

/** A response passed that its own headers forbid: something rewrites headers on their way, so no verdict is certain. */
function doubted(verdict: Verdict): Verdict {
  if (verdict.outcome !== "refused") return verdict;
  const first = verdict.matches[verdict.blocking];
  const names = verdict.matches.slice(verdict.blocking + 1).map(({ match }) => chromeName(match));
  return {
    ...verdict,
    certainty: "possible",
    alternatives: unique([...verdict.alternatives, ...names]).filter(
      (name) => !first || name !== chromeName(first.match),
    ),
  };
}

function describe(verdict: Verdict, surroundings: Surroundings): Diagnosis {
  const { fetch, outcome, credentials, certainty } = verdict;
  const findings = verdict.matches.map(({ match, certainty }) => toFinding(match, certainty));
  const blocking = findings[verdict.blocking];
  const refusal = outcome === "refused" && blocking ? blocking : null;
  const described: Described = {
    fetch,
    outcome,
    credentials,
    verdict:
      refusal &&
      withNames(withCertainty(refusal, certainty ?? refusal.certainty), findings, surroundings.recording.browser),
    findings,
    alternatives: verdict.alternatives,
    reasons: recognizeReasons(verdict, surroundings),
    lookAlike: outcome === "failed" ? recognizeLookAlike(fetch, surroundings) : null,
    cannotTell: verdict.cannotTell && told(verdict.cannotTell),
    differingCorsError: secondOpinion(fetch, outcome, refusal),
  };
  if (outcome === "allowed") seenIn.set(described, surroundings);
  return Object.defineProperties(described, toldWhenAsked) as Diagnosis;
}

/** With the names that the browsers have for it, each for what stops it at that response. */
function withNames(verdict: Finding, findings: readonly Finding[], recordedIn: Browser): Finding {
  const { chrome } = blockingIn("chromium", verdict, findings, recordedIn).reportedAs;
  const { firefox } = blockingIn("firefox", verdict, findings, recordedIn).reportedAs;
  return { ...verdict, reportedAs: { chrome, firefox } };
}

function told({ because, todo }: NonNullable<Diagnosis["cannotTell"]>): Diagnosis["cannotTell"] {
  return { because: translate(because), todo: translate(todo) };
}

function withCertainty(finding: Finding, certainty: Finding["certainty"]): Finding {
  return finding.certainty === certainty ? finding : { ...finding, certainty };
}

/** A diagnosis without what is told only when asked for. */
type Described = Omit<Diagnosis, "notes" | "preflighted">;

/** What notes are told from. It is no part of a diagnosis, so that a copy of one does not hold the whole recording. */
const seenIn = new WeakMap<Described, Surroundings>();

/**
 * Most fetches of a recording pass, and nobody looks at them. All diagnoses share these two getters: with getters of its
 * own, each would be several times as large.
 */
const toldWhenAsked = {
  notes: {
    enumerable: true,
    get(this: Described): Diagnosis["notes"] {
      const surroundings = seenIn.get(this);
      const told = toldNotes.get(this) ?? (surroundings ? recognizeNotes(this, surroundings) : []);
      toldNotes.set(this, told);
      return told;
    },
  },
  preflighted: {
    enumerable: true,
    get(this: Described): Diagnosis["preflighted"] {
      return preflightReason(this.fetch);
    },
  },
};

const toldNotes = new WeakMap<Described, Diagnosis["notes"]>();

/** Chromium's word on the request, where it is another than the verdict. */
function secondOpinion(fetch: CorsFetch, outcome: Verdict["outcome"], refusal: Finding | null): string | null {
  const { actual, preflight } = lastHop(fetch);
  const { corsError } = actual ?? preflight ?? {};
  if (corsError === undefined || (corsError ?? null) === (refusal?.reportedAs.chrome ?? null)) return null;
  return corsError ?? (outcome === "refused" ? "" : null);
}

function toFinding({ cause, step, evidence }: CauseMatch, certainty: Finding["certainty"]): Finding {
  const { subject, got, want, names = [] } = evidence;
  return {
    cause: cause.id as Finding["cause"],
    title: translate(cause.title),
    step: step.name,
    certainty,
    subject,
    got,
    want,
    names,
    explain: translate(cause.explain(evidence, step)),
    remedy: cause.remedy,
    spec: cause.spec,
    reportedAs: {
      chrome: cause.reportedAs.chrome[step.name] ?? null,
      firefox: cause.inFirefox?.(step.exchange) ?? cause.reportedAs.firefox,
    },
  };
}

function recognizeReasons(verdict: Verdict, { history, altered }: Surroundings): RecognizedReason[] {
  const { fetch, credentials, matches, blocking, outcome } = verdict;
  const { match: first, certainty: firstCertainty } = matches[blocking] ?? {};
  if (outcome !== "refused" || !first) return [];
  const doubtful = altered || firstCertainty === "possible";
  const others = matches.filter((_, index) => index !== blocking).map(({ match }) => match);
  const refusal = {
    fetch,
    hop: lastHop(fetch),
    exchange: first.step.exchange,
    matches: [first, ...others] as const,
    credentials,
    headersAreOverridden: altered,
    history,
  };
  const recognized: RecognizedReason[] = [];
  for (const reason of reasonsFor[refusedResponse(refusal)]) {
    const recognition = reason.general && recognized.length > 0 ? undefined : reason.detect(refusal);
    if (!recognition) continue;
    const { evidence, remedy = null } = recognition;
    const certainty = doubtful ? "possible" : recognition.certainty;
    recognized.push({
      id: reason.id,
      title: translate(reason.headline?.(refusal) ?? reason.title),
      certainty,
      evidence: translate(evidence),
      explain: translate(reason.explain(refusal)),
      remedy,
    });
  }
  return recognized;
}

const reasonsFor: Readonly<Record<RefusedResponse, readonly Reason[]>> = {
  preflight: reasons.filter(({ judges }) => judges.includes("preflight")),
  actual: reasons.filter(({ judges }) => judges.includes("actual")),
  stored: reasons.filter(({ judges }) => judges.includes("stored")),
};

/** A response of another exchange than the fetch's own is one that the browser's cache had kept. */
function refusedResponse({ exchange, hop, matches: [verdict] }: RefusedFetch): RefusedResponse {
  const own = exchange.index === (verdict.step.name === "preflight" ? hop.preflight : hop.actual)?.index;
  return own ? verdict.step.name : "stored";
}

function recognizeLookAlike(fetch: CorsFetch, { recording, history }: Surroundings): Diagnosis["lookAlike"] {
  const hop = lastHop(fetch);
  const exchange = failedExchange(hop);
  if (!exchange) return null;
  const failure = { fetch, hop, exchange, recording, history };
  for (const lookAlike of lookAlikes) {
    const certainty = lookAlike.detect(failure);
    if (certainty) {
      const title = translate(lookAlike.headline?.(failure) ?? lookAlike.title);
      return { id: lookAlike.id, title, certainty, explain: translate(lookAlike.explain(failure)) };
    }
  }
  return null;
}

function failedExchange({ actual, preflight }: ReturnType<typeof lastHop>): Exchange | null {
  return preflight && preflight.status === 0 ? preflight : (actual ?? preflight);
}

function recognizeNotes({ fetch, credentials }: Described, { history }: Surroundings): Diagnosis["notes"] {
  const passed = { fetch, hop: lastHop(fetch), credentials, history };
  const recognized: Diagnosis["notes"][number][] = [];
  for (const note of notes) {
    const evidence = note.mode === fetch.mode ? note.detect(passed) : undefined;
    if (evidence === undefined) continue;
    recognized.push({
      id: note.id,
      title: translate(note.title),
      evidence: translate(evidence),
      explain: translate(note.explain(passed)),
    });
  }
  return recognized;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
