import { describe, expect, test } from "vitest";
import { type CorsFetch, lastHop } from "../../src/index.ts";
import { api, entry, fetchesOf, page, preflight, type Recorded } from "./entries.ts";

// Chromium numbers the requests of a page as they are made, and writes the number of a request on its preflight. Which number the
// first request has is not recorded: it follows from requests whose preflight is known by other means.

const passing = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Methods": "PUT" };
const withCredentials = { ...passing, "Access-Control-Allow-Credentials": "true" };

/** A `PUT` that got a response. */
const sent = (at: number, more: Recorded = {}) =>
  entry({ method: "PUT", at, takes: 30, ...more, headers: { Origin: page, ...more.headers } });
/** A `PUT` that its preflight stopped. */
const unsent = (at: number, more: Recorded = {}) =>
  sent(at, { sent: false, error: "net::ERR_FAILED", takes: 12, ...more });
/** The preflight of the request with a number; it passes. */
const numbered = (number: number, at: number, more: Parameters<typeof preflight>[0] = {}) =>
  preflight({ at, takes: 9, status: 204, answer: withCredentials, number, ...more });
/** A request with this number, and its preflight, both known by a URL that no other request has. */
const known = (number: number, at: number) => {
  const url = `${api}/${number}`;
  return [sent(at, { url }), numbered(number, at + 1, { url })];
};

/** The number of the preflight of each request to the URL that most requests have; undefined where it has none. */
function numbersOf(...entries: readonly object[]) {
  return fetchesOf(entries).flatMap((fetch) => {
    const { actual, preflight, url } = lastHop(fetch);
    return actual && url === api ? [Number(preflight?.initiator.requestId.split(".")[1] ?? Number.NaN)] : [];
  });
}

const none = Number.NaN;
const unrecorded = (count: number) => Array.from({ length: count }, () => none);

describe("the number of a preflight", () => {
  test("names a request that ended long before, where a recorder is late with the preflight", () => {
    expect(numbersOf(...known(7, 0), unsent(20), unsent(171), numbered(8, 172, { status: 404 }))).toEqual([8, none]);
  });

  test("names one of several requests that were made in one millisecond", () => {
    const preflights = [numbered(8, 1, { takes: 15 }), numbered(9, 1, { takes: 5 })];
    expect(numbersOf(...known(7, 0), sent(0), sent(0), ...preflights)).toEqual([8, 9]);
    // Most numbers are those of requests that are not recorded.
    const others = [20, 21, 22, 23, 24, 25, 26, 27].map((number) => numbered(number, 1));
    expect(numbersOf(...known(7, 0), sent(0), sent(0), ...preflights, ...others)).toEqual([8, 9]);
  });

  test("is that of a request that is not recorded, where it names none", () => {
    expect(numbersOf(...known(7, 0), sent(5), numbered(6, 6), numbered(8, 6))).toEqual([8]);
  });

  test("does not name a request that it cannot have been sent for, such as one recorded out of order", () => {
    const preflights = [numbered(9, 1), numbered(8, 1, { answer: passing })];
    expect(numbersOf(...known(7, 0), sent(0), unsent(0), ...preflights)).toEqual([9, 8]);
  });

  test("does not name a request with another result, where a request was not recorded", () => {
    const requests = [10, 20, 30, 40].flatMap((at, index) => [sent(at), numbered(8 + index, at + 1)]);
    const stopped = numbered(12, 51, { status: 404 });
    expect(numbersOf(...known(7, 0), ...requests, sent(50), unsent(50), stopped)).toEqual([8, 9, 10, 11, none, 12]);
  });

  test("does not name a request with other headers", () => {
    expect(numbersOf(sent(0, { headers: { "X-A": "1" } }), sent(0), numbered(7, 1))).toEqual([none, 7]);
  });

  test("names none of the requests of one millisecond, where they are recorded as they ended", () => {
    const first = sent(0, { url: `${api}/first`, takes: 500 });
    const preflights = [numbered(10, 11), numbered(9, 11, { takes: 20 })];
    const recorded = [...known(8, 5).toReversed(), ...preflights, sent(10, { takes: 20 }), sent(10), first];
    expect(numbersOf(...recorded)).toEqual([10, 9]);
  });

  test("proves nothing within a millisecond whose requests are listed as they ended, as another number shows", () => {
    // The first number names the request of another method, and the second the request that the first preflight stopped.
    const patch = entry({ method: "PATCH", headers: { Origin: page } });
    const ofPatch = numbered(10, 1, { of: "PATCH" });
    const preflights = [numbered(8, 1, { status: 404 }), numbered(9, 1, { answer: passing }), ofPatch];
    expect(numbersOf(...known(7, 0), patch, unsent(0), sent(0), ...preflights)).toEqual([10, 8, 9]);
  });

  test("names a request of the same millisecond, by the number of the first request that explains most preflights", () => {
    const numbersFrom = (first: number) => Array.from({ length: 20 }, (_, index) => first + index);
    const before = numbersFrom(-8).flatMap((number) => known(number, 10 * number));
    const later = numbersFrom(18);
    // Two requests are not recorded. The next ones are listed as they ended, and then one by one.
    const requests = [sent(2000), unsent(2000), sent(2001), unsent(2001)];
    const preflights = [14, 15, 16, 17].map((number) => numbered(number, 2002, number % 2 ? {} : { status: 404 }));
    // Some of these are stopped, so that no other number of the first request explains as many.
    const stopped = [19, 20, 24, 28, 29, 30, 32, 35];
    const others = later.flatMap((number) => {
      const at = 2000 + 10 * number;
      return stopped.includes(number)
        ? [unsent(at), numbered(number, at + 1, { status: 404 })]
        : [sent(at), numbered(number, at + 1)];
    });
    expect(numbersOf(...before, ...requests, ...preflights, ...others)).toEqual([15, 14, 17, 16, ...later]);
  });

  test("names a request of the same millisecond rather than an earlier one without a preflight", () => {
    const cached = sent(-50, { takes: 90 });
    const patch = entry({ method: "PATCH", headers: { Origin: page } });
    const preflights = [numbered(9, 1, { of: "PATCH" }), numbered(10, 1)];
    expect(numbersOf(cached, ...known(8, -20), sent(0), patch, ...preflights)).toEqual([none, 10, 9]);
  });
});

describe("the number of the first request", () => {
  test("is the one that most preflights agree on", () => {
    const early = known(3, 0);
    // Four requests are not recorded.
    const later = [...known(8, 10), ...known(9, 20)];
    const burst = Array.from({ length: 8 }, () => sent(50));
    const preflights = [14, 10, 12].map((number) => numbered(number, 51));
    expect(numbersOf(...early, ...later, ...burst, ...preflights)).toEqual([10, none, 12, none, 14, ...unrecorded(3)]);
  });

  test("is none that only one preflight shows, which may be that of a request that is not recorded", () => {
    const unnumbered = (at: number, more: Recorded = {}) => ({
      ...numbered(0, at, more),
      _initiator: { type: "preflight" },
    });
    const ofFirst = (...entries: readonly object[]) => lastHop(fetchesOf(entries)[0] as CorsFetch).preflight?.index;
    expect(ofFirst(sent(0), unnumbered(1), numbered(9, 1), ...known(11, 0), ...known(12, 0))).toBe(1);
    const [stopped, late] = [unnumbered(1, { status: 404 }), numbered(9, 51, { status: 404 })];
    expect(ofFirst(unsent(0), stopped, late, ...known(12, 0))).toBe(1);
  });

  test("is another one in each renderer process", () => {
    const ofOther = (number: number, at: number, url = api) => ({
      ...numbered(number, at, { url }),
      _initiator: { type: "preflight", url, requestId: `78.${number}` },
    });
    const url = `${api}/other`;
    const both = [...known(7, 0), sent(0, { url }), ofOther(7, 1, url)];
    const entries = [...both, sent(5), sent(5), ofOther(9, 6), numbered(9, 6)];
    const preflights = fetchesOf(entries).map((fetch) => lastHop(fetch).preflight?.initiator.requestId);
    expect(preflights).toEqual(["77.7", "78.7", "77.9", "78.9"]);
  });

  test("is another one before some requests that are not recorded", () => {
    const burst = [sent(0), sent(0), sent(0), numbered(3, 1), numbered(5, 1)];
    const later = [11, 12, 13, 14].flatMap((number, index) => known(number, 2000 + 10 * index));
    expect(numbersOf(...burst, ...known(6, 1), ...later)).toEqual([3, none, 5]);
  });
});
