import fc from "fast-check";
import { expect, test } from "vitest";
import { createDiagnosisStream, type StreamLimits } from "../src/diagnose-stream.ts";
import { type Diagnosis, diagnose, plainDiagnosis, type Recording, readHar } from "../src/index.ts";
import { type DiagnosedSource, defaultOptions } from "../src/report/format.ts";
import { formats } from "../src/report/index.ts";
import { createStreamedSource } from "../src/report/streamed-source.ts";
import { allRedirected, busyPage, oneUrl, oneUrlDistinctHeaders } from "./bench/generated-hars.ts";
import { recordFetches } from "./oracle/chromium-har.ts";
import { randomFetch } from "./oracle/random-fetches.ts";
import { chromiumCaptures, firefoxCaptures } from "./scenarios/captures.ts";

/** So little that nearly everything is judged and forgotten at once. */
const tiny: StreamLimits = { history: { all: 0, ofServer: 60, ofAllServers: 500, urls: 200 } };

/** The recording in parts of 1, 2, 3, … exchanges. */
function* partsOf({ exchanges }: Recording, largest: number): Generator<Recording["exchanges"]> {
  for (let from = 0, size = 1; from < exchanges.length; from += size, size = (size % largest) + 1)
    yield exchanges.slice(from, from + size);
}

/** All diagnoses of the recording when it is read in parts, as they are at its end, and in its order. */
function streamed(recording: Recording, largest: number, limits: StreamLimits = {}): Diagnosis[] {
  const stream = createDiagnosisStream(recording, limits);
  const judged = [...partsOf(recording, largest)].flatMap((part) => stream.add(part));
  judged.push(...stream.end());
  return judged.map(({ describe }) => describe()).sort((a, b) => indexOf(a) - indexOf(b));
}

function indexOf({ fetch: { hops } }: Diagnosis): number {
  return hops[0]?.actual?.index ?? hops[0]?.preflight?.index ?? -1;
}

/** What the browser decided, and by which exchanges. */
const verdictsOf = (diagnoses: readonly Diagnosis[]) =>
  diagnoses.map(({ fetch, outcome, isBlocked, credentials, verdict, alternatives, cannotTell }) => ({
    hops: fetch.hops.map(({ actual, preflight, origin }) => [actual?.index, preflight?.index, origin]),
    context: fetch.context,
    ...{ outcome, isBlocked, credentials, alternatives, cannotTell },
    verdict: verdict && [verdict.cause, verdict.step, verdict.certainty],
  }));

test("a recorded page is diagnosed in parts as it is as a whole", () => {
  for (const { log, name } of [...chromiumCaptures(), ...firefoxCaptures()]) {
    const recording = readHar(log);
    expect(streamed(recording, 3).map(plainDiagnosis), name).toEqual(diagnose(recording).map(plainDiagnosis));
  }
});

test("random fetches get the same verdicts in parts, however little is remembered", () => {
  const recording = fc.array(randomFetch(), { minLength: 100, maxLength: 150, size: "max" });
  fc.assert(
    fc.property(recording, (fetches) => {
      const whole = readHar(recordFetches(fetches).har);
      expect(verdictsOf(streamed(whole, 7, tiny))).toEqual(verdictsOf(diagnose(whole)));
    }),
    { seed: 20261129, numRuns: 40 },
  );
});

test.each([
  ["a busy page", busyPage],
  ["one URL", oneUrl],
  ["one URL with other headers each time", oneUrlDistinctHeaders],
  ["redirects only", allRedirected],
])("%s with too many open requests for the window: a problem says so, and few verdicts differ", (_, make) => {
  const recording = readHar(make(6000));
  const limits = { ...tiny, window: 2500 };
  const stream = createDiagnosisStream(recording, limits);
  stream.add(recording.exchanges);
  const whole = verdictsOf(diagnose(recording)).map((verdict) => JSON.stringify(verdict));
  const inParts = new Set(verdictsOf(streamed(recording, 50, limits)).map((verdict) => JSON.stringify(verdict)));
  const others = whole.filter((verdict) => !inParts.has(verdict)).length;
  expect(others).toBeLessThan(whole.length / 100);
  expect(others === 0 || stream.problems().length > 0).toBe(true);
});

test("the reports on a recording that is read in parts are those on the whole", () => {
  const entries = chromiumCaptures().flatMap(({ log }, hour) =>
    (log as { entries: { startedDateTime: string; pageref?: string }[] }).entries.map((entry) => ({
      ...entry,
      startedDateTime: new Date(Date.UTC(2026, 10, 20) + hour * 60_000 + offsetOf(entry)).toISOString(),
    })),
  );
  const recording = readHar({ log: { creator: { name: "WebInspector" }, entries } });
  const source = createStreamedSource(recording);
  for (const part of partsOf(recording, 20)) source.add(part);
  const inParts = source.finish("app.har", []);
  const whole: DiagnosedSource = { source: "app.har", recording, diagnoses: diagnose(recording) };
  for (const id of ["text", "brief", "json", "markdown", "junit", "sarif"] as const) {
    const write = (one: DiagnosedSource) => [...formats[id].write([one], defaultOptions)].join("");
    expect(write(inParts), id).toBe(write(whole));
  }
});

/** The milliseconds of an entry within its minute, so that captures can follow on one another. */
function offsetOf({ startedDateTime }: { startedDateTime: string }): number {
  return Date.parse(startedDateTime) % 30_000;
}
