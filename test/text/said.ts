import { expect } from "vitest";
import {
  checklistOf,
  type Diagnosis,
  diagnose,
  diffOf,
  fixesFor,
  type Recording,
  readHar,
  refusalInMarkdown,
  translate,
  wrongFixesFor,
} from "../../src/index.ts";
import { expectNoEnglish, inDisguise } from "./disguise.ts";
import { english, hasWords } from "./english.ts";

/** Everything that the panel tells of a recording is said in people's language, and stands in the lists of translations. */
export function expectSaid(log: unknown): void {
  const { told, texts } = inDisguise(() => {
    const recording = readHar(log);
    return diagnose(recording).flatMap((diagnosis) => textsOf(diagnosis, recording));
  });
  for (const text of told) expectNoEnglish(text);
  expect([...texts].filter((text) => hasWords(text) && !english.has(text))).toEqual([]);
}

/** Every text for people that the panel shows of a diagnosis; of a fix, code and names left out. */
function textsOf(diagnosis: Diagnosis, recording: Recording): string[] {
  const { verdict, findings, reasons, lookAlike, cannotTell, notes, preflightReason } = diagnosis;
  const refused = verdict !== null && diagnosis.outcome === "refused";
  return [
    ...[...findings, ...(verdict ? [verdict] : [])].flatMap(({ title, explain }) => [title, explain]),
    ...[...reasons, ...notes].flatMap(({ title, evidence, explain }) => [title, evidence, explain]),
    ...(lookAlike ? [lookAlike.title, lookAlike.explain] : []),
    ...(cannotTell ? [cannotTell.because, cannotTell.todo] : []),
    ...(preflightReason ? [preflightReason] : []),
    ...checklistOf(diagnosis).flatMap(({ title, subject }) => [title, fieldIn(subject)]),
    ...diffOf(diagnosis).flatMap(({ requestField, requestValue, responseField }) => [
      fieldIn(requestField),
      fieldIn(responseField),
      ...(requestField === "preflight" ? [requestValue] : []),
    ]),
    ...wrongFixesFor(diagnosis).flatMap(({ fix, because }) => [fix, because]),
    ...(refused ? fixesFor([diagnosis], recording).flatMap(({ title, warnings }) => [title, ...warnings]) : []),
    ...(refused ? [withoutCode(refusalInMarkdown([diagnosis], recording, "nginx-proxy"))] : []),
  ];
}

/** A field as the views say it; the wire's own names are no English. */
function fieldIn(name: string): string {
  return hasWords(name) ? translate(name) : "";
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,}).*?^\1$|<code>.*?<\/code>/gms, "");
}
