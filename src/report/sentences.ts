import type { Certainty, Diagnosis, Finding } from "../diagnosis.ts";
import { curlCommands } from "../explain/curl-commands.ts";
import { type WrongFix, wrongFixesFor } from "../explain/wrong-fixes.ts";
import { translate } from "../text/translate.ts";
import { errorOf, type Group } from "./groups.ts";

/** What a report says first of a fetch, in one line: the reason where one is recognized, else the verdict. */
export function headlineOf(diagnosis: Diagnosis): string {
  const { outcome, verdict, reasons, lookAlike, cannotTell } = diagnosis;
  const [reason] = reasons;
  if (outcome === "refused") {
    return reason
      ? withCaution(reason)
      : (verdict?.title ?? translate("Refused by CORS; the recording does not say why"));
  }
  if (outcome === "failed")
    return lookAlike ? withCaution(lookAlike) : translate`The request failed${errorName(diagnosis)}`;
  if (outcome === "unknown")
    return cannotTell ? translate`Cannot tell, because ${cannotTell.because}` : translate("Cannot tell");
  return translate("The browser let the page read the response");
}

/** What was seen of the reason beneath a refusal and what it means, and the same of its cause where that says more. */
export function explanationsOf({ reasons: [reason], verdict }: Diagnosis): string[] {
  return [
    ...(reason ? [reason.evidence === "" ? reason.explain : `${reason.evidence}. ${reason.explain}`] : []),
    ...(verdict && verdict.explain !== reason?.explain ? [verdict.explain] : []),
  ];
}

/** What stopped a fetch that CORS did not, in one or two sentences. */
export function failureOf(diagnosis: Diagnosis): string {
  const { lookAlike } = diagnosis;
  return lookAlike
    ? `${withCaution(lookAlike)}. ${lookAlike.explain}`
    : translate`The request failed${errorName(diagnosis)}, and not by CORS.`;
}

/** Which response does not pass, under which name that is found in the browsers, and how sure it is. */
export function judgmentOf({ step, reportedAs, certainty }: Finding): string {
  const names = [
    ...(reportedAs.chrome ? [`Chrome: ${reportedAs.chrome}`] : []),
    ...(reportedAs.firefox ? [`Firefox: ${reportedAs.firefox}`] : []),
  ];
  const title = translate(judgments[step][certainty]);
  return names.length > 0 ? `${title} (${names.join(", ")}).` : `${title}.`;
}

const judgments: Readonly<Record<Finding["step"], Readonly<Record<Certainty, string>>>> = {
  preflight: {
    certain: "The preflight's response does not pass the browser's check",
    possible: "The preflight's response probably does not pass the browser's check",
  },
  actual: {
    certain: "The response does not pass the browser's check",
    possible: "The response probably does not pass the browser's check",
  },
};

/** The browser's own name for the refusal, where it is another than the verdict's; else "". */
export function differingCorsErrorOf({ differingCorsError }: Diagnosis): string {
  if (differingCorsError === null) return "";
  return differingCorsError === ""
    ? translate("Chrome says nothing of CORS.")
    : translate`Chrome says ${differingCorsError}.`;
}

/** The POSIX command that sends the request whose answer was refused, or is not known; "" where there is none. */
export function curlCommandOf({ fetch, verdict }: Diagnosis): string {
  const commands = curlCommands(fetch);
  return (commands.find(({ step }) => step === verdict?.step) ?? commands.at(-1))?.posix ?? "";
}

/** What would stop the browser besides the verdict, and the words that say how it relates to it. */
export function otherFindings({
  findings,
  verdict,
}: Diagnosis): { readonly label: string; readonly finding: Finding }[] {
  const place = findings.findIndex(({ cause, step }) => cause === verdict?.cause && step === verdict.step);
  const later = findings.slice(place + 1).map((finding) => ({
    label: translate(finding.certainty === "certain" ? "And then" : "And then, possibly"),
    finding,
  }));
  const earlier = findings
    .slice(0, Math.max(0, place))
    .map((finding) => ({ label: translate("Possibly instead"), finding }));
  return [...later, ...earlier];
}

/** Chromium's names of the verdicts that are not excluded, and that no finding tells. */
export function unreportedAlternatives({ alternatives, findings }: Diagnosis): string[] {
  const told = new Set(findings.map(({ reportedAs }) => reportedAs.chrome));
  return alternatives.filter((name) => !told.has(name));
}

/** The wrong fixes that people try after these refusals, each once. */
export function wrongFixesOf(refused: readonly Group[]): WrongFix[] {
  const wrong = refused.flatMap((group) => group.flatMap(wrongFixesFor));
  return [...new Map(wrong.map((fix) => [fix.id, fix])).values()];
}

/** The first few names of a list. */
export function shortList(names: readonly string[], most = 4): string {
  const listed = names.slice(0, most);
  return [...listed, ...(names.length > most ? [translate`${names.length - most} more`] : [])].join(", ");
}

/** A title, with a word of caution where the recording does not prove it. */
function withCaution({ title, certainty }: { readonly title: string; readonly certainty: Certainty }): string {
  return certainty === "certain" ? title : translate`Probably: ${title}`;
}

function errorName({ fetch }: Diagnosis): string {
  const error = errorOf(fetch);
  return error ? ` (${error})` : "";
}
