import { expect } from "vitest";
import {
  checklistOf,
  type Diagnosis,
  diagnose,
  diffOf,
  fixesFor,
  historyOf,
  notesOf,
  type Recording,
  readHar,
  refusalInMarkdown,
  translate,
  wrongFixesFor,
} from "../../src/index.ts";
import { servers } from "../../src/servers/index.ts";
import { inDisguise, withoutWireText } from "./disguise.ts";
import { english } from "./engine-texts.ts";
import { hasWords } from "./find-texts.ts";

/** Fails where a text that the panel shows of a recording did not go through `translate`, or `npm run texts` misses it. */
export function expectTranslated(log: unknown): void {
  const { result, texts } = inDisguise(() => {
    const recording = readHar(log);
    return diagnose(recording).flatMap((diagnosis) => textsOf(diagnosis, recording));
  });
  for (const text of result) expect(englishWordsIn(text), text).toEqual([]);
  expect([...texts].filter((text) => hasWords(text) && !english.has(text) && !serverNames.includes(text))).toEqual([]);
}

/** Returns the words that the disguise language left English. */
function englishWordsIn(text: string): string[] {
  return withoutServerNames(withoutWireText(text)).match(/(?<![\p{L}\d-])[a-z]{2,}(?![\w-])/gu) ?? [];
}

/** Names such as `Node.js` are the same in every language. */
function withoutServerNames(text: string): string {
  return serverNames.reduce((rest, name) => rest.replaceAll(name, ""), text);
}

/** Longer names first: one may hold another. */
const serverNames = servers.map(({ name }) => name).sort((a, b) => b.length - a.length);

/** Returns every text that the panel shows of a diagnosis; of a fix, neither its code nor the stack's name. */
function textsOf(diagnosis: Diagnosis, recording: Recording): string[] {
  const { verdict, findings, reasons, lookAlike, cannotTell, preflightReason } = diagnosis;
  const refused = verdict !== null && diagnosis.outcome === "refused";
  return [
    ...[...findings, ...(verdict ? [verdict] : [])].flatMap(({ title, explain }) => [title, explain]),
    ...[...reasons, ...notesOf(diagnosis, historyOf(recording))].flatMap(({ title, evidence, explain }) => [
      title,
      evidence,
      explain,
    ]),
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

/** Returns a field's name as the views show it; "" for a header, whose name is the same in every language. */
function fieldIn(name: string): string {
  return hasWords(name) ? translate(name) : "";
}

/** Returns the prose of a Markdown text, without its code and its tags. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,}).*?^\1$|<code>.*?<\/code>|<\/?(?:details|summary)>/gms, "");
}
