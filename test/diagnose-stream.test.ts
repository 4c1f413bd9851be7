import fc from "fast-check";
import { expect, test } from "vitest";
import { createDiagnosisStream, type StreamLimits } from "../src/diagnose-stream.ts";
import { type Diagnosis, diagnose, plainDiagnosis, type Recording, readHar } from "../src/index.ts";
import { type DiagnosedSource, defaultOptions } from "../src/report/format.ts";
import { formats } from "../src/report/index.ts";
import { createStreamedSource } from "../src/report/streamed-source.ts";
import { api, chromiumRecorder, harOf, page } from "./bench/chromium-recorder.ts";
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

/** A request with a preflight, where events listed both as they ended, and meanwhile the page polls something else. */
function listedByEnd(secondsUntilEnd: number): Recording {
  const { entries, addActual, addPreflight } = chromiumRecorder();
  const answered = { type: "fetch", status: 200, error: null, sent: true } as const;
  const allow = { "Access-Control-Allow-Origin": page };
  const url = `${api}/slow`;
  const put = (response: Record<string, string>) => {
    addPreflight(url, "PUT", "", { response: { ...allow, "Access-Control-Allow-Methods": "PUT" } });
    addActual({ ...answered, method: "PUT", url, response, error: "net::ERR_FAILED", line: 1 });
  };
  put({});
  put({});
  const slow = entries.pop() as { startedDateTime: string; time: number };
  const preflight = entries.at(-1) as { startedDateTime: string };
  const start = Date.parse(preflight.startedDateTime);
  for (let second = 1; second < secondsUntilEnd; second++) {
    addActual({ ...answered, method: "GET", url: `${api}/poll/${second}`, response: allow, line: 2 });
    Object.assign(entries.at(-1) ?? {}, { startedDateTime: new Date(start + second * 1000).toISOString() });
  }
  slow.startedDateTime = new Date(start - 1).toISOString();
  slow.time = secondsUntilEnd * 1000;
  return readHar(harOf([...entries, slow]));
}

/** The reason of the request that was listed last, and what the stream says of its limits. */
function slowRequest(recording: Recording) {
  const stream = createDiagnosisStream(recording);
  const judged = [...partsOf(recording, 10)].flatMap((part) => stream.add(part));
  judged.push(...stream.end());
  const last = recording.exchanges.at(-1);
  const found = judged.find(({ fetch }) => fetch.hops.some(({ actual }) => actual === last));
  const { fetch, reasons = [] } = found?.describe() ?? {};
  const cached = reasons.find(({ id }) => id === "preflight-from-cache");
  return { hasPreflight: fetch?.hops[0]?.preflight != null, cached: cached?.certainty, problems: stream.problems() };
}

test("a request that is listed minutes after its preflight, by its end, is paired with it", () => {
  for (const seconds of [3, 60, 290]) {
    expect(slowRequest(listedByEnd(seconds))).toEqual({ hasPreflight: true, cached: undefined, problems: [] });
  }
});

test("where a request is listed too late for its preflight, a problem says so, and no missing preflight is certain", () => {
  expect(slowRequest(listedByEnd(400))).toEqual({
    hasPreflight: false,
    cached: "possible",
    problems: [
      "some entries are far out of the order of their start times; some preflights and redirects may be shown as separate requests",
    ],
  });
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
