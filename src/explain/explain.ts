import type { Certainty, Diagnosis, Finding } from "../diagnosis.ts";
import { type Browser, type CorsFetch, lastHop } from "../exchange.ts";
import { translate } from "../text/translate.ts";
import { blockingIn } from "../verdict/browser-order.ts";
import type { CauseMatch } from "../verdict/check-response.ts";
import type { Verdict } from "../verdict/outcome.ts";
import type { Recognition, Surroundings } from "./recognize.ts";

// The explain room turns verdicts into what people read: diagnoses, and views of one diagnosis (checklist, diff, console
// text, curl commands, tests). It decides nothing about CORS, and no view changes a diagnosis.

/**
 * The diagnosis of a verdict: its findings in words, with the servers, the reasons or the look-alike that are recognized, and
 * why there was a preflight. Without a recognition these stay empty.
 */
export function describe(verdict: Verdict, surroundings: Surroundings, recognition: Recognition | null): Diagnosis {
  const { fetch, outcome: judged, credentials, matches, blocking, alternatives, certainty } = verdict;
  const findings = matches.map(({ match, certainty }) => toFinding(match, certainty));
  const blockingFinding = findings[blocking];
  const refusal = judged === "refused" && blockingFinding ? blockingFinding : null;
  const differingCorsError = corsErrorBeside(fetch, judged, refusal);
  const answered = recognition?.servers(verdict, surroundings) ?? [];
  // Chromium's own name for a refusal is enough to call a fetch refused, though no header shows why.
  const outcome = differingCorsError && judged !== "allowed" ? "refused" : judged;
  return {
    fetch,
    outcome,
    isBlocked: outcome === "refused" || verdict.isBlocked,
    credentials,
    verdict: refusal && toVerdict(refusal, certainty ?? refusal.certainty, findings, surroundings.recording.browser),
    findings,
    alternatives,
    answeredBy: answered,
    reasons: recognition?.reasons(verdict, surroundings, answered) ?? [],
    differingCorsError,
    lookAlike:
      outcome === "failed" && recognition
        ? recognition.lookAlike(fetch, blockingFinding?.title ?? "", surroundings)
        : null,
    cannotTell: verdict.cannotTell && translated(verdict.cannotTell),
    preflightReason: recognition?.preflightReason(fetch) ?? null,
  };
}

function toFinding({ cause, step, evidence }: CauseMatch, certainty: Certainty): Finding {
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
      chrome: cause.reportedAs.chrome[step.name] ?? null,
      firefox: cause.inFirefox?.(step.exchange) ?? cause.reportedAs.firefox,
    },
  };
}

/** The finding as the verdict, with the names that each browser has for what stops it at that response. */
function toVerdict(finding: Finding, certainty: Certainty, findings: readonly Finding[], recordedIn: Browser): Finding {
  const verdict = { ...finding, certainty };
  const { chrome } = blockingIn("chromium", verdict, findings, recordedIn).reportedAs;
  const { firefox } = blockingIn("firefox", verdict, findings, recordedIn).reportedAs;
  return { ...verdict, reportedAs: { chrome, firefox } };
}

/** Chromium's own name for how the request ended, where it differs from the verdict; see `Diagnosis.differingCorsError`. */
function corsErrorBeside(fetch: CorsFetch, outcome: Verdict["outcome"], refusal: Finding | null): string | null {
  const { actual, preflight } = lastHop(fetch);
  const { corsError } = actual ?? preflight ?? {};
  if (corsError === undefined || (corsError ?? null) === (refusal?.reportedAs.chrome ?? null)) return null;
  return corsError ?? (outcome === "refused" ? "" : null);
}

function translated({ because, todo }: NonNullable<Diagnosis["cannotTell"]>): Diagnosis["cannotTell"] {
  return { because: translate(because), todo: translate(todo) };
}
