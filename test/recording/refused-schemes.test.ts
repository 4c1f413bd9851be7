import { describe, expect, test } from "vitest";
import { type CdpEvent, type Diagnosis, diagnose, lastHop } from "../../src/index.ts";
import { recordCdp } from "../../src/recording/cdp.ts";
import type { Observation } from "../../src/recording/observed-calls.ts";

const document = (url: string, loaderId: string): CdpEvent[] => [
  {
    method: "Network.requestWillBeSent",
    params: {
      requestId: loaderId,
      loaderId,
      documentURL: url,
      frameId: loaderId,
      type: "Document",
      timestamp: 1,
      wallTime: 1_800_000_000,
      initiator: { type: "other" },
      request: { url, method: "GET", headers: {} },
    },
  },
  {
    method: "Network.responseReceived",
    params: {
      requestId: loaderId,
      loaderId,
      frameId: loaderId,
      type: "Document",
      timestamp: 2,
      response: { status: 200 },
    },
  },
];

/** As Chromium 156 reports `fetch("localhost:5712/x")` in a page. */
const issue = (details: object = {}, event: Partial<CdpEvent> = {}): CdpEvent => ({
  method: "Audits.issueAdded",
  params: {
    issue: {
      code: "CorsIssue",
      details: {
        corsIssueDetails: {
          corsErrorStatus: { corsError: "CorsDisabledScheme", failedParameter: "localhost" },
          isWarning: false,
          request: { url: "localhost:5712/x" },
          location: { scriptId: "4", url: "http://localhost:5711/main.js", lineNumber: 6, columnNumber: 50 },
          initiatorOrigin: "http://localhost:5711",
          ...details,
        },
      },
    },
  },
  ...event,
});

const call = (method: string, mode = "cors", url = "localhost:5712/x"): Observation => ({
  kind: "fetch",
  documentUrl: "http://localhost:5711/",
  method,
  url,
  at: 1_800_000_000_500,
  observedCall: { mode, credentials: "same-origin", redirect: "follow", blockedBy: "" },
});

function diagnosesOf(events: readonly CdpEvent[], observations: readonly Observation[] = []): readonly Diagnosis[] {
  const recorder = recordCdp();
  for (const event of events) recorder.take(event);
  recorder.observe(observations);
  return diagnose(recorder.recording());
}

const page = document("http://localhost:5711/", "A");

describe("an issue about a fetch whose URL has an unsupported scheme", () => {
  test("is a refused fetch, with its cause, its origin and its place in the code", () => {
    const [diagnosis, ...others] = diagnosesOf([...page, issue()]);
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({
      outcome: "refused",
      verdict: { cause: "unsupported-scheme", certainty: "certain", got: "localhost:" },
      differingCorsError: null,
      fetch: { origin: "http://localhost:5711", context: "page", mode: "cors" },
    });
    const { actual } = lastHop((diagnosis as Diagnosis).fetch);
    expect(actual).toMatchObject({ url: "localhost:5712/x", method: "GET", page: "A", mayHaveBeenSent: false });
    expect(actual?.initiator.stack).toMatchObject({ callFrames: [{ lineNumber: 6, columnNumber: 50 }] });
  });

  test("has the method, the time and the page of the observed call, in the order of the calls", () => {
    const frame = document("http://localhost:5711/frame", "B");
    const other = call("PUT", "cors", "localhost:1/other");
    const events = [...page, ...frame, issue(), issue()];
    const actuals = diagnosesOf(events, [other, call("POST"), call("DELETE")]).map(
      ({ fetch }) => lastHop(fetch).actual,
    );
    expect(actuals).toMatchObject([
      { method: "POST", page: "A", startedAt: 1_800_000_000_500, observedCall: { credentials: "omit" } },
      { method: "DELETE", page: "A" },
    ]);
  });

  test("is a failure and no refusal where the page asked for no-cors", () => {
    expect(diagnosesOf([...page, issue()], [call("GET", "no-cors")])).toMatchObject([{ outcome: "failed" }]);
  });

  test("belongs to the worker whose session reported the issue", () => {
    const location = { url: "http://localhost:5711/worker.js", lineNumber: 0, columnNumber: 0 };
    const [diagnosis] = diagnosesOf([...page, issue({ location }, { caller: "worker" })]);
    expect(diagnosis?.fetch).toMatchObject({ origin: "http://localhost:5711", context: "worker" });
  });

  test.each([
    ["a request, which has its own events", { request: { url: "localhost:5712/x", requestId: "26244.2" } }],
    ["another refusal", { corsErrorStatus: { corsError: "InvalidResponse", failedParameter: "" } }],
    ["no URL", { request: {} }],
  ])("is left out when it is about %s", (_, details) => {
    expect(diagnosesOf([...page, issue(details)])).toEqual([]);
  });

  test("ends a request for those who wait for one; every other issue changes nothing", () => {
    const recorder = recordCdp();
    expect(recorder.take(issue())).toBe(true);
    expect(recorder.take({ method: "Audits.issueAdded", params: { issue: { code: "QuirksModeIssue" } } })).toBe(false);
    expect(recorder.take({ method: "Audits.issueAdded", params: null })).toBe(false);
  });
});
