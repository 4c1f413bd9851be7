import { unique } from "../collections.ts";
import { type Certainty, type Diagnosis, type Finding, isFailed, isRefused, isUnknown } from "../diagnosis.ts";
import { curlCommands } from "../explain/curl-commands.ts";
import { errorStatusText } from "../explain/error-status-text.ts";
import { type WrongFix, wrongFixesFor } from "../explain/wrong-fixes.ts";
import { translate } from "../text/translate.ts";
import { type Group, networkErrorOf } from "./groups.ts";

// The sentences about a diagnosis that several formats share.

/** The headline of a fetch, in one line: for a refused one the reason where one is recognized, else the cause. */
export function headlineOf(diagnosis: Diagnosis): string {
  const { verdict, reasons, lookAlike, cannotTell } = diagnosis;
  const [reason] = reasons;
  if (isRefused(diagnosis)) {
    const recognized = reason ?? verdict;
    return recognized ? withCertainty(recognized) : translate("Refused by CORS; the recording does not say why");
  }
  if (isFailed(diagnosis))
    return lookAlike ? withCertainty(lookAlike) : translate`The request failed${networkErrorInBrackets(diagnosis)}`;
  if (isUnknown(diagnosis))
    return cannotTell ? translate`Outcome unknown: ${cannotTell.because}` : translate("Outcome unknown");
  return translate("The browser let the page read the response");
}

/** What to do, or why the browser refused: the first that a reader should know beside the headline; "" where nothing is. */
export function firstExplanationOf({ reasons: [reason], verdict }: Diagnosis): string {
  return reason?.explain ?? verdict?.explain ?? "";
}

/**
 * The evidence and explanation of the reason, the explanation of the cause where it differs, and the error status that the
 * page meets next.
 */
export function explanationsOf(diagnosis: Diagnosis): string[] {
  const {
    reasons: [reason],
    verdict,
  } = diagnosis;
  const errorStatus = errorStatusText(diagnosis);
  return [
    ...(reason ? [reason.evidence === "" ? reason.explain : `${reason.evidence}. ${reason.explain}`] : []),
    ...(verdict && verdict.explain !== reason?.explain ? [verdict.explain] : []),
    ...(errorStatus === "" ? [] : [errorStatus]),
  ];
}

/** Why a fetch failed that CORS did not refuse, in one sentence, and where that is recognized, what to do. */
export function failureOf(diagnosis: Diagnosis): string[] {
  const { lookAlike } = diagnosis;
  return lookAlike
    ? [`${withCertainty(lookAlike)}.`, lookAlike.explain]
    : [translate`The request failed${networkErrorInBrackets(diagnosis)}, but not because of CORS.`];
}

/** What the recording of a fetch lacks, and how to get it, each in one sentence; empty where its outcome is known. */
export function missingOf({ cannotTell }: Diagnosis): string[] {
  if (!cannotTell) return [];
  const { because, todo } = cannotTell;
  return [`${because.charAt(0).toUpperCase()}${because.slice(1)}.`, translate`To find out: ${todo}.`];
}

/** Which response fails the browser's check, how certain that is, and how Chrome and Firefox name it. */
export function failedCheckOf({ step, reportedAs, certainty }: Finding): string {
  const names = [
    ...(reportedAs.chrome ? [`Chrome: ${reportedAs.chrome}`] : []),
    ...(reportedAs.firefox ? [`Firefox: ${reportedAs.firefox}`] : []),
  ];
  const sentence = translate(failedChecks[step][certainty]);
  return names.length > 0 ? `${sentence} (${names.join(", ")}).` : `${sentence}.`;
}

const failedChecks: Readonly<Record<Finding["step"], Readonly<Record<Certainty, string>>>> = {
  preflight: {
    certain: "The preflight response does not pass the browser's check",
    possible: "The preflight response likely does not pass the browser's check",
  },
  actual: {
    certain: "The response does not pass the browser's check",
    possible: "The response likely does not pass the browser's check",
  },
};

/** Chromium's own name for the refusal where it differs from the verdict's, in a sentence; else "". */
export function differingCorsErrorOf({ differingCorsError }: Diagnosis): string {
  if (differingCorsError === null) return "";
  return differingCorsError === ""
    ? translate("Chrome does not report a CORS error.")
    : translate`Chrome reports ${differingCorsError}.`;
}

/** The POSIX command that sends the request of the verdict's step, or else the last request; "" where there is none. */
export function curlCommandOf({ fetch, verdict }: Diagnosis): string {
  const commands = curlCommands(fetch);
  return (commands.find(({ step }) => step === verdict?.step) ?? commands.at(-1))?.posix ?? "";
}

/** What the command past a proxy shows, without a colon at the end. */
export function askPast(proxy: string): string {
  return translate`If the application behind ${proxy} sends other headers, change ${proxy}. To see the application's own headers, run this command on the server, with the application's port in place of 3000`;
}

/** The findings except the verdict, each with a label: what would stop the browser next, or what may be instead. */
export function otherFindings({
  findings,
  verdict,
}: Diagnosis): { readonly label: string; readonly finding: Finding }[] {
  const index = findings.findIndex(({ cause, step }) => cause === verdict?.cause && step === verdict.step);
  const later = findings.slice(index + 1).map((finding) => ({
    label: translate(finding.certainty === "certain" ? "Next error" : "Possible next error"),
    finding,
  }));
  const earlier = findings
    .slice(0, Math.max(0, index))
    .map((finding) => ({ label: translate("Other possible error"), finding }));
  return [...later, ...earlier];
}

/** Chromium's names of the causes that the recording cannot exclude and that are no findings. */
export function unreportedAlternatives({ alternatives, findings }: Diagnosis): string[] {
  const reported = new Set(findings.map(({ reportedAs }) => reportedAs.chrome));
  return alternatives.filter((name) => !reported.has(name));
}

/** The wrong fixes that people try after these refusals, each once. */
export function wrongFixesOf(refused: readonly Group[]): WrongFix[] {
  return unique(refused.flat().flatMap(wrongFixesFor), ({ id }) => id);
}

/** The first `max` names of a list, and how many more there are. */
export function shortList(names: readonly string[], max = 4): string {
  const listed = names.slice(0, max);
  return [...listed, ...(names.length > max ? [translate`${names.length - max} more`] : [])].join(", ");
}

/** The title, marked as likely where the recording does not prove it. */
function withCertainty({ title, certainty }: { readonly title: string; readonly certainty: Certainty }): string {
  return certainty === "certain" ? title : translate`${title} (likely)`;
}

function networkErrorInBrackets({ fetch }: Diagnosis): string {
  const error = networkErrorOf(fetch);
  return error ? ` (${error})` : "";
}
