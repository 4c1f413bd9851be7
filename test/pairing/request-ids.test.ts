import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { api, entry, page, preflight, type Recorded } from "./entries.ts";

// Chromium's own request ids, which an open session of the DevTools protocol has, say what belongs together.

/** The fetches of entries, each with its request id; "" where the recording has none. A preflight has that of its request. */
function fetchesOf(...all: readonly (readonly [id: string, entry: object])[]) {
  const log = {
    creator: { name: "WebInspector" },
    pages: [{ id: "page_1", title: `${page}/` }],
    entries: all.map(([, one]) => one),
  };
  const recording = readHar({ log });
  const exchanges = recording.exchanges.map((exchange, index) => {
    const [requestId = ""] = all[index] ?? [];
    return exchange.resourceType === "preflight"
      ? { ...exchange, initiator: { ...exchange.initiator, requestId } }
      : { ...exchange, requestId };
  });
  return diagnose({ ...recording, exchanges }).map(({ fetch: { hops } }) =>
    hops.map(({ actual, preflight }) => [actual?.index ?? null, preflight?.index ?? null]),
  );
}

const put = (more: Recorded = {}) => entry({ method: "PUT", headers: { Origin: page }, ...more });
const far = 60_000;

describe("a preflight", () => {
  test("belongs to the request with its id, whatever the times", () => {
    expect(fetchesOf(["1", put()], ["2", put({ at: 5 })], ["1", preflight({ at: far })])).toEqual([
      [[0, 2]],
      [[1, null]],
    ]);
  });

  test("belongs to the hop with its URL, and to one that has no preflight yet", () => {
    const url = "https://b.example/items";
    const redirect = { status: 307, redirectURL: api };
    expect(
      fetchesOf(
        ["1", put(redirect)],
        ["1", put({ url, ...redirect })],
        ["1", put()],
        ["1", preflight({ at: 1 })],
        ["1", preflight({ at: 2, url })],
        ["1", preflight({ at: 3 })],
      ),
    ).toEqual([
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ]);
  });

  test("belongs to no other request where its own request is recorded without its URL", () => {
    expect(fetchesOf(["1", put({ url: "https://b.example/x" })], ["", put()], ["1", preflight({ at: 1 })])).toEqual([
      [[0, null]],
      [[1, null]],
      [[null, 2]],
    ]);
  });

  test("does not belong to a request with another id, although everything else fits", () => {
    const other = { url: "https://b.example/x" };
    expect(fetchesOf(["1", put()], ["", put(other)], ["9", preflight({ at: 1 })])).toEqual([
      [[0, null]],
      [[1, null]],
      [[null, 2]],
    ]);
  });

  test("belongs to what has no id, by everything else that is recorded", () => {
    const other = { url: "https://b.example/x" };
    expect(
      fetchesOf(["1", put(other)], ["", put()], ["9", preflight({ at: 1 })], ["1", preflight({ at: 1, ...other })]),
    ).toEqual([[[0, 3]], [[1, 2]]]);
  });
});

describe("the requests with one id", () => {
  test("are one fetch, whatever the times", () => {
    const redirect = { status: 302, redirectURL: "https://b.example/x", headers: { Origin: page } };
    const target = { url: "https://b.example/x", at: far, headers: { Origin: "null" } };
    expect(fetchesOf(["1", entry(redirect)], ["2", entry(target)], ["1", entry(target)])).toEqual([
      [
        [0, null],
        [2, null],
      ],
      [[1, null]],
    ]);
    expect(fetchesOf(["1", entry({ ...redirect, url: `${page}/old` })], ["1", entry(target)])).toEqual([
      [
        [0, null],
        [1, null],
      ],
    ]);
  });

  test("are one fetch, where the redirect is recorded without its target, and that is the page's own server", () => {
    const redirect = entry({ status: 302, headers: { Referer: `${page}/` } });
    const target = entry({ url: `${page}/new`, at: 10, headers: { Referer: `${page}/` } });
    expect(fetchesOf(["1", redirect], ["1", target])).toEqual([
      [
        [0, null],
        [1, null],
      ],
    ]);
  });

  test("do not take those that have none", () => {
    const url = "https://b.example/x";
    const redirect = entry({ status: 302, redirectURL: url, takes: 100, headers: { Origin: page } });
    const target = entry({ url, at: 100, headers: { Origin: "null" } });
    const elsewhere = entry({ url: "https://c.example/x", headers: { Origin: page } });
    expect(fetchesOf(["7", elsewhere], ["", redirect], ["", target])).toEqual([
      [[0, null]],
      [
        [1, null],
        [2, null],
      ],
    ]);
  });
});
