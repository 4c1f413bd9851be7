import { readFileSync } from "node:fs";
import { diagnose, findNotes, fixesFor, isRefused, readHar } from "../../src/index.ts";
import type { ReportedCase } from "./cases.ts";

/** What the engine says of a reported case. */
export interface JudgedCase {
  readonly cause: string;
  readonly answeredBy: readonly string[];
  readonly headline: string;
  readonly stack: string;
  /** What differs from the right answer, one sentence each. */
  readonly problems: readonly string[];
}

/** Diagnoses a reported case, and compares the result with the answer that ended the reporter's search. */
export function judgeCase(expected: ReportedCase): JudgedCase {
  const file = new URL(`./reports/${expected.name}.har`, import.meta.url);
  const recording = readHar(JSON.parse(readFileSync(file, "utf8")));
  const diagnoses = diagnose(recording);
  const refused = diagnoses.filter(isRefused);
  const last = refused.at(-1);
  const notes = [...findNotes(diagnoses, recording).values()].flat();
  const [reason] = last?.reasons ?? [];
  const headline = last
    ? (reason?.title ?? last.verdict?.title ?? "")
    : notes.map(({ title, evidence }) => `${title}: ${evidence}`).join("\n");
  const [fix] = fixesFor(refused, recording);
  const fixText = [fix?.title, fix?.code, ...(fix?.warnings ?? [])].join("\n");
  const explanation = reason?.explain ?? last?.verdict?.explain ?? "";
  const answeredBy = last?.answeredBy.map(({ id }) => id) ?? [];
  const missing = expected.answeredBy.filter((id) => !answeredBy.includes(id));
  const said = [headline, explanation, last ? fixText : ""].join("\n");
  const cause = last?.verdict?.cause ?? null;
  return {
    cause: cause ?? "none refused",
    answeredBy,
    headline,
    stack: fix?.stack ?? "",
    problems: [
      cause !== expected.cause && `The cause is ${cause}, not ${expected.cause}.`,
      missing.length > 0 && `Not named as who answered: ${missing.join(", ")}.`,
      !expected.headline.test(headline) && `The headline does not say ${expected.headline}: ${headline}`,
      (fix?.stack ?? null) !== expected.stack && `The first fix is for ${fix?.stack}, not ${expected.stack}.`,
      !expected.fix.test(fixText) && `The first fix does not say ${expected.fix}.`,
      expected.never.test(said) && `It says ${expected.never}, which is false here.`,
    ].filter((problem) => problem !== false),
  };
}
