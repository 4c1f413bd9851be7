import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CdpEvent, type Diagnosis, diagnose, lastHop, readCdp } from "../../src/index.ts";
import { countPendingFetches } from "../../src/pairing/pending.ts";
import { recordCdp } from "../../src/recording/cdp.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { summaryOf } from "../../src/report/summary.ts";
import { text } from "../../src/report/text.ts";

/** The events of Chromium's sessions for some scenes of the playground, a worker's session included. */
const recorded: readonly CdpEvent[] = JSON.parse(
  readFileSync(new URL("./cdp-playground.json", import.meta.url), "utf8"),
);

const isExtra = ({ method }: CdpEvent) => method.endsWith("ExtraInfo");
const isPreflight = ({ method, params }: CdpEvent) =>
  method === "Network.requestWillBeSent" && (params as { initiator: { type: string } }).initiator.type === "preflight";
const isEndOf = (part: string, method: string) => (event: CdpEvent) =>
  event.method === `Network.${method}` && idOf(event) === idOfUrl(part);

describe("the protocol's events", () => {
  test("give Chromium's own verdict for every refused request, and none for the others", () => {
    const diagnoses = diagnose(readCdp(recorded));
    const errors = recorded.flatMap(({ params }) => corsErrorOf(params));
    expect(errors.length).toBeGreaterThan(5);
    expect(verdicts(diagnoses).toSorted()).toEqual(errors.toSorted());
    expect(diagnoses.filter(({ differingCorsError }) => differingCorsError !== null)).toEqual([]);
  });

  test("give each of five equal requests its own preflight", () => {
    const pairs = diagnose(readCdp(recorded)).flatMap(({ fetch }) => fetch.hops.filter(({ preflight }) => preflight));
    expect(pairs.length).toBeGreaterThan(10);
    for (const { actual, preflight } of pairs) expect(preflight?.initiator.requestId).toBe(actual?.requestId);
  });

  test("show a worker's blocked response, which its own session does not report", () => {
    const [diagnosis] = about("/worker/orders", recorded);
    expect(diagnosis?.fetch.context).toBe("worker");
    expect(diagnosis?.verdict).toMatchObject({ cause: "missing-allow-origin", certainty: "certain" });
  });

  test("prove credentials by the cookies that were looked up, sent or held back", () => {
    const heldBack = recorded.map((event) => {
      if (event.method !== "Network.requestWillBeSentExtraInfo") return event;
      const params = event.params as { headers: Record<string, string> };
      const { Cookie, ...headers } = params.headers;
      return { ...event, params: { ...params, headers } };
    });
    const [diagnosis] = about("/healthy-credentials/", heldBack);
    expect(diagnosis?.fetch.credentials).toBe("include");
  });

  test("give the same verdicts in any order of the extra information, and nothing wrong without some of it", () => {
    const whole = new Map(diagnose(readCdp(recorded)).map((diagnosis) => [keyOf(diagnosis), diagnosis]));
    const extras = recorded.filter(isExtra);
    const others = recorded.filter((event) => !isExtra(event));
    const kept = fc.oneof(fc.subarray(extras), fc.constant(extras));
    fc.assert(
      fc.property(kept, fc.infiniteStream(fc.nat(3)), (late, pace) => {
        const partial = diagnose(readCdp(mixedIn(others, late, pace)));
        expect(partial.map(keyOf).toSorted()).toEqual([...whole.keys()].toSorted());
        for (const diagnosis of partial) {
          const full = whole.get(keyOf(diagnosis));
          if (diagnosis.verdict?.certainty === "certain") expect(diagnosis.verdict.cause).toBe(full?.verdict?.cause);
          if (full?.outcome === "allowed") expect(diagnosis.outcome).toBe("allowed");
        }
        if (late.length === extras.length) expect(verdicts(partial)).toEqual(verdicts([...whole.values()]));
      }),
      { numRuns: 200 },
    );
  });

  test("leave out a request that waits for its response, with its preflight, and keep a stream that has one", () => {
    const waiting = recorded.filter((event) => !isEndOf("/origin-trailing-slash/", "loadingFailed")(event));
    expect(about("/origin-trailing-slash/", recorded)).toHaveLength(1);
    expect(about("/origin-trailing-slash/", waiting)).toEqual([]);
    const streaming = recorded.filter((event) => !isEndOf("/healthy-credentials/", "loadingFinished")(event));
    expect(about("/healthy-credentials/", streaming).map(({ outcome }) => outcome)).toEqual(["allowed"]);
  });

  test("count a cross-origin request that waits for its response, with its preflight and its redirects, as one", () => {
    const countOf = (...events: CdpEvent[]) => countPendingFetches(readCdp(events));
    const request = (requestId: string, url: string, more: object = {}): CdpEvent => ({
      method: "Network.requestWillBeSent",
      params: {
        requestId,
        loaderId: "A",
        documentURL: "https://app.example/",
        type: "Fetch",
        timestamp: 1,
        wallTime: 1_800_000_000,
        initiator: { type: "script" },
        request: { url, method: "PUT", headers: {} },
        ...more,
      },
    });
    const page = request("A", "https://app.example/", { type: "Document" });
    const loaded: CdpEvent = {
      method: "Network.responseReceived",
      params: { requestId: "A", response: { status: 200 } },
    };
    const own = request("own", "https://app.example/slow");
    const api = request("api", "https://api.example/slow");
    const preflight = request("pre", "https://api.example/slow", {
      type: "Preflight",
      initiator: { type: "preflight", requestId: "api" },
      request: { url: "https://api.example/slow", method: "OPTIONS", headers: {} },
    });
    const redirect = request("own", "https://api.example/moved", {
      timestamp: 2,
      redirectResponse: { status: 307, headers: { Location: "https://api.example/moved" } },
    });
    expect(countOf(page, loaded, own)).toBe(0);
    expect(countOf(page, loaded, own, api)).toBe(1);
    expect(countOf(page, loaded, own, api, preflight)).toBe(1);
    expect(countOf(page, loaded, own, redirect, api, preflight)).toBe(2);
    expect(countOf(...recorded)).toBe(0);
    expect(readCdp(recorded)).not.toHaveProperty("pending");
  });

  test("count a request that waits for its response in the summary", () => {
    const summary = (events: readonly CdpEvent[]) => {
      const recording = readCdp(events);
      return summaryOf({ diagnoses: diagnose(recording), pending: countPendingFetches(recording) });
    };
    const [, all] = /^(\d+)/.exec(summary(recorded)) ?? [];
    expect(summary(recorded)).not.toContain("without a response");
    const waiting = recorded.filter((event) => !isEndOf("/origin-trailing-slash/", "loadingFailed")(event));
    expect(summary(waiting)).toMatch(new RegExp(`^${all} cross-origin requests: .*, 1 without a response yet\\.$`));
  });

  test("do not wait for the preflight of a canceled request", () => {
    const preflights = new Set(recorded.flatMap((event) => (isPreflight(event) ? [idOf(event)] : [])));
    const recorder = recordCdp();
    for (const event of recorded) {
      if (isPreflight(event) || !preflights.has(idOf(event))) recorder.take(event);
      if (isPreflight(event)) expect(recorder.pending()).not.toEqual([]);
    }
    expect(preflights.size).toBeGreaterThan(10);
    expect(recorder.pending()).toEqual([]);
  });

  test("report a refusal whose request was not reported", () => {
    const blind = recorded.filter(({ method }) => method !== "Network.requestWillBeSent");
    const { exchanges, problems } = readCdp(blind);
    expect(exchanges).toEqual([]);
    expect(problems).toHaveLength(recorded.flatMap(({ params }) => corsErrorOf(params)).length);
    expect(problems.join()).toContain("(Chrome: MissingAllowOriginHeader)");
    expect(readCdp(recorded).problems).toEqual([]);
  });

  test("may be anything", () => {
    const methods = fc.constantFrom(...new Set(recorded.map(({ method }) => method)), "Page.loaded", "__proto__");
    const events = fc.array(fc.record({ method: methods, params: fc.oneof(fc.anything(), mangledParams()) }));
    fc.assert(fc.property(events, (list) => void diagnose(readCdp(list))));
  });
});

describe("Chromium's CORS error", () => {
  const isBlocked = isEndOf("/worker/orders", "loadingFailed");
  const contradicting = (corsErrorStatus: object | undefined) =>
    recorded.map((event) =>
      isBlocked(event) ? { ...event, params: { ...(event.params as object), corsErrorStatus } } : event,
    );
  const report = (events: readonly CdpEvent[]) => {
    const recording = readCdp(events);
    const source = { source: "page", recording, diagnoses: diagnose(recording) };
    return [...text.write([source], { ...defaultOptions, columns: 100 })].join("");
  };

  test("changes no verdict, and is reported where it differs", () => {
    const mismatch = contradicting({ corsError: "AllowOriginMismatch" });
    expect(about("/worker/orders", mismatch)).toMatchObject([
      { verdict: { cause: "missing-allow-origin" }, differingCorsError: "AllowOriginMismatch" },
    ]);
    expect(report(mismatch)).toContain("Chrome reports AllowOriginMismatch.");
    expect(report(contradicting(undefined))).toContain("Chrome does not report a CORS error.");
    expect(report(recorded)).not.toContain("Chrome reports");
  });

  test("is reported where the response was not recorded", () => {
    const blind = recorded.filter((event) => !(isExtra(event) && idOf(event) === idOfUrl("/worker/orders")));
    expect(about("/worker/orders", blind)).toMatchObject([
      { outcome: "refused", verdict: null, differingCorsError: "MissingAllowOriginHeader" },
    ]);
    expect(report(blind)).toContain("Chrome reports MissingAllowOriginHeader.");
  });
});

function about(part: string, events: readonly CdpEvent[]): Diagnosis[] {
  return diagnose(readCdp(events)).filter(({ fetch }) => lastHop(fetch).url.includes(part));
}

function verdicts(diagnoses: readonly Diagnosis[]): string[] {
  return diagnoses.flatMap(({ outcome, verdict }) =>
    outcome === "refused" ? [verdict?.reportedAs.chrome ?? "none"] : [],
  );
}

function keyOf({ fetch }: Diagnosis): string {
  return fetch.hops[0]?.actual?.requestId ?? "";
}

function corsErrorOf(params: unknown): string[] {
  const { corsErrorStatus } = params as { corsErrorStatus?: { corsError: string } };
  return corsErrorStatus ? [corsErrorStatus.corsError] : [];
}

function idOf({ params }: CdpEvent): string {
  return (params as { requestId: string }).requestId;
}

/** The id of the first request, preflights left out, whose URL has the part. */
function idOfUrl(part: string): string | undefined {
  const found = recorded.find(({ method, params }) => {
    const { request, initiator } = params as { request: { url: string }; initiator: { type: string } };
    return method === "Network.requestWillBeSent" && initiator.type !== "preflight" && request.url.includes(part);
  });
  return found && idOf(found);
}

/** The late events mixed into the others, both in their own order. */
function mixedIn(others: readonly CdpEvent[], late: readonly CdpEvent[], pace: Iterator<number>): CdpEvent[] {
  const waiting = [...late];
  const events: CdpEvent[] = [];
  for (const event of others) events.push(...waiting.splice(0, pace.next().value), event);
  return [...events, ...waiting];
}

function mangledParams() {
  const part = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(fc.string(), fc.anything()));
  return fc.record(
    {
      requestId: fc.constantFrom("1", "2"),
      request: part,
      response: part,
      redirectResponse: part,
      headers: part,
      initiator: part,
    },
    { requiredKeys: ["requestId"] },
  );
}
