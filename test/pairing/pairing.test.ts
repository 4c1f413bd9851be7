import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnose, lastHop, readHar } from "../../src/index.ts";

const api = "http://127.0.0.1:8200/items";
const page = "http://localhost:8100";

/** One request of a page, with what decides its number and its times. */
interface PageRequest {
  readonly method: "PUT" | "PATCH";
  readonly header: "x-a" | "x-b" | null;
  /** Milliseconds since the request before. */
  readonly wait: number;
  /** Milliseconds that the preflight takes, and whether it passes; null when it is cached. */
  readonly preflight: { readonly takes: number; readonly passes: boolean } | null;
  /** Milliseconds that the actual request takes. */
  readonly takes: number;
}

const pageRequest: fc.Arbitrary<PageRequest> = fc.record({
  method: fc.constantFrom("PUT", "PATCH"),
  header: fc.constantFrom("x-a", "x-b", null),
  wait: fc.constantFrom(0, 0, 0, 1, 5),
  preflight: fc.option(fc.record({ takes: fc.integer({ min: 3, max: 300 }), passes: fc.boolean() }), { freq: 4 }),
  takes: fc.integer({ min: 1, max: 40 }),
});

describe("preflights and actual requests of one URL", () => {
  test("are paired exactly when the log lists them by start, cached preflights or not", () => {
    fc.assert(
      fc.property(fc.array(pageRequest, { minLength: 1, maxLength: 60 }), (requests) => {
        for (const { id, preflightOf } of pairsOf(record(requests)))
          expect(preflightOf).toBe(requests[id]?.preflight ? id : null);
      }),
      { numRuns: 200, seed: 8100 },
    );
  });

  test("are paired exactly when the log lists them as they end, where no two start within a millisecond", () => {
    fc.assert(
      fc.property(fc.array(pageRequest, { minLength: 1, maxLength: 60 }), (requests) => {
        const apart = requests.map((request) => ({ ...request, wait: request.wait + 2 }));
        const delivered = [...record(apart)].sort((a, b) => a.end - b.end);
        for (const { id, preflightOf } of pairsOf(delivered))
          expect(preflightOf).toBe(requests[id]?.preflight ? id : null);
      }),
      { numRuns: 100, seed: 8400 },
    );
  });

  test("get the right verdict whatever the order of delivery", () => {
    fc.assert(
      fc.property(fc.array(pageRequest, { minLength: 1, maxLength: 40 }), (requests) => {
        const delivered = [...record(requests)].sort((a, b) => a.end - b.end);
        for (const { id, outcome } of pairsOf(delivered)) {
          expect(outcome).toBe(requests[id]?.preflight?.passes === false ? "refused" : "allowed");
        }
      }),
      { numRuns: 200, seed: 8200 },
    );
  });
});

test("a preflight that was answered after a request had ended is never its preflight", () => {
  const time = fc.record({ start: fc.nat(3000), takes: fc.integer({ min: 1, max: 2000 }) });
  const actual = fc.record({ time, isSent: fc.boolean() });
  const preflight = fc.record({ time, passes: fc.boolean(), number: fc.nat(9) });
  const start = Date.UTC(2026, 10, 23);
  const own = [{ name: "x-id", value: "1" }];
  const lists = fc.tuple(fc.array(actual, { minLength: 1, maxLength: 8 }), fc.array(preflight, { maxLength: 8 }));
  let paired = 0;
  fc.assert(
    fc.property(lists, ([actuals, preflights]) => {
      const entries = [
        ...actuals.map(({ time, isSent }) => actualEntry("PUT", own, start + time.start, time.takes, isSent, api)),
        ...preflights.map(({ time, passes, number }) =>
          preflightEntry(number, "PUT", "x-id", start + time.start, { takes: time.takes, passes }, api),
        ),
      ].sort((a, b) => a.startedDateTime.localeCompare(b.startedDateTime));
      for (const { fetch } of diagnose(readHar({ log: { creator: { name: "WebInspector" }, entries } }))) {
        const { actual, preflight } = lastHop(fetch);
        if (!actual || !preflight) continue;
        paired++;
        expect(preflight.endedAt).toBeLessThanOrEqual(actual.endedAt + lateRecording);
      }
    }),
    { numRuns: 300, seed: 8300 },
  );
  expect(paired).toBeGreaterThan(300);
});

/** Milliseconds by which a busy Chromium may record the end of a preflight late. */
const lateRecording = 200;

test("preflights are paired although requests that are not recorded have numbers too", () => {
  const start = Date.UTC(2026, 10, 23);
  const own = (id: number) => [{ name: "x-id", value: String(id) }];
  const passed = { takes: 30, passes: true };
  const earlier = Array.from({ length: 40 }, (_, id) => [
    { end: 0, entry: actualEntry("PUT", own(id), start + id * 40, 60, true, `${api}/${id}`) },
    { end: 0, entry: preflightEntry(id, "PUT", "x-id", start + id * 40 + 1, passed, `${api}/${id}`) },
  ]);
  // The same preflight response stops half of the requests, which carry credentials; the third preflight is cached.
  const later = Array.from({ length: 12 }, (_, index) => {
    const [id, now, sent] = [40 + index, start + 2000 + 4 * index, index % 2 === 0];
    const actual = { end: 0, entry: actualEntry("PUT", own(id), now, sent ? 51 : 33, sent, api) };
    const preflight = { end: 0, entry: preflightEntry(id + 7, "PUT", "x-id", now + 1, passed, api) };
    return index === 2 ? [actual] : [actual, preflight];
  });
  const pairs = pairsOf([...earlier, ...later].flat());
  expect(pairs.map(({ id, preflightOf }) => preflightOf ?? id + 7)).toEqual(pairs.map(({ id }) => id + 7));
  expect(pairs.map(({ outcome }) => outcome)).toEqual(pairs.map(({ id }) => (id % 2 === 0 ? "allowed" : "refused")));
});

test("an empty `Access-Control-Allow-Origin` is another response than one without it", () => {
  const start = Date.UTC(2026, 10, 23);
  const preflight = (headers: readonly object[]) => {
    const entry = preflightEntry(0, "PUT", "x-id", start + 1, { takes: 5, passes: true }, api);
    const initiator = { ...entry._initiator, requestId: "" };
    return { ...entry, _initiator: initiator, response: { ...entry.response, headers } };
  };
  const stopped = actualEntry("PUT", [{ name: "x-id", value: "0" }], start, 8, false, api);
  const empty = preflight([{ name: "Access-Control-Allow-Origin", value: "" }]);
  const ambiguousIn = (preflights: readonly object[]) => {
    const entries = [stopped, stopped, ...preflights];
    return diagnose(readHar({ log: { creator: { name: "WebInspector" }, entries } })).map(
      ({ fetch }) => lastHop(fetch).ambiguousPreflights?.length,
    );
  };
  expect(ambiguousIn([empty, empty])).toEqual([undefined, undefined]);
  expect(ambiguousIn([empty, preflight([])])).toEqual([2, 2]);
});

interface Recorded {
  readonly end: number;
  readonly entry: Record<string, unknown>;
}

/**
 * The entries that `getHAR()` lists for the requests, in the order of their starts, after one request to another URL.
 */
function record(requests: readonly PageRequest[]): Recorded[] {
  let now = Date.UTC(2026, 10, 23);
  const passed = { takes: 5, passes: true };
  const recorded: Recorded[] = [
    { end: now + 9, entry: actualEntry("PUT", [{ name: "x-id", value: "-1" }], now, 9, true, `${api}/first`) },
    { end: now + 6, entry: preflightEntry(-1, "PUT", "x-id", now + 1, passed, `${api}/first`) },
  ];
  for (const [id, { method, header, wait, preflight, takes }] of requests.entries()) {
    now += wait;
    const headers = [{ name: "x-id", value: String(id) }, ...(header ? [{ name: header, value: "1" }] : [])];
    const sent = preflight?.passes !== false;
    const answered = now + 1 + (preflight?.takes ?? 0);
    const end = sent ? answered + takes : answered + 2;
    recorded.push({ end, entry: actualEntry(method, headers, now, end - now, sent, api) });
    if (!preflight) continue;
    const names = ["x-id", ...(header ? [header] : [])].sort().join();
    recorded.push({ end: answered, entry: preflightEntry(id, method, names, now + 1, preflight, api) });
  }
  return recorded;
}

function actualEntry(method: string, own: readonly object[], start: number, time: number, sent: boolean, url: string) {
  const wire = [
    { name: "Host", value: "127.0.0.1:8200" },
    { name: "Origin", value: page },
  ];
  return {
    _initiator: { type: "script", stack: { callFrames: [{ url: `${page}/`, lineNumber: 1, columnNumber: 2 }] } },
    _resourceType: "fetch",
    pageref: "page_1",
    request: {
      method,
      url,
      httpVersion: sent ? "HTTP/1.1" : "",
      headersSize: sent ? 200 : -1,
      headers: [...own, { name: "Referer", value: `${page}/` }, ...(sent ? wire : [])],
    },
    response: {
      status: sent ? 200 : 0,
      headers: sent ? [{ name: "Access-Control-Allow-Origin", value: page }] : [],
      redirectURL: "",
      _error: sent ? null : "net::ERR_FAILED",
    },
    startedDateTime: new Date(start).toISOString(),
    time,
  };
}

function preflightEntry(
  id: number,
  method: string,
  names: string,
  start: number,
  { takes, passes }: NonNullable<PageRequest["preflight"]>,
  url: string,
) {
  return {
    _initiator: { type: "preflight", url, requestId: `4711.${id + 3}` },
    _resourceType: "preflight",
    pageref: "page_1",
    request: {
      method: "OPTIONS",
      url,
      httpVersion: "HTTP/1.1",
      headersSize: 200,
      headers: [
        { name: "Host", value: "127.0.0.1:8200" },
        { name: "Origin", value: page },
        { name: "Access-Control-Request-Method", value: method },
        { name: "Access-Control-Request-Headers", value: names },
        { name: "x-number", value: String(id) },
      ],
    },
    response: {
      status: passes ? 204 : 404,
      headers: passes
        ? [
            { name: "Access-Control-Allow-Origin", value: page },
            { name: "Access-Control-Allow-Methods", value: "PUT, PATCH" },
            { name: "Access-Control-Allow-Headers", value: "x-id, x-a, x-b" },
          ]
        : [],
      redirectURL: "",
      _error: null,
    },
    startedDateTime: new Date(start).toISOString(),
    time: takes,
  };
}

function pairsOf(recorded: readonly Recorded[]) {
  const log = { creator: { name: "WebInspector" }, entries: recorded.map(({ entry }) => entry) };
  const ofUrl = diagnose(readHar({ log })).filter(({ fetch }) => lastHop(fetch).url === api);
  return ofUrl.map(({ fetch, outcome }) => {
    const { actual, preflight } = lastHop(fetch);
    const read = (headers: readonly { name: string; value: string }[] = [], name = "") =>
      headers.find((header) => header.name === name)?.value;
    const number = read(preflight?.requestHeaders, "x-number");
    return {
      id: Number(read(actual?.requestHeaders, "x-id")),
      preflightOf: number === undefined ? null : Number(number),
      outcome,
    };
  });
}
