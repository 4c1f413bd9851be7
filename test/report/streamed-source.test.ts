import { expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { baselineOf } from "../../src/report/baseline.ts";
import { limitSource, type ReportLimits } from "../../src/report/collect.ts";
import { countsOf } from "../../src/report/counts.ts";
import { createStreamedSource } from "../../src/report/streamed-source.ts";
import { api, type Call, logOf, page } from "../har.ts";

/** Refused for its method, or for `*` if it carries credentials, which nothing shows. */
const open: Call = {
  method: "PUT",
  preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET" } },
};
const other: Call = { url: "http://localhost:5000/", answer: { status: 200 } };
/** Shows that the page's requests to this server carry credentials. */
const withCookie: Call = {
  headers: { Cookie: "sid=1" },
  answer: {
    status: 200,
    headers: { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true" },
  },
  error: null,
};

/** The recording as a report shows it within these limits, when it is read as a whole and entry by entry. */
function bothWays(limits: ReportLimits, ...calls: readonly Call[]) {
  const recording = readHar({ log: logOf(...calls) });
  const streamed = createStreamedSource(recording, { report: limits });
  for (const exchange of recording.exchanges) streamed.add([exchange]);
  const whole = { source: "app.har", recording, diagnoses: diagnose(recording) };
  return { whole: limitSource(whole, limits), inParts: streamed.finish("app.har", []) };
}

test("refusals before and after the recording shows that a page uses credentials are counted with one another", () => {
  const { whole, inParts } = bothWays({ alone: 1, sections: 2 }, open, other, withCookie, other, open, other, open);
  const shown = (source: typeof whole) =>
    source.diagnoses.map(({ outcome, verdict, alike }) => [outcome, verdict?.cause, alike?.count]);
  expect(shown(inParts)).toEqual([
    ["refused", "wildcard-origin-with-credentials", 2],
    ["refused", "missing-allow-origin", 2],
    ["allowed", undefined, undefined],
  ]);
  expect(shown(inParts)).toEqual(shown(whole));
});

test("the baseline of counted refusals has the causes that the whole recording shows", () => {
  const url = `${api}?2`;
  const { whole, inParts } = bothWays(
    { alone: 1, sections: 1 },
    other,
    open,
    { ...open, url },
    other,
    withCookie,
    open,
  );
  expect(countsOf(inParts)).toEqual(countsOf(whole));
  expect(inParts.counted?.blocked.map(({ entry, count }) => [entry?.cause, count])).toEqual([
    ["wildcard-origin-with-credentials", 3],
  ]);
  const baseline = (source: typeof whole) => baselineOf(source.diagnoses, source.counted?.blocked);
  expect(baseline(inParts)).toEqual(baseline(whole));
});
