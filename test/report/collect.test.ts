import { expect, test } from "vitest";
import { diagnosisExitCode } from "../../src/node/result-exit-code.ts";
import { baselineOf, compareWithBaseline, withAccepted } from "../../src/report/baseline.ts";
import { limitSource } from "../../src/report/collect.ts";
import { countsOf } from "../../src/report/counts.ts";
import { type DiagnosedSource, defaultOptions } from "../../src/report/format.ts";
import { formats } from "../../src/report/index.ts";
import type { JsonReport } from "../../src/report/json-report.ts";
import { summaryOf } from "../../src/report/summary.ts";
import { allRefused } from "../bench/generated-hars.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { sourceOf } from "./sources.ts";

const reportOn = (source: DiagnosedSource): JsonReport =>
  JSON.parse([...formats.json.write([source], defaultOptions)].join(""));

/** The capture three times in a row, each an hour after the one before. */
function repeated(log: unknown): DiagnosedSource {
  const { entries, ...rest } = log as { entries: { startedDateTime: string }[] };
  const later = [0, 1, 2].flatMap((hour) =>
    entries.map((entry) => ({
      ...entry,
      startedDateTime: new Date(Date.parse(entry.startedDateTime) + hour * 3_600_000).toISOString(),
    })),
  );
  return sourceOf({ ...rest, entries: later });
}

/** Refusals that no report shows together, because each response names another origin. */
function differentRefusals(count: number): DiagnosedSource {
  const { log } = allRefused(count) as { log: { entries: { response: { headers: object[] } }[] } };
  for (const [n, { response }] of log.entries.entries())
    response.headers.push({ name: "Access-Control-Allow-Origin", value: `https://other${n}.example` });
  return sourceOf({ log });
}

/** What a report says of the fetches that need attention, apart from which of equal ones it shows first. */
const attentionIn = ({ fetches }: JsonReport) =>
  fetches
    .filter(({ outcome }) => outcome !== "allowed")
    .map(({ outcome, method, origin, cause, step, certainty, reason, got, want, count = 1 }) =>
      JSON.stringify({ outcome, method, origin, cause, step, certainty, reason, got, want, count }),
    )
    .sort();

test("fetches that are counted with others change no section and no number", () => {
  let alike = 0;
  for (const { log } of chromiumCaptures()) {
    const whole = repeated(log);
    const limited = limitSource(whole, { alone: 1, sections: 1000 });
    alike += limited.diagnoses.reduce((sum, { alike }) => sum + (alike?.count ?? 0), 0);
    expect(attentionIn(reportOn(limited))).toEqual(attentionIn(reportOn(whole)));
    expect(countsOf(limited)).toEqual(countsOf(whole));
    expect(baselineOf(limited.diagnoses)).toEqual(baselineOf(whole.diagnoses));
  }
  expect(alike).toBeGreaterThan(400);
});

test("beyond the limit fetches are only counted: every format says so, and counts, exit code and baseline stay exact", () => {
  const whole = differentRefusals(400);
  const limited = limitSource(whole, { alone: 5, sections: 6 });
  const all = whole.diagnoses.length;
  expect(limited.diagnoses.length).toBeLessThan(12);
  expect(countsOf(limited)).toEqual(countsOf(whole));
  const counted = limited.counted?.refused ?? 0;
  expect(counted).toBeGreaterThan(0);
  expect(summaryOf(limited)).toContain(`${all} refused by CORS`);
  for (const id of ["text", "brief", "markdown", "github", "html"] as const)
    expect([...formats[id].write([limited], defaultOptions)].join("").replace(/\s+/g, " ")).toContain(
      `leaves out ${counted} of them`,
    );
  expect(reportOn(limited).summary).toMatchObject({ refused: all, blocked: all, leftOut: { refused: counted } });
  expect([...formats.junit.write([limited], defaultOptions)].join("")).toContain(
    `<system-out>${all - limited.diagnoses.length} more requests are not listed</system-out>`,
  );
  const baseline = baselineOf(whole.diagnoses);
  expect(baselineOf(limited.diagnoses, limited.counted?.blocked)).toEqual(baseline);
  const accept = (entries: typeof baseline) =>
    withAccepted(limited, compareWithBaseline(limited.diagnoses, entries, limited.counted?.blocked));
  expect(diagnosisExitCode([accept(baseline)], true)).toBe(0);
  expect(countsOf(accept(baseline)).accepted).toBe(all);
  expect(diagnosisExitCode([accept(baseline.slice(0, -1))], true)).toBe(1);
});

test("the HTML report on any number of refusals has at most 30 MB", () => {
  const limited = limitSource(differentRefusals(5000));
  let bytes = 0;
  for (const piece of formats.html.write([limited], defaultOptions)) bytes += Buffer.byteLength(piece);
  expect(bytes).toBeLessThan(30_000_000);
});
