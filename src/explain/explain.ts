import { type Diagnosis, type Finding, plainDiagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { translate } from "../text/translate.ts";
import { blockingIn } from "../verdict/browser-order.ts";
import { chromeNameOf, type PossibleMatch, type Verdict } from "../verdict/outcome.ts";
import type { Recognition, Surroundings } from "./recognize.ts";

// The explain room turns verdicts into what people read: diagnoses, and views of one diagnosis (checklist, diff, console
// text, curl commands, tests). It decides nothing about CORS, and no view changes a diagnosis.

/**
 * The diagnosis of a verdict: its findings in words, with the servers, the reasons or the look-alike that are recognized, and
 * why there was a preflight. Without a recognition these stay empty.
 */
export function describe(verdict: Verdict, surroundings: Surroundings, recognition: Recognition | null): Diagnosis {
  return new LazyDiagnosis(verdict, surroundings, recognition);
}

/**
 * A diagnosis that knows its outcome at once, and explains it when its other fields are first read: a reader of a large
 * recording reads few of them. Explaining everything would take two thirds of the time of a recording that has only
 * refusals. The class, because an object literal with as many getters costs a hundred times as much to make. It has few fields,
 * because the memory of thousands of diagnoses takes time too.
 */
class LazyDiagnosis implements Diagnosis {
  readonly outcome: Diagnosis["outcome"];
  readonly #verdict: Verdict;
  /** Null where nothing is to be found in the rest of the recording, so that a panel can let go of that. */
  readonly #surroundings: Surroundings | null;
  readonly #recognition: Recognition | null;
  /** What has been read so far. */
  #explained: Explained | null = null;

  constructor(verdict: Verdict, surroundings: Surroundings, recognition: Recognition | null) {
    this.#verdict = verdict;
    this.#surroundings = verdict.outcome === "refused" || verdict.outcome === "failed" ? surroundings : null;
    this.#recognition = recognition;
    // Chromium's own name for a refusal is enough to call a fetch refused, though no header shows why.
    this.outcome = verdict.outcome !== "allowed" && differingCorsErrorOf(verdict) ? "refused" : verdict.outcome;
  }

  get fetch() {
    return this.#verdict.fetch;
  }

  get isBlocked() {
    return this.outcome === "refused" || this.#verdict.isBlocked;
  }

  get credentials() {
    return this.#verdict.credentials;
  }

  get alternatives() {
    return this.#verdict.alternatives;
  }

  get differingCorsError() {
    return differingCorsErrorOf(this.#verdict);
  }

  get findings(): readonly Finding[] {
    const explained = this.#toExplained();
    explained.findings ??= this.#verdict.matches.map(toFinding);
    return explained.findings;
  }

  get verdict(): Finding | null {
    const explained = this.#toExplained();
    if (explained.blocking === undefined) explained.blocking = this.#toVerdict();
    return explained.blocking;
  }

  get answeredBy(): Diagnosis["answeredBy"] {
    const explained = this.#toExplained();
    explained.answeredBy ??=
      (this.#surroundings && this.#recognition?.servers(this.#verdict, this.#surroundings)) ?? [];
    return explained.answeredBy;
  }

  get reasons(): Diagnosis["reasons"] {
    const explained = this.#toExplained();
    explained.reasons ??=
      (this.#surroundings && this.#recognition?.reasons(this.#verdict, this.#surroundings, this.answeredBy)) ?? [];
    return explained.reasons;
  }

  get lookAlike(): Diagnosis["lookAlike"] {
    const explained = this.#toExplained();
    if (explained.lookAlike === undefined) explained.lookAlike = this.#toLookAlike();
    return explained.lookAlike;
  }

  get cannotTell() {
    const { cannotTell } = this.#verdict;
    return cannotTell && { because: translate(cannotTell.because), todo: translate(cannotTell.todo) };
  }

  get preflightReason(): string | null {
    const explained = this.#toExplained();
    if (explained.preflightReason === undefined)
      explained.preflightReason = this.#recognition?.preflightReason(this.fetch) ?? null;
    return explained.preflightReason;
  }

  #toExplained(): Explained {
    this.#explained ??= {};
    return this.#explained;
  }

  toJSON(): Diagnosis {
    return plainDiagnosis(this);
  }

  #toLookAlike(): Diagnosis["lookAlike"] {
    if (this.outcome !== "failed" || !this.#recognition || !this.#surroundings) return null;
    const { title = "" } = this.findings[this.#verdict.blocking] ?? {};
    return this.#recognition.lookAlike(this.fetch, title, this.#surroundings);
  }

  /** The finding that stopped the browser, with the names that each browser has for what stops it at that response. */
  #toVerdict(): Finding | null {
    const { certainty, blocking } = this.#verdict;
    const finding = stoppingMatch(this.#verdict) && this.findings[blocking];
    if (!finding || !this.#surroundings) return null;
    const { browser } = this.#surroundings.recording;
    const verdict = { ...finding, certainty: certainty ?? finding.certainty };
    const { chrome } = blockingIn("chromium", verdict, this.findings, browser).reportedAs;
    const { firefox } = blockingIn("firefox", verdict, this.findings, browser).reportedAs;
    return { ...verdict, reportedAs: { chrome, firefox } };
  }
}

/** The fields of a diagnosis that have been read so far. */
interface Explained {
  findings?: readonly Finding[];
  blocking?: Finding | null;
  answeredBy?: Diagnosis["answeredBy"];
  reasons?: Diagnosis["reasons"];
  lookAlike?: Diagnosis["lookAlike"];
  preflightReason?: string | null;
}

/** The match that stopped the browser; undefined where CORS did not. */
function stoppingMatch({ outcome, matches, blocking }: Verdict): PossibleMatch | undefined {
  return outcome === "refused" ? matches[blocking] : undefined;
}

function toFinding({ match: { cause, step, evidence }, certainty }: PossibleMatch): Finding {
  const { subject, got, want, names = [] } = evidence;
  return {
    cause: cause.id as Finding["cause"],
    title: translate(cause.headline?.(evidence, step) ?? cause.title),
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
      chrome: chromeNameOf(cause, step),
      firefox: cause.inFirefox?.(step.exchange) ?? cause.reportedAs.firefox,
    },
  };
}

/** Chromium's own name for how the request ended, where it differs from the verdict's; see `Diagnosis.differingCorsError`. */
function differingCorsErrorOf(verdict: Verdict): string | null {
  const { actual, preflight } = lastHop(verdict.fetch);
  const { corsError } = actual ?? preflight ?? {};
  if (corsError === undefined) return null;
  const stopping = stoppingMatch(verdict)?.match;
  if (corsError === (stopping ? chromeNameOf(stopping.cause, stopping.step) : null)) return null;
  return corsError ?? (verdict.outcome === "refused" ? "" : null);
}
