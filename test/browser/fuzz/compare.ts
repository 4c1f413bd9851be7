import { groupBy } from "../../../src/collections.ts";
import { type Diagnosis, diagnose, findNotes, lastHop, type Recording } from "../../../src/index.ts";
import type { FetchOutcome } from "../../oracle/fetch.ts";
import type { RandomCase } from "../random-cases.ts";
import type { RandomServers, SeenFetch } from "../random-servers.ts";
import type { Engine, EngineRun } from "./engine.ts";
import { fetchIdOf } from "./fetch-id.ts";
import type { KnownDifference } from "./known-differences.ts";
import { decideByStandard } from "./standard.ts";

/** How often the product and the browser agreed, and how. */
export interface Score {
  /** The product named the browser's own cause. */
  exact: number;
  /** The product named several causes, the browser's own among them. */
  amongSeveral: number;
  /** The page got the response, and the product says so. */
  passed: number;
  /** The fetch failed for another reason than CORS, and the product does not call it a refusal that is certain. */
  failed: number;
  /** The product says what the recording lacks. */
  cannotTell: number;
  /** The browser's own log lacks requests of the fetch, so that it was not compared. */
  lost: number;
  /** A part of the comparison was left out, for a known reason. */
  notComparable: number;
}

/** Something that the product, or the oracle, says of a fetch and that is not true. */
export interface Disagreement {
  readonly problem: string;
  readonly id: number;
  readonly fetch: RandomCase;
  readonly seen: SeenFetch;
  readonly reported: readonly string[];
  readonly byStandard: FetchOutcome;
  readonly said: readonly object[];
}

interface Compared {
  readonly engine: Engine;
  readonly servers: RandomServers;
  readonly run: EngineRun;
  /** What is known of this browser. */
  readonly differences: readonly KnownDifference[];
}

/**
 * Compares what the product says of each fetch with what the page saw and the browser named: of the recording alone, and with
 * what an observer in the page would have noted of each call.
 */
export function compareRun(compared: Compared): { score: Score; disagreements: Disagreement[] } {
  const { servers, run } = compared;
  const score: Score = { exact: 0, amongSeveral: 0, passed: 0, failed: 0, cannotTell: 0, lost: 0, notComparable: 0 };
  const disagreements: Disagreement[] = [];
  for (const recording of [run.recording, withObservedCalls(run.recording, servers.cases)]) {
    const diagnoses = diagnose(recording);
    const notes = findNotes(diagnoses, recording);
    const byId = groupBy(diagnoses, ({ fetch }) => fetchIdOf(fetch.hops[0]?.url ?? ""));
    for (const seen of run.seen) {
      if (run.lost?.has(seen.id)) {
        score.lost++;
        continue;
      }
      const truth = truthOf(seen, compared);
      const found = byId.get(seen.id) ?? [];
      const [diagnosis] = found;
      const problem =
        problemOfStandard(truth) ??
        (found.length > 1 && !truth.hidden.includes("redirect") ? "the fetch is listed more than once" : null) ??
        (diagnosis ? problemOf(truth, diagnosis, compared.engine) : "the fetch is not listed") ??
        (diagnosis ? problemOfHeaders(truth, notes.get(diagnosis) ?? []) : null);
      if (problem === null && diagnosis) count(score, truth, diagnosis, compared.engine);
      else if (problem !== null) {
        const { reported, byStandard } = truth;
        const fetch = servers.cases[seen.id] as RandomCase;
        disagreements.push({ problem, id: seen.id, fetch, seen, reported, byStandard, said: found.map(summaryOf) });
      }
    }
  }
  return { score, disagreements };
}

/** The recording with what each call asked for, as the panel's observer notes it. */
function withObservedCalls(recording: Recording, cases: readonly RandomCase[]): Recording {
  const exchanges = recording.exchanges.map((exchange) => {
    const found = cases[fetchIdOf(exchange.url)];
    const isFirst = !new URL(exchange.url).searchParams.has("hop");
    const isPreflight = exchange.requestHeaders.some(({ name }) => /^access-control-request-method$/i.test(name));
    if (!found || !isFirst || isPreflight) return exchange;
    const credentials = found.credentials === "include" ? ("include" as const) : ("omit" as const);
    return {
      ...exchange,
      observedCall: { mode: "cors" as const, credentials, redirect: found.redirect, blockedBy: "" },
    };
  });
  return { ...recording, exchanges };
}

/** What really became of a fetch. */
interface Truth {
  readonly seen: SeenFetch;
  readonly isPassed: boolean;
  /** The browser's own names of the refusal; where it reports none, that of the standard. */
  readonly reported: readonly string[];
  readonly isReportedByBrowser: boolean;
  readonly byStandard: FetchOutcome;
  /** What is known not to be comparable in this browser. */
  readonly hidden: readonly KnownDifference["hides"][];
}

function truthOf(seen: SeenFetch, { servers, run, differences }: Compared): Truth {
  const found = servers.cases[seen.id] as RandomCase;
  const byStandard = decideByStandard(found, seen.id, servers);
  const hidden = differences.filter(({ concerns }) => concerns(found)).map(({ hides }) => hides);
  return {
    seen,
    isPassed: seen.type !== "rejected",
    reported: run.reported ? (run.reported.get(seen.id) ?? []) : namesInStandard(byStandard, hidden.includes("step")),
    isReportedByBrowser: run.reported !== null,
    byStandard,
    hidden,
  };
}

/**
 * Chromium's names for what the standard does. The standard does not distinguish an invalid origin from another one. Where the
 * step is not known, those of a preflight are among them.
 */
function namesInStandard(outcome: FetchOutcome, isStepHidden: boolean): readonly string[] {
  if (outcome.type !== "refused") return [];
  const step = outcome.corsError.startsWith("Preflight") ? "Preflight" : "";
  const name = outcome.corsError.slice(step.length);
  const names = /^(AllowOriginMismatch|InvalidAllowOriginValue)$/.test(name)
    ? ["AllowOriginMismatch", "InvalidAllowOriginValue"]
    : [name];
  const steps = isStepHidden ? ["Preflight", ""] : [step];
  return steps.flatMap((prefix) => names.map((one) => `${prefix}${one}`));
}

function problemOfStandard({ isPassed, byStandard, hidden }: Truth): string | null {
  if (hidden.includes("outcome by standard") || isPassed === (byStandard.type === "allowed")) return null;
  return "the browser does not do what the oracle says";
}

function problemOf(truth: Truth, diagnosis: Diagnosis, { namesOf, vagueNames = [] }: Engine): string | null {
  const { isPassed, reported, isReportedByBrowser, hidden } = truth;
  const { outcome, verdict, cannotTell } = diagnosis;
  if (isPassed) return problemOfPassed(truth, diagnosis);
  if (hidden.includes("name") && (outcome === "refused" || (outcome === "unknown" && cannotTell))) return null;
  const names = namesOf(diagnosis);
  const isPossible = [names.verdict, ...names.alternatives].some((name) => name !== null && reported.includes(name));
  if (outcome === "allowed") {
    return cannotTell && isPossible ? null : "missed: a fetch that was rejected is called allowed";
  }
  const isCertain = verdict?.certainty === "certain";
  if (reported.length === 0)
    return isCertain ? "wrong cause: the product is certain of one, and the browser named none" : null;
  const isVague = reported.every((name) => vagueNames.includes(name));
  if (isVague && (outcome === "failed" || (outcome === "unknown" && cannotTell))) return null;
  if (outcome === "failed") return "missed: a refused fetch is called failed";
  if (isCertain) {
    return reported.includes(names.verdict ?? "") ? null : "wrong cause: the product is certain of another one";
  }
  // What servers record may lack the request that was refused.
  if (outcome === "unknown" && cannotTell && (!isReportedByBrowser || hidden.includes("redirect"))) return null;
  if (isPossible || (names.verdict === null && names.alternatives.length === 0)) return null;
  return "wrong cause: the browser's is not among those possible";
}

function problemOfPassed({ seen, hidden }: Truth, { outcome, verdict, fetch }: Diagnosis): string | null {
  const isDoubtful = outcome === "failed" || verdict?.certainty === "possible";
  if (isDoubtful && hidden.includes("redirect")) return null;
  if (outcome === "refused" || outcome === "failed") return `false alarm: a fetch that passed is called ${outcome}`;
  const isReadable = seen.type === "cors" || seen.type === "basic";
  if (outcome === "unknown" || !isReadable || lastHop(fetch).actual?.status === seen.status) return null;
  return "the page saw another status";
}

/** The header that each response has for the page, which only `Access-Control-Expose-Headers` makes readable. */
const exposable = "x-total";

function problemOfHeaders(
  { seen, isPassed }: Truth,
  notes: readonly { id: string; evidence: string }[],
): string | null {
  const note = notes.find(({ id }) => id === "unreadable-response-headers");
  const saysUnreadable = note?.evidence.toLowerCase().includes(exposable) ?? false;
  if (!isPassed || !saysUnreadable || !seen.headers.includes(exposable)) return null;
  return "false alarm: a header that the page read is called unreadable";
}

function count(score: Score, { isPassed, reported, hidden }: Truth, diagnosis: Diagnosis, { namesOf }: Engine): void {
  const { outcome, verdict } = diagnosis;
  if (hidden.length > 0) score.notComparable++;
  if (outcome === "unknown" || (outcome === "allowed" && !isPassed)) score.cannotTell++;
  else if (isPassed) score.passed++;
  else if (reported.length === 0 || outcome === "failed") score.failed++;
  else if (verdict?.certainty === "certain" || reported.includes(namesOf(diagnosis).verdict ?? "")) score.exact++;
  else score.amongSeveral++;
}

function summaryOf({ outcome, verdict, alternatives, cannotTell, fetch, credentials }: Diagnosis): object {
  const { certainty, reportedAs, got, want } = verdict ?? {};
  return { outcome, certainty, reportedAs, got, want, alternatives, cannotTell, mode: fetch.mode, credentials };
}
