import { describe, expect, test } from "vitest";
import { diagnose, lastHop, readHar } from "../../src/index.ts";
import { api, entry, fetchesOf, fromScript, page, preflight, type Recorded } from "./entries.ts";

// Which preflight belongs to which request, where the recording has no ids that say it.

const passing = {
  "Access-Control-Allow-Origin": page,
  "Access-Control-Allow-Credentials": "true",
  "Access-Control-Allow-Methods": "PUT, PATCH",
  "Access-Control-Allow-Headers": "x-a, x-b, x-c",
};

/** A `PUT` that got a response. */
const sent = (at: number, more: Recorded = {}) =>
  entry({ method: "PUT", at, takes: 20, ...more, headers: { Origin: page, ...more.headers } });
/** A `PUT` that its preflight stopped. */
const unsent = (at: number, more: Recorded = {}) =>
  entry({
    method: "PUT",
    at,
    takes: 12,
    sent: false,
    error: "net::ERR_FAILED",
    ...more,
    headers: { Referer: `${page}/`, ...more.headers },
  });

interface Asked extends Recorded {
  readonly of?: string;
  readonly number?: number;
  readonly names?: string;
  readonly origin?: string;
}

/** A preflight; it has Chromium's number of its request where that is given. */
function asking({ names, origin = page, ...recorded }: Asked) {
  const headers = { Origin: origin, ...(names && { "Access-Control-Request-Headers": names }) };
  const entry = preflight({ takes: 9, ...recorded, headers });
  return recorded.number === undefined ? { ...entry, _initiator: { type: "preflight" } } : entry;
}
/** A preflight that passes. */
const passes = (at: number, more: Asked = {}) => asking({ at, status: 204, answer: passing, ...more });
/** A preflight that fails. */
const fails = (at: number, more: Asked = {}) => asking({ at, status: 404, answer: passing, ...more });

const lost = { status: 0, error: "net::ERR_CONNECTION_RESET" };
/** A preflight that passes for requests without credentials only. */
const passesWithout = (at: number, more: Asked = {}) => {
  const { "Access-Control-Allow-Credentials": _, ...answer } = passing;
  return passes(at, { answer, ...more });
};
const withoutError = ({ response: { _error, ...response }, ...one }: ReturnType<typeof entry>) => ({
  ...one,
  response,
});

/** The index of each request, and of its preflight; null for what has none. */
function pairsOf(...entries: readonly object[]) {
  return fetchesOf(entries).map((fetch) => {
    const { actual, preflight } = lastHop(fetch);
    return [actual?.index ?? null, preflight?.index ?? null];
  });
}

const paired = [[0, 1]];
const apart = [
  [0, null],
  [null, 1],
];

describe("the only preflight for a URL and a method belongs to the only request", () => {
  test("with that URL and method", () => {
    expect(pairsOf(sent(0), passes(1))).toEqual(paired);
    expect(pairsOf(sent(0), passes(1, { of: "PATCH" }))).toEqual(apart);
    expect(pairsOf(sent(0), passes(1, { url: `${api}/2` }))).toEqual(apart);
  });

  test("that was open when it began, where a recorder may be late by a second", () => {
    expect(pairsOf(sent(1001), passes(1))).toEqual(paired);
    expect(pairsOf(sent(1002), passes(1))).toHaveLength(2);
    const unanswered = (at: number) => passes(at, { status: 0, error: "net::ERR_FAILED" });
    expect(pairsOf(sent(0), unanswered(1020))).toEqual(paired);
    expect(pairsOf(sent(0), unanswered(1021))).toEqual(apart);
  });

  test("that ended after its response, where a busy machine may be late by 200 ms", () => {
    expect(pairsOf(sent(0), passes(1, { takes: 219 }))).toEqual(paired);
    expect(pairsOf(sent(0), passes(1, { takes: 220 }))).toEqual(apart);
    expect(pairsOf(sent(0, { takes: 0 }), passes(1, { takes: 900 }))).toEqual(paired);
  });
});

describe("of several preflights for a URL and a method, the one of a request", () => {
  test("asks for its headers", () => {
    const ofA = sent(1, { headers: { "X-A": "1" } });
    const ofB = sent(0, { headers: { "X-B": "1" } });
    expect(pairsOf(ofA, ofB, passes(2, { names: "x-b" }), passes(2, { names: "x-a" }))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("asks for several of its headers in the order of their names", () => {
    const both = sent(0, { headers: { "X-B": "1", "X-A": "1" } });
    const one = sent(0, { headers: { "X-A": "1" } });
    expect(pairsOf(both, one, passes(1, { names: "x-a" }), passes(1, { names: "x-a,x-b" }))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("has its origin, which the referrer tells of a request that was not sent", () => {
    const other = "https://frame.example";
    const ofFrame = unsent(0, { headers: { Referer: `${other}/x` } });
    const ofPage = unsent(0);
    expect(pairsOf(ofFrame, ofPage, fails(1), fails(1, { origin: other }))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    const withoutReferrer = unsent(0, { headers: { Referer: "" } });
    expect(pairsOf(withoutReferrer, fails(1, { origin: other }), fails(1, { origin: "null" }))).toEqual([
      [0, 2],
      [null, 1],
    ]);
    expect(pairsOf(withoutReferrer, ofPage, fails(1), fails(1, { origin: "null" }))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("is of its page", () => {
    const pages = [
      { id: "page_1", title: `${page}/` },
      { id: "page_2", title: `${page}/2` },
    ];
    const entries = [unsent(0, { pageref: "page_2" }), unsent(0), fails(1), fails(1, { pageref: "page_2" })];
    expect(fetchesOf(entries, pages).map((fetch) => lastHop(fetch).preflight?.index)).toEqual([3, 2]);
  });

  test("failed, where the request was not sent, and passed, where it was", () => {
    expect(pairsOf(unsent(1), sent(0), passes(2), fails(2))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(pairsOf(sent(0), unsent(0), fails(1), passes(1))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("passed only without credentials, where the request was not sent and others were", () => {
    expect(pairsOf(sent(0), unsent(0), passesWithout(1), passes(1))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("began first, of those that passed only without credentials, where more were made than were stopped", () => {
    expect(pairsOf(sent(0), unsent(1), passesWithout(1), passesWithout(2))).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(pairsOf(unsent(0), sent(1), passesWithout(1), passesWithout(2))).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(pairsOf(sent(0), sent(0), unsent(1), passes(1), passesWithout(1), passesWithout(2))).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
  });

  test("got no response, where the request failed with the network", () => {
    expect(pairsOf(sent(0), unsent(0, { error: lost.error }), passes(1, lost), passes(1))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(pairsOf(sent(0), unsent(0, { takes: 30 }), passes(1, lost), passes(1))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("got no response, rather than an error, where the request failed with the network before it was sent", () => {
    expect(pairsOf(unsent(0), unsent(0, { error: lost.error }), passes(1, lost), fails(1))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("passed, where the request was sent and lost", () => {
    const lost = sent(0, { status: 0, error: "net::ERR_FAILED" });
    expect(pairsOf(lost, fails(1), passes(1))).toEqual([
      [0, 2],
      [null, 1],
    ]);
    expect(pairsOf(lost, unsent(0), fails(1), passes(1))).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("may have passed or failed, where the request is a worker's, of which DevTools hide the response", () => {
    const inWorker = { pageref: "", initiator: fromScript(`${page}/worker.js`) };
    expect(pairsOf(unsent(0, inWorker), passes(1), fails(2))).toEqual([
      [0, 1],
      [null, 2],
    ]);
    expect(pairsOf(unsent(0), passes(1), fails(2))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("failed, where the request was not sent, whatever error is recorded", () => {
    const inWorker = { pageref: "", initiator: fromScript(`${page}/worker.js`) };
    for (const request of [unsent(0), unsent(0, { error: null }), withoutError(unsent(0, inWorker))])
      expect(pairsOf(request, passes(1), fails(2))).toEqual([
        [0, 2],
        [null, 1],
      ]);
  });

  test("may have passed or failed, where the recorder does not tell how the request ended", () => {
    expect(pairsOf(withoutError(sent(0, { status: 0 })), fails(1), passes(2))).toEqual([
      [0, 1],
      [null, 2],
    ]);
    expect(pairsOf(withoutError(unsent(0)), passes(1), fails(2))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("has its number, where the recording lists the requests as they were made", () => {
    const all = [
      sent(0),
      passes(1, { number: 7 }),
      sent(0),
      sent(0),
      passes(1, { number: 9 }),
      passes(1, { number: 8 }),
    ];
    expect(pairsOf(...all)).toEqual([
      [0, 1],
      [2, 5],
      [3, 4],
    ]);
  });

  test("has its number also where another request needed none, because its preflight was cached", () => {
    const elsewhere = { url: `${api}/other` };
    const first = [entry({ url: page }), sent(0, elsewhere), passes(1, { number: 6, ...elsewhere })];
    expect(pairsOf(...first, sent(5), passes(6, { number: 7 }), sent(5), sent(5), passes(6, { number: 9 }))).toEqual([
      [1, 2],
      [3, 4],
      [5, null],
      [6, 7],
    ]);
  });

  test("began after it, and ended before it", () => {
    expect(pairsOf(sent(0), passes(1), sent(400), passes(401))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(pairsOf(passes(1), passes(401), sent(400), sent(0))).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });

  test("ended just before it, where it stopped the request", () => {
    expect(
      pairsOf(unsent(1, { takes: 300 }), unsent(0, { takes: 100 }), fails(1, { takes: 95 }), fails(1, { takes: 297 })),
    ).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("passed, and belongs to the request that got a response rather than to one that failed with the network", () => {
    expect(pairsOf(unsent(0, lost), sent(0), passes(1))).toEqual([
      [0, null],
      [1, 2],
    ]);
    const early = unsent(0, { takes: 5 });
    const [failed, answered] = [sent(0, { ...lost, takes: 400 }), sent(0, { takes: 400 })];
    expect(pairsOf(early, failed, answered, passesWithout(10, { takes: 300 }))).toEqual([
      [0, null],
      [1, null],
      [2, 3],
    ]);
  });

  test.each([
    ["passed, and the requests were lost", sent(0, lost), passes(1)],
    ["failed, although the requests failed with the network", unsent(0, lost), fails(1)],
    ["got no response, and no end of the requests is recorded", withoutError(sent(0, { status: 0 })), passes(1, lost)],
    ["passed, although no request was sent", unsent(0), passes(1)],
    ["failed, although the requests got a response", sent(0), fails(1)],
  ])("began first, where all of them %s", (_, request, own) => {
    expect(pairsOf(request, request, own, own)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(pairsOf(request, own, own)).toEqual([
      [0, 1],
      [null, 2],
    ]);
  });

  test("began first, however many there are", () => {
    const [requests, preflights] = [sent, passes].map((make) => Array.from({ length: 20 }, () => make(1)));
    expect(pairsOf(...(requests ?? []), ...(preflights ?? []))).toEqual(
      Array.from({ length: 20 }, (_, index) => [index, index + 20]),
    );
  });

  test("passed without credentials, and the requests were lost, or their end is not recorded", () => {
    const early = unsent(0, { takes: 5 });
    const own = passesWithout(10, { takes: 300 });
    for (const request of [sent(0, { ...lost, takes: 400 }), withoutError(sent(0, { status: 0, takes: 400 }))])
      expect(pairsOf(early, request, request, own, own)).toEqual([
        [0, null],
        [1, 3],
        [2, 4],
      ]);
  });

  test("got a response where the request did, whatever headers it asks for", () => {
    expect(pairsOf(sent(0), passes(1, lost), passes(1, { names: "x-a" }))).toEqual([
      [0, 2],
      [null, 1],
    ]);
    expect(pairsOf(unsent(0), passes(1, { names: "x-a" }), passes(1, lost))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("got no response, and asks for the headers of a request that was not sent", () => {
    const withName = unsent(0, { headers: { "X-A": "1" } });
    expect(pairsOf(withName, sent(0), passes(1, { ...lost, names: "x-a" }), passes(1))).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  test("got no response rather than passed, where the request was not sent", () => {
    expect(pairsOf(unsent(0), passesWithout(1), passes(1, lost))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("is of its origin, although the response of another origin's fits better", () => {
    const other = "https://frame.example";
    const ofFrame = unsent(0, { headers: { Referer: `${other}/x` } });
    expect(pairsOf(sent(0), ofFrame, fails(1))).toEqual([
      [0, 2],
      [1, null],
    ]);
    expect(pairsOf(unsent(0), fails(1, { origin: other }), fails(1))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("began first, where a recorder is late with the request", () => {
    const withName = { headers: { "X-A": "1" } };
    expect(pairsOf(sent(5), sent(0, withName), passes(0), passes(0, { names: "x-a" }))).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  test("asks for headers that it has, where it has others that its own preflight did not ask for", () => {
    const overridden = sent(0, { headers: { "X-A": "1", "X-C": "1" } });
    expect(pairsOf(overridden, passes(1, { names: "x-b" }), passes(1, { names: "x-a" }))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("has the lowest number, or began first, or is recorded first", () => {
    const second = [
      [0, 2],
      [null, 1],
    ];
    expect(pairsOf(sent(0), passes(1, { number: 4 }), passes(1, { number: 2 }))).toEqual(second);
    expect(pairsOf(sent(0), passes(2), passes(1))).toEqual(second);
    expect(pairsOf(sent(0, { takes: 30 }), passes(1, { takes: 20 }), passes(1))).toEqual([
      [0, 1],
      [null, 2],
    ]);
  });

  test("belongs to the first in the recording, of requests that were made within a millisecond", () => {
    expect(pairsOf(sent(1), sent(0), passes(1))).toEqual([
      [0, 2],
      [1, null],
    ]);
  });

  test("began at most 2 ms after the request ended, and at most 2 ms before it began, if there is one", () => {
    const early = sent(0, { takes: 10 });
    const long = sent(11, { takes: 100 });
    const ofRequest = (at: number) => pairsOf(early, long, passes(at)).map(([, preflight]) => preflight);
    expect(ofRequest(12)).toEqual([2, null]);
    expect(ofRequest(13)).toEqual([null, 2]);
    expect(pairsOf(early, sent(11), passes(33)).map(([, preflight]) => preflight)).toEqual([null, 2]);
    expect(pairsOf(sent(2), passes(0), passes(1))).toEqual([
      [0, 1],
      [null, 2],
    ]);
    expect(pairsOf(sent(3), passes(0), passes(1))).toEqual([
      [0, 2],
      [null, 1],
    ]);
  });

  test("ended at most 10 ms after the request that it stopped, and at most 150 ms before it, if there is one", () => {
    const own = (takes: number, first: number, second: number) =>
      pairsOf(unsent(0, { takes }), fails(1, { takes: first }), fails(1, { takes: second }))[0]?.[1];
    expect(own(10, 19, 8)).toBe(1);
    expect(own(10, 20, 8)).toBe(2);
    expect(own(160, 9, 150)).toBe(1);
    expect(own(160, 8, 150)).toBe(2);
  });

  test("is the likeliest left, where nothing fits exactly", () => {
    // The request has a header that its recorded preflight did not ask for, as when DevTools add one.
    const overridden = sent(0, { headers: { "X-A": "1", "X-B": "1" } });
    const other = sent(0, { headers: { "X-C": "1" } });
    expect(pairsOf(other, overridden, passes(1, { names: "x-b" }), passes(1, { names: "x-c" }))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    const unexpected = [sent(0), sent(50), passes(1, { names: "x-z" }), passes(51)];
    expect(pairsOf(...unexpected)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

describe("preflights and requests that are more than a second apart", () => {
  test("do not belong together, however many there are", () => {
    expect(pairsOf(sent(0), sent(30), passes(2000), passes(2001))).toEqual([
      [0, null],
      [1, null],
      [null, 2],
      [null, 3],
    ]);
  });

  test("are paired with those of their own time", () => {
    const later = [unsent(5000), fails(5001), unsent(5002), fails(5003)];
    expect(pairsOf(sent(0), sent(1), passes(1), passes(2), ...later)).toEqual([
      [0, 2],
      [1, 3],
      [4, 5],
      [6, 7],
    ]);
  });

  test.each([
    ["a preflight without a response, and a request that got one", [sent(0), passes(1, lost)]],
    ["one that was recorded a second late", [sent(0), passes(1020, lost)]],
    ["two that are recorded the wrong way round", [passes(1), sent(0), sent(5), passes(4)]],
  ])("do not change the pairs of the others: %s", (_, entries) => {
    const pairs = pairsOf(...entries);
    const later = sent(10_000);
    expect(pairsOf(...entries, later)).toEqual([...pairs, [entries.length, null]]);
    expect(pairsOf(...entries, later, passes(10_001))).toEqual([...pairs, [entries.length, entries.length + 1]]);
    expect(pairsOf(...entries, passes(10_001))).toEqual([...pairs, [null, entries.length]]);
    const moved = pairs.map((pair) => pair.map((index) => (index === null ? null : index + 2)));
    expect(pairsOf(later, passes(10_001), ...entries)).toEqual([[0, 1], ...moved]);
  });

  test("may belong together where the time of one is not recorded", () => {
    const timeless = (one: ReturnType<typeof entry>) => {
      const { startedDateTime: _, ...rest } = one as typeof one & { readonly startedDateTime?: string };
      return rest;
    };
    expect(pairsOf(sent(0), sent(5000), passes(5001), timeless(passes(0)))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(pairsOf(passes(0), passes(5001), sent(5000), timeless(sent(0)))).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });

  test("are in the order of the recording where their times are not recorded", () => {
    const timeless = [sent(0), passes(1), sent(2), passes(3)].map(
      ({ startedDateTime, ...one }: Record<string, unknown>) => one,
    );
    expect(pairsOf(...timeless)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe("the preflight of a request that a redirect led to", () => {
  test("has the number of the first request, and its own times", () => {
    const redirect = { status: 307, redirectURL: api, answer: passing };
    const entries = [
      sent(0, { ...redirect, takes: 100 }),
      passes(1, { number: 7 }),
      sent(100, { ...redirect, takes: 100 }),
      passes(101, { number: 7 }),
      unsent(200),
      fails(201, { number: 7 }),
    ];
    const [redirected, ...others] = fetchesOf(entries);
    expect(others).toEqual([]);
    expect(redirected?.hops.map(({ actual, preflight }) => [actual?.index, preflight?.index])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });
});

describe("a number that several preflights have, because a redirect lies between them,", () => {
  const url = `${api}/2`;

  test("says nothing of the place of a request that the redirect led to", () => {
    const [first, later] = [passes(1, { number: 9 }), passes(101, { url, number: 9 })];
    expect(pairsOf(sent(0, { url }), first, sent(100, { url }), later)).toEqual([
      [0, null],
      [null, 1],
      [2, 3],
    ]);
    expect(pairsOf(sent(0, { url }), sent(100, { url }), later, first)).toEqual([
      [0, null],
      [1, 2],
      [null, 3],
    ]);
  });

  test("is that of the request before the redirect", () => {
    const other = { url: `${api}/3` };
    const entries = [sent(0), sent(0), sent(0, other), passes(1, { number: 8 }), passes(1, { number: 9, ...other })];
    expect(pairsOf(...entries, passes(20, { url, number: 8 }))).toEqual([
      [0, null],
      [1, 3],
      [2, 4],
      [null, 5],
    ]);
  });

  test("is not a number that is not recorded: a recorder may be late with these requests too", () => {
    expect(pairsOf(sent(5), sent(6), passes(0), passes(1))).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

describe("the preflights that may have stopped a request as well", () => {
  /** Of each request, the other preflights that may be its own, where the recording is not in the order of the starts. */
  const ambiguousOf = (...entries: readonly object[]) =>
    fetchesOf(entries).flatMap((fetch) => {
      const { actual, ambiguousPreflights = [] } = lastHop(fetch);
      return actual ? [[actual.index, ambiguousPreflights.map(({ index }) => index)]] : [];
    });
  const inWorker = { pageref: "", initiator: fromScript(`${page}/worker.js`) };
  const other = { status: 500 };

  test("are those with other responses that ended near it, where their numbers do not tell", () => {
    const entries = [unsent(1), unsent(0), fails(1), fails(2, other)];
    expect(ambiguousOf(...entries)).toEqual([
      [0, [2, 3]],
      [1, [2, 3]],
    ]);
    expect(ambiguousOf(unsent(0), unsent(1), fails(1, { number: 1 }), fails(2, { number: 2, ...other }))).toEqual([
      [0, []],
      [1, []],
    ]);
  });

  test("are those that pass only without credentials too, where the request was not sent", () => {
    expect(ambiguousOf(unsent(0), passesWithout(1), fails(1))).toEqual([[0, [1, 2]]]);
    expect(ambiguousOf(unsent(0, { error: "net::ERR_ABORTED" }), passesWithout(1), fails(1))).toEqual([[0, []]]);
  });

  test("are those of the same fetch before a redirect too, which have the same number", () => {
    const redirect = sent(0, { status: 307, redirectURL: api, answer: passing });
    const entries = [redirect, passesWithout(1, { number: 1 }), unsent(20), fails(21, { number: 1 })];
    expect(ambiguousOf(...entries)).toEqual([[2, [1, 3]]]);
  });

  test("are none where all of them got the same response", () => {
    expect(ambiguousOf(unsent(3), unsent(0), fails(1), fails(4))).toEqual([
      [0, []],
      [1, []],
    ]);
    for (const name of Object.keys(passing)) {
      const { [name as keyof typeof passing]: _, ...answer } = passing;
      expect(ambiguousOf(unsent(3), unsent(0), fails(1), fails(4, { answer }))[0]?.[1]).toHaveLength(2);
    }
  });

  test("are none of those that passed, or that ask for other headers", () => {
    expect(ambiguousOf(unsent(3), unsent(0), fails(1), fails(4, other), passes(4))).toEqual([
      [0, [2, 3]],
      [1, [2, 3]],
    ]);
    const withName = fails(4, { ...other, names: "x-a" });
    expect(ambiguousOf(unsent(3, { headers: { "X-A": "1" } }), unsent(0), fails(1), withName)).toEqual([
      [0, [2, 3]],
      [1, [2]],
    ]);
  });

  test("ended at most a second before the request, and at most 200 ms after it", () => {
    const early = (takes: number) => ambiguousOf(unsent(3, { takes }), unsent(0), fails(1), fails(4, other));
    expect(early(1007)[0]).toEqual([0, [2, 3]]);
    expect(early(1008)[0]).toEqual([0, [3]]);
    expect(early(2000)[0]).toEqual([0, []]);
    const [apart] = fetchesOf([unsent(3, { takes: 2000 }), unsent(0), fails(1), fails(4, other)]);
    expect(apart?.hops[0]).not.toHaveProperty("ambiguousPreflights");
    const lost = (ends: number) => fails(1, { status: 0, error: "net::ERR_FAILED", takes: ends - 1 });
    expect(ambiguousOf(unsent(3), unsent(0), fails(1), lost(212))[1]).toEqual([1, [2, 3]]);
    expect(ambiguousOf(unsent(3), unsent(0), fails(1), lost(213))[1]).toEqual([1, [2]]);
  });

  test("began at most a second before the request", () => {
    const long = fails(0, { ...other, takes: 1100 });
    expect(
      ambiguousOf(unsent(1050, { takes: 60 }), unsent(1000, { takes: 110 }), fails(1050, { takes: 40 }), long),
    ).toEqual([
      [0, [2]],
      [1, [2, 3]],
    ]);
  });

  test("have numbers of at most four requests before or after, where numbers tell of most", () => {
    const requests = Array.from({ length: 10 }, (_, index) => unsent(index * 10, { takes: 300 }));
    const preflights = requests.map((_, index) =>
      fails(index * 10 + 1, {
        takes: 290,
        number: index === 9 ? 150 : 100 + index,
        status: index % 2 === 0 ? 404 : 500,
      }),
    );
    const found = ambiguousOf(...requests, ...preflights).map(([, near]) =>
      (near as number[]).map((index) => index - 10),
    );
    expect(found[0]).toEqual([0, 1, 2, 3, 4]);
    expect(found[5]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("differ in their errors too", () => {
    const lost = (error: string) => fails(1, { status: 0, error });
    const found = ambiguousOf(unsent(3), unsent(0), lost("net::ERR_FAILED"), lost("net::ERR_INVALID_REDIRECT"));
    expect(found[0]).toEqual([0, [2, 3]]);
  });

  test("are none of a request that got a response", () => {
    expect(ambiguousOf(sent(3), unsent(0), unsent(0), fails(1), fails(1, other), passes(4))).toEqual([
      [0, []],
      [1, [3, 4]],
      [2, [3, 4]],
    ]);
  });

  test("are those of a worker's requests too", () => {
    expect(
      ambiguousOf(unsent(3, inWorker), unsent(0, inWorker), fails(1, { pageref: "page_1" }), fails(4, { ...other })),
    ).toEqual([
      [0, [2, 3]],
      [1, [2, 3]],
    ]);
  });
});

test("a recording of Firefox pairs a request with a preflight that took longer than its recorded time", () => {
  const log = { creator: { name: "Firefox", version: "153.0" }, entries: [sent(0), passes(1, { takes: 900 })] };
  const [diagnosis, ...others] = diagnose(readHar({ log }));
  expect(others).toEqual([]);
  expect(diagnosis?.fetch.hops[0]).toMatchObject({ actual: { index: 0 }, preflight: { index: 1 } });
});
