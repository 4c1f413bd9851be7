import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { diagnoseLog } from "../../../extension/recording/diagnosed-log.ts";
import { createEntryArchive } from "../../../extension/recording/entry-archive.ts";
import { createLeanCopies } from "../../../extension/recording/lean-entry.ts";
import { type Entry, isDelivered, startKey } from "../../../extension/recording/log.ts";
import { createRecords } from "../../../extension/recording/records.ts";
import { countKeys, splitBetweenKeys, unsettledEntries } from "../../../extension/recording/unsettled-entries.ts";
import { type Diagnosis, plainDiagnosis, recognition } from "../../../src/index.ts";
import { captured } from "../fakes.ts";

afterEach(() => void vi.useRealTimers());

/** An entry as Chromium gives it; `at` is its start in milliseconds. */
function entry(url: string, at: number, response: { status: number; _error: string | null }): Entry {
  const headers = [{ name: "Host", value: "api.example" }];
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 5,
    request: { method: "GET", url, headers },
    response: { ...response, headers: [{ name: "Date", value: "today" }] },
    timings: { send: 1, wait: 3, receive: 1 },
    cache: {},
    _resourceType: "fetch",
  } as Entry;
}

const passed = (url: string, at: number) => entry(url, at, { status: 200, _error: null });
const refused = (url: string, at: number) => entry(url, at, { status: 200, _error: "net::ERR_FAILED" });
const urlsIn = (entries: readonly Entry[]) => entries.map(({ request }) => request.url);

describe("a lean copy of a delivered entry", () => {
  test("leads to the same diagnoses in every recording of Chromium", () => {
    const describeAll = (entries: readonly Entry[]) => {
      const { diagnoses, notesOf } = diagnoseLog({ version: "1.2", creator: {}, pages: [], entries }, recognition);
      const withoutExchanges = ({ fetch, ...others }: Diagnosis) => ({
        ...others,
        urls: fetch.hops.map(({ url }) => url),
      });
      return diagnoses.map((one) => ({ ...withoutExchanges(plainDiagnosis(one)), notes: notesOf(one) }));
    };
    const leanCopy = createLeanCopies();
    let copies = 0;
    for (const scenario of readdirSync(join(import.meta.dirname, "../../scenarios/chromium"))) {
      const entries = captured(scenario.replace(/\.json$/, ""));
      const lean = entries.map((one) => (isDelivered(one) ? leanCopy(one, copies++) : one));
      expect(describeAll(lean), scenario).toEqual(describeAll(entries));
    }
    expect(copies).toBeGreaterThan(100);
  });

  test("shares equal headers, and confuses none of them with a text", () => {
    const leanCopy = createLeanCopies();
    const [one, other] = [passed("/a", 1), passed("/b", 2)].map((entry, place) => leanCopy(entry, place));
    expect(other?.response.headers[0]).toBe(one?.response.headers[0]);
    const odd = { ...passed("/c", 3), _resourceType: "Date\ntoday" };
    expect(leanCopy(odd, 3)._resourceType).toBe("Date\ntoday");
  });
});

describe("the archive", () => {
  test("gives back every entry, compressed or not", async () => {
    const archive = createEntryArchive();
    const entries = Array.from({ length: 250 }, (_, at) => passed(`/${at}`, at));
    for (const one of entries) archive.add(one);
    await vi.waitFor(() => expect(archive.size()).toBeGreaterThan(100), { timeout: 20_000 });
    expect([...(await archive.read()).values()]).toEqual(entries);
    expect(archive.size()).toBeLessThan(JSON.stringify(entries).length / 5);
    archive.forgetBefore(200);
    expect([...(await archive.read()).keys()]).toEqual(Array.from({ length: 50 }, (_, at) => 200 + at));
  });
});

describe("the records", () => {
  test("give back whole entries of which they keep a part", async () => {
    const records = createRecords();
    const entries = [passed("/a", 1), refused("/b", 2), passed("/c", 3)];
    for (const one of entries) records.addEvent(one);
    expect(records.entries()).not.toEqual(entries);
    expect(await records.whole(records.entries())).toEqual(entries);
  });

  test("remove the oldest delivered entries beyond the limit, and no refused one nor what may explain it", async () => {
    const records = createRecords({ delivered: 100, archiveSize: 1e9 });
    const server = "https://api.example";
    records.addEvent(refused(`${server}/refused`, 0));
    records.addEvent(passed(`${server}/refused`, 1));
    for (let at = 2; at < 98; at++) records.addEvent(passed(`https://other.example/${at}`, at));
    expect(records.removed()).toBe(0);
    for (let at = 98; at < 108; at++) records.addEvent(passed(`https://other.example/${at}`, at));
    expect(records.removed()).toBe(10);
    const left = urlsIn(records.entries());
    expect(left.slice(0, 3)).toEqual([`${server}/refused`, `${server}/refused`, "https://other.example/12"]);
    // DevTools' log still has what was removed.
    records.mergeLog([passed("https://other.example/3", 3), passed("https://other.example/new", 500)], 1000);
    expect(urlsIn(records.entries())).toEqual([...left, "https://other.example/new"]);
    records.forget(2000);
    expect(records.removed()).toBe(0);
  });

  test("keep nothing twice of a request that DevTools' log lists each time, with headers as the page asked for them", async () => {
    const { setTimeout: realTimeout } = globalThis;
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const records = createRecords({ delivered: 1000, archiveSize: 2500 });
    const provisional = Array.from({ length: 100 }, (_, at) => {
      const one = passed(`/${at}`, at);
      return { ...one, request: { ...one.request, headers: [] } };
    });
    for (const one of provisional) records.addEvent(one);
    for (let read = 0; read < 20; read++) {
      records.mergeLog(structuredClone(provisional), 1000);
      // The entries are compressed meanwhile.
      await vi.advanceTimersByTimeAsync(5000);
      await new Promise((resolve) => realTimeout(resolve, 20));
    }
    expect(records.removed()).toBe(0);
    expect(await records.whole(records.entries())).toEqual(provisional);
    const sent = provisional.map((one) => passed(one.request.url, Date.parse(one.startedDateTime)));
    records.mergeLog(sent, 1000);
    expect(await records.whole(records.entries())).toEqual(sent);
  });

  test("name each request once to which DevTools' log can add nothing", () => {
    const records = createRecords();
    const incomplete = { ...refused("/b", 2), response: { status: 0, headers: [], _error: "net::ERR_FAILED" } };
    records.addEvent(passed("/a", 1));
    records.addEvent(incomplete);
    expect(records.takeSettled()).toEqual([startKey(passed("/a", 1))]);
    records.mergeLog([passed("/a", 1), refused("/b", 2)], 2);
    expect(records.takeSettled()).toEqual([startKey(refused("/b", 2))]);
    expect(records.takeSettled()).toEqual([]);
  });

  test("name settled requests that are kept no longer, which DevTools' log may still hold, and not too many of them", () => {
    const records = createRecords({ delivered: 20, archiveSize: 1e9 });
    const all = Array.from({ length: 25 }, (_, at) => passed(`/${at}`, at));
    for (const one of all) records.addEvent(one);
    expect(records.removed()).toBeGreaterThan(0);
    expect(records.takeSettled().sort()).toEqual(all.map(startKey).sort());
    records.addEvent(passed("/later", 30));
    records.forget(records.arrivals());
    expect(records.takeSettled()).toEqual([startKey(passed("/later", 30))]);
    for (let at = 0; at < 10_001; at++) records.addEvent(passed("/many", 100 + at));
    records.forget(records.arrivals());
    const keys = records.takeSettled();
    expect([keys.length, keys.at(-1)]).toEqual([10_000, startKey(passed("/many", 10_100))]);
  });
});

test("of equal requests in a log, all are read where one may tell more", () => {
  const log = [passed("/a", 1), passed("/a", 1), passed("/b", 2)];
  const keys = log.map(startKey);
  expect(unsettledEntries(log, countKeys(keys))).toEqual([]);
  expect(unsettledEntries(log, countKeys(keys.slice(1)))).toEqual(log.slice(0, 2));
  expect(unsettledEntries(log, new Map())).toEqual(log);
});

test("equal requests of a log that comes in parts are told apart as in one piece", () => {
  // Three equal requests: only the second, which took longer, is not recorded whole.
  const took = (time: number, one: Entry) => ({ ...one, time });
  const incomplete = { ...refused("/a", 1), response: { status: 0, headers: [], _error: "net::ERR_FAILED" } };
  const log = [took(5, passed("/a", 1)), took(9, refused("/a", 1)), took(7, passed("/a", 1)), passed("/b", 2)];
  const merged = (parts: readonly Entry[][]) => {
    const records = createRecords();
    for (const one of [took(5, passed("/a", 1)), took(7, passed("/a", 1)), took(9, incomplete)]) records.addEvent(one);
    for (const part of parts) records.mergeLog(part, 3);
    return records.entries().map(({ time, response }) => [time, response.status, response._error]);
  };
  expect(splitBetweenKeys(log, 1)).toEqual([log.slice(0, 3), log.slice(3)]);
  expect(splitBetweenKeys(log, 4)).toEqual([log]);
  expect(splitBetweenKeys([], 1)).toEqual([[]]);
  expect(merged(splitBetweenKeys(log, 1))).toEqual(merged([log]));
  expect(merged([log])).not.toEqual(merged(log.map((one) => [one])));
});
