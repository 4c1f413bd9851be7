import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { api, page } from "../har.ts";

const start = Date.UTC(2026, 10, 29, 12);

interface Recorded {
  readonly at: number;
  readonly takes: number;
  readonly pageref?: string;
  readonly url?: string;
  readonly status?: number;
  readonly viaServiceWorker?: boolean;
  readonly script?: string;
  readonly type?: string;
}

/** An entry as Chromium records it; without a status it was handed over to a service worker, and failed. */
function entry({ at, takes, pageref, url = api, status = 0, viaServiceWorker = false, script, type }: Recorded) {
  const isSent = status > 0 && !viaServiceWorker;
  const sent = [
    { name: "Host", value: "localhost:4000" },
    { name: "Origin", value: page },
    { name: "Sec-Fetch-Mode", value: "cors" },
  ];
  return {
    startedDateTime: new Date(start + at).toISOString(),
    time: takes,
    ...(pageref && { pageref }),
    request: isSent
      ? { method: "GET", url, headers: sent }
      : {
          method: "GET",
          url,
          httpVersion: "",
          headersSize: -1,
          headers: [{ name: "User-Agent", value: "Chrome/149" }],
        },
    response: {
      status,
      headers: status > 0 ? [{ name: "Access-Control-Allow-Origin", value: "*" }] : [],
      _error: status > 0 ? null : "net::ERR_FAILED",
      _fetchedViaServiceWorker: viaServiceWorker,
    },
    _resourceType: type ?? "fetch",
    _initiator: { type: type ? "other" : "script", stack: { callFrames: [{ url: script ?? `${page}/app.js` }] } },
  };
}

const document = entry({
  at: 0,
  takes: 10,
  pageref: "page_1",
  url: `${page}/`,
  status: 200,
  viaServiceWorker: true,
  type: "document",
});

function contextsOf(...entries: readonly unknown[]) {
  const log = { creator: { name: "WebInspector" }, pages: [{ id: "page_1", title: `${page}/` }], entries };
  return diagnose(readHar(log)).map(({ outcome, fetch }) => `${outcome} ${fetch.context}`);
}

describe("a request that a service worker passes on is one fetch", () => {
  const ofPage = { at: 100, takes: 30, pageref: "page_1", status: 200, viaServiceWorker: true };
  const ofWorker = { at: 103, takes: 20, status: 200, script: `${page}/worker.js` };

  test("where it passes, although no request for the worker's script is recorded", () => {
    expect(contextsOf(document, entry(ofPage), entry(ofWorker))).toEqual(["allowed service-worker"]);
  });

  test("where it fails in a page that has a service worker", () => {
    const { status: _, viaServiceWorker: __, ...failed } = ofPage;
    expect(contextsOf(document, entry(failed), entry(ofWorker))).toEqual(["allowed service-worker"]);
    const uncontrolled = { ...document, response: { ...document.response, _fetchedViaServiceWorker: false } };
    expect(contextsOf(uncontrolled, entry(failed), entry(ofWorker))).toHaveLength(2);
  });

  test("each for itself, where several are under way at once", () => {
    const entries = [0, 2].flatMap((later) => [
      entry({ ...ofPage, at: ofPage.at + later }),
      entry({ ...ofWorker, at: ofWorker.at + later }),
    ]);
    expect(contextsOf(document, ...entries)).toEqual(["allowed service-worker", "allowed service-worker"]);
  });

  test("where its script is known to be a service worker's, although nothing else shows that the page has one", () => {
    const { status: _, viaServiceWorker: __, ...failed } = ofPage;
    const script = entry({ at: 50, takes: 5, url: ofWorker.script, status: 200, type: "script" });
    const uncontrolled = { ...document, response: { ...document.response, _fetchedViaServiceWorker: false } };
    expect(contextsOf(uncontrolled, script, entry(failed), entry(ofWorker))).toEqual(["allowed service-worker"]);
  });

  test("that starts before the worker's request, and ends at most 50 ms before it", () => {
    const counts = (more: Partial<Recorded>) =>
      contextsOf(document, entry(ofPage), entry({ ...ofWorker, ...more })).length;
    for (const more of [{ at: 100 }, { takes: 77 }]) expect(counts(more)).toBe(1);
    for (const more of [{ at: 99 }, { takes: 78 }]) expect(counts(more)).toBe(2);
  });

  test("with one of several requests of the worker, and of the same URL", () => {
    expect(contextsOf(document, entry(ofPage), entry(ofWorker), entry({ ...ofWorker, at: 104 }))).toEqual([
      "allowed service-worker",
      "allowed page",
    ]);
    expect(contextsOf(document, entry(ofPage), entry({ ...ofWorker, url: `${api}/other` }))).toHaveLength(2);
  });

  test("and not with one that another page sent, or that was sent itself", () => {
    const { status: _, viaServiceWorker: __, ...failed } = ofPage;
    expect(contextsOf(document, entry({ ...failed, pageref: "page_2" }), entry(ofWorker))).toHaveLength(2);
    const sent = entry({ ...ofPage, viaServiceWorker: false });
    expect(contextsOf(document, sent, entry(ofWorker))).toHaveLength(2);
  });

  test("where it was made to the page's own server, and redirected to another", () => {
    const url = `${page}/old`;
    const redirected = entry({ ...ofWorker, url, status: 302 });
    const redirect = { ...redirected, response: { ...redirected.response, redirectURL: api } };
    const target = entry({ ...ofWorker, at: 123 });
    const { status: _, viaServiceWorker: __, ...failed } = ofPage;
    for (const own of [ofPage, failed])
      expect(contextsOf(document, entry({ ...own, url, takes: 50 }), redirect, target)).toEqual([
        "allowed service-worker",
      ]);
  });

  test("and not with itself, where it was stopped before it was sent", () => {
    const script = entry({ at: 50, takes: 5, url: ofWorker.script, status: 200, type: "script" });
    const { status: _, ...stopped } = ofWorker;
    expect(contextsOf(document, script, entry(stopped))).toHaveLength(1);
  });

  test("as the recording itself may say", () => {
    const { status: _, viaServiceWorker: __, ...failed } = ofPage;
    const countIn = (context: "worker" | "service-worker", ...entries: readonly unknown[]) => {
      const pages = [{ id: "page_1", title: `${page}/` }];
      const recording = readHar({ log: { creator: { name: "WebInspector" }, pages, entries } });
      const exchanges = recording.exchanges.map((exchange) =>
        exchange.page === "" ? { ...exchange, context } : exchange,
      );
      return diagnose({ ...recording, exchanges }).length;
    };
    expect(countIn("service-worker", document, entry(ofPage), entry(ofWorker))).toBe(1);
    expect(countIn("worker", document, entry(ofPage), entry(ofWorker))).toBe(2);
    expect(countIn("service-worker", entry(failed), entry(ofWorker))).toBe(1);
  });

  test("but not with a request of another time, or of no script, or of a dedicated worker", () => {
    expect(contextsOf(document, entry(ofPage), entry({ ...ofWorker, at: 300 }))).toHaveLength(2);
    const byDocument = { ...entry(ofWorker), _initiator: { type: "other" } };
    expect(contextsOf(document, entry(ofPage), byDocument)).toHaveLength(2);
    const script = entry({
      at: 50,
      takes: 5,
      pageref: "page_1",
      url: ofWorker.script,
      status: 200,
      viaServiceWorker: true,
      type: "script",
    });
    expect(contextsOf(document, script, entry(ofPage), entry(ofWorker))).toHaveLength(2);
  });
});
