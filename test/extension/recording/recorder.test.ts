import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Entry } from "../../../extension/recording/log.ts";
import { createRecorder } from "../../../extension/recording/recorder.ts";
import { captured, type FakeDevTools, fakeDevTools, logOf } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Fields extends Partial<Entry> {
  readonly status?: number;
  readonly error?: string | null;
}

/** An entry as Chromium gives it; `at` is its start in milliseconds. */
function entry(url: string, at: number, { status = 200, error = null, ...fields }: Fields = {}): Entry {
  const headers = status > 0 ? [{ name: "Date", value: "today" }] : [];
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 5,
    request: { method: "GET", url },
    response: { status, headers, _error: error },
    _resourceType: "fetch",
    ...fields,
  };
}

const unanswered = { status: 0, error: "net::ERR_FAILED" };

async function started(devtools: FakeDevTools, options = {}) {
  const recorder = createRecorder(devtools, options);
  await vi.advanceTimersByTimeAsync(0);
  return { recorder, urls: () => recorder.log().entries.map(({ request }) => request.url) };
}

describe("gathers", () => {
  test("what DevTools' log held before the first event", async () => {
    const { urls } = await started(fakeDevTools([entry("/a", 1), entry("/b", 2)]));
    expect(urls()).toEqual(["/a", "/b"]);
  });

  test("an entry once that both the log and an event bring", async () => {
    const devtools = fakeDevTools([entry("/a", 1)]);
    const recorder = createRecorder(devtools);
    devtools.finish(entry("/a", 1), entry("/b", 2));
    await vi.advanceTimersByTimeAsync(0);
    expect(recorder.log().entries).toHaveLength(2);
  });

  test("an entry once that the log brings before its end and an event after that", async () => {
    const devtools = fakeDevTools([entry("/a", 1)]);
    const { recorder } = await started(devtools);
    devtools.finish(entry("/a", 1, { error: "net::ERR_FAILED", time: 99 }));
    expect(recorder.log().entries.map(({ response, time }) => [response._error, time])).toEqual([
      ["net::ERR_FAILED", 99],
    ]);
    devtools.finish(entry("/a", 1));
    expect(recorder.log().entries).toHaveLength(2);
  });

  test("equal requests of one moment each for itself", async () => {
    const devtools = fakeDevTools();
    const { urls } = await started(devtools);
    devtools.log = logOf([entry("/a", 1), entry("/a", 1, { time: 7 })]);
    devtools.finish(entry("/a", 1), entry("/a", 1, { time: 7 }), entry("/a", 1, { ...unanswered, time: 9 }));
    await vi.advanceTimersByTimeAsync(300);
    expect(urls()).toEqual(["/a", "/a", "/a"]);
  });

  test("events in the order of their starts", async () => {
    const devtools = fakeDevTools();
    const { urls } = await started(devtools);
    devtools.finish(entry("/b", 2), entry("/c", 3), entry("/a", 1));
    expect(urls()).toEqual(["/a", "/b", "/c"]);
  });

  test("the fields of an object that has no keys of its own", async () => {
    const devtools = fakeDevTools();
    const { recorder } = await started(devtools);
    const plain = entry("/a", 1);
    devtools.finish(
      new Proxy({}, { get: (_, name) => plain[name as keyof Entry], has: () => false, ownKeys: () => [] }),
    );
    expect((await recorder.wholeLog()).entries).toEqual([plain]);
  });

  test("the address of a page from its document", async () => {
    const devtools = fakeDevTools();
    const { recorder } = await started(devtools);
    devtools.finish(entry("https://app.example/", 1, { _resourceType: "document", pageref: "page_1" }));
    expect(recorder.log().pages).toEqual([{ id: "page_1", title: "https://app.example/" }]);
  });

  test("nothing from pages where DevTools gives no log, and what comes after", async () => {
    const devtools = fakeDevTools();
    devtools.log = { code: "E_FAILED", isError: true };
    const { urls } = await started(devtools);
    devtools.finish({ garbage: true }, entry("/a", 1));
    expect(urls()).toEqual(["/a"]);
  });

  test("no request of the log that has not ended", async () => {
    const { urls } = await started(fakeDevTools([entry("/open", 1, { status: 0 }), entry("/a", 2)]));
    expect(urls()).toEqual(["/a"]);
  });
});

describe("reads DevTools' log again", () => {
  test("once for many events that may have come before their headers", async () => {
    const devtools = fakeDevTools();
    const { recorder } = await started(devtools);
    devtools.log = logOf([entry("/a", 1, { status: 500, error: "net::ERR_FAILED" }), entry("/b", 2, unanswered)]);
    devtools.finish(entry("/b", 2, unanswered));
    await vi.advanceTimersByTimeAsync(200);
    devtools.finish(entry("/a", 1, unanswered));
    await vi.advanceTimersByTimeAsync(200);
    expect(devtools.reads).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(devtools.reads).toBe(2);
    expect(recorder.log().entries.map(({ response }) => response.status)).toEqual([500, 0]);
  });

  test("never while no entry is in doubt", async () => {
    const devtools = fakeDevTools();
    await started(devtools);
    devtools.finish(
      entry("/a", 1),
      entry("/b", 2, { status: 403, error: "net::ERR_FAILED" }),
      entry("/c", 3, { status: 0, error: "net::ERR_CONNECTION_REFUSED" }),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(devtools.reads).toBe(1);
  });

  test("within a bounded time although events keep coming", async () => {
    const devtools = fakeDevTools();
    await started(devtools);
    for (let at = 0; at < 20; at++) {
      devtools.finish(entry("/a", at, unanswered));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(devtools.reads).toBe(2);
  });

  test("more rarely when reading takes long", async () => {
    const devtools = fakeDevTools();
    devtools.gate = new Promise((done) => setTimeout(done, 1000));
    await started(devtools);
    await vi.advanceTimersByTimeAsync(1000);
    devtools.finish(entry("/a", 1, unanswered));
    await vi.advanceTimersByTimeAsync(3900);
    expect(devtools.reads).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(devtools.reads).toBe(2);
  });

  test("within five seconds, however long reading takes", async () => {
    const devtools = fakeDevTools();
    devtools.gate = new Promise((done) => setTimeout(done, 20_000));
    await started(devtools);
    await vi.advanceTimersByTimeAsync(20_000);
    devtools.finish(entry("/a", 1, unanswered));
    await vi.advanceTimersByTimeAsync(5000);
    expect(devtools.reads).toBe(2);
  });

  test("after a reading during which something came into doubt", async () => {
    const devtools = fakeDevTools();
    devtools.gate = new Promise((done) => setTimeout(done, 1000));
    await started(devtools);
    devtools.finish(entry("/a", 1, unanswered));
    await vi.advanceTimersByTimeAsync(1000);
    expect(devtools.reads).toBe(1);
    await vi.advanceTimersByTimeAsync(4000);
    expect(devtools.reads).toBe(2);
  });

  test("and keeps an event that came while the log was written", async () => {
    const devtools = fakeDevTools([entry("/a", 1, { status: 0, error: "net::ERR_FAILED" })]);
    devtools.gate = new Promise((done) => setTimeout(done, 100));
    const { recorder } = await started(devtools);
    devtools.finish(entry("/a", 1, { status: 204 }));
    await vi.advanceTimersByTimeAsync(100);
    expect(recorder.log().entries.map(({ response }) => response.status)).toEqual([204]);
  });

  test("in the log's order, which is that of the starts within one millisecond", async () => {
    const devtools = fakeDevTools();
    const { urls } = await started(devtools);
    devtools.log = logOf([entry("/a", 1, unanswered), entry("/b", 1), entry("/c", 1)]);
    devtools.finish(entry("/c", 1), entry("/a", 1, unanswered), entry("/b", 1));
    expect(urls()).toEqual(["/c", "/a", "/b"]);
    await vi.advanceTimersByTimeAsync(300);
    expect(urls()).toEqual(["/a", "/b", "/c"]);
  });
});

/** Firefox loses the requests that come while it writes its log. */
describe("in Firefox", () => {
  const preflight = {
    ...entry("/a", 2),
    request: { method: "OPTIONS", url: "/a" },
    response: { status: 404, headers: [] },
  };
  const unsent = { ...entry("/a", 1), request: { method: "PUT", url: "/a" }, response: { status: 0, headers: [] } };

  test("the log is read for the request that a preflight forbade, which no event brings", async () => {
    const devtools = fakeDevTools([], "Firefox");
    const { recorder } = await started(devtools);
    devtools.log = logOf([{ ...unsent, _securityState: "insecure" }, preflight], [], "Firefox");
    devtools.finish(preflight);
    await vi.advanceTimersByTimeAsync(2000);
    expect(recorder.log().entries.map(({ request }) => request.method)).toEqual(["PUT", "OPTIONS"]);
  });

  test("but never while requests come, however long, nor before the first", async () => {
    const devtools = fakeDevTools([], "Firefox");
    const { recorder } = await started(devtools);
    devtools.finish(preflight);
    for (let at = 0; at < 60; at++) {
      await vi.advanceTimersByTimeAsync(1000);
      devtools.finish({ ...entry(`/poll?${at}`, 3 + at), response: { status: 200, headers: [] } });
    }
    expect(devtools.reads).toBe(0);
    expect(recorder.log().creator).toMatchObject({ name: "Firefox" });
    await vi.advanceTimersByTimeAsync(2000);
    expect(devtools.reads).toBe(1);
  });

  test("and when asked, since a filter in the Network panel silences events", async () => {
    const devtools = fakeDevTools([], "Firefox");
    const { recorder, urls } = await started(devtools);
    devtools.log = logOf([{ ...entry("/a", 1), _securityState: "secure" }], [], "Firefox");
    recorder.refresh();
    await vi.advanceTimersByTimeAsync(2000);
    expect(urls()).toEqual(["/a"]);
    const chromium = fakeDevTools();
    const other = await started(chromium);
    other.recorder.refresh();
    await vi.advanceTimersByTimeAsync(2000);
    expect(chromium.reads).toBe(1);
  });
});

describe("forgets", () => {
  async function navigated(options = {}) {
    const devtools = fakeDevTools([entry("/old", 1)]);
    const recorded = await started(devtools, options);
    devtools.finish(entry("/old?2", 2));
    devtools.document = 2;
    devtools.navigate();
    devtools.finish(entry("/new", 3));
    await vi.advanceTimersByTimeAsync(0);
    return { devtools, ...recorded };
  }

  test("what the former document asked for", async () => {
    const { urls } = await navigated();
    expect(urls()).toEqual(["/new"]);
  });

  test("it for good, although DevTools' log still has it", async () => {
    const { devtools, urls } = await navigated();
    devtools.finish(entry("/late", 4, unanswered));
    await vi.advanceTimersByTimeAsync(300);
    expect(urls()).toEqual(["/new", "/late"]);
  });

  test("nothing when the log is preserved", async () => {
    const { urls } = await navigated({ preserveLog: true });
    expect(urls()).toEqual(["/old", "/old?2", "/new"]);
  });

  test("nothing at `pushState`, which stays in the document", async () => {
    const devtools = fakeDevTools([entry("/old", 1)]);
    const { urls } = await started(devtools);
    devtools.navigate();
    await vi.advanceTimersByTimeAsync(0);
    expect(urls()).toEqual(["/old"]);
  });

  test("nothing at a `pushState` that comes before the new document was asked what it is", async () => {
    const { devtools, urls } = await navigated();
    devtools.document = undefined;
    devtools.navigate();
    await vi.advanceTimersByTimeAsync(0);
    expect(urls()).toEqual([]);
    devtools.document = 3;
    devtools.navigate();
    devtools.finish(entry("/newer", 5));
    devtools.navigate();
    await vi.advanceTimersByTimeAsync(0);
    expect(urls()).toEqual(["/newer"]);
  });

  test("what a document asked for that the tab has left before the document was asked what it is", async () => {
    const { devtools, urls } = await navigated();
    devtools.document = Date.now() + 1000;
    devtools.navigate();
    devtools.finish(entry("/left", Date.now()));
    await vi.advanceTimersByTimeAsync(1500);
    devtools.navigate();
    devtools.finish(entry("/new", Date.now()));
    await vi.advanceTimersByTimeAsync(0);
    expect(urls()).toEqual(["/new"]);
  });

  test.each([
    ["that has sent requests", true],
    ["that has not", false],
  ])(
    "what a document asked for that was never identified, because an error page followed it, for a document %s",
    async (_, hasSent) => {
      const { devtools, urls } = await navigated();
      devtools.document = undefined;
      devtools.navigate();
      devtools.finish(entry("/unidentified", Date.now()));
      await vi.advanceTimersByTimeAsync(1000);
      devtools.document = Date.now();
      if (hasSent) devtools.finish(entry("/after", Date.now()));
      await vi.advanceTimersByTimeAsync(100);
      devtools.navigate();
      await vi.advanceTimersByTimeAsync(0);
      expect(urls()).toEqual([]);
      devtools.finish(entry("/after/2", Date.now()));
      devtools.navigate();
      await vi.advanceTimersByTimeAsync(0);
      expect(urls()).toEqual(["/after/2"]);
    },
  );

  test("everything when neither document can be identified", async () => {
    const devtools = fakeDevTools([entry("/old", 1)]);
    devtools.document = undefined;
    const { urls } = await started(devtools);
    devtools.navigate();
    await vi.advanceTimersByTimeAsync(0);
    expect(urls()).toEqual([]);
  });

  test("nothing when DevTools' own log is cleared", async () => {
    const devtools = fakeDevTools([entry("/a", 1)]);
    const { urls } = await started(devtools);
    devtools.log = logOf([]);
    devtools.finish(entry("/b", 2, unanswered));
    await vi.advanceTimersByTimeAsync(300);
    expect(devtools.reads).toBe(2);
    expect(urls()).toEqual(["/a", "/b"]);
  });

  test("all when asked to, and their pages", async () => {
    const devtools = fakeDevTools();
    devtools.log = logOf([entry("/a", 1, { pageref: "page_1" })], [{ id: "page_1", title: "https://app.example/" }]);
    const { recorder } = await started(devtools);
    recorder.clear();
    expect(recorder.log()).toMatchObject({ entries: [], pages: [] });
  });
});

test("reports each change to each listener until it unsubscribes", async () => {
  const devtools = fakeDevTools();
  const { recorder } = await started(devtools);
  const listener = vi.fn();
  const leave = recorder.subscribe(listener);
  devtools.finish(entry("/a", 1));
  expect(listener).toHaveBeenCalledTimes(1);
  leave();
  devtools.finish(entry("/b", 2));
  expect(listener).toHaveBeenCalledTimes(1);
});

test("gives the same log until something changes", async () => {
  const devtools = fakeDevTools([entry("/a", 1)]);
  const { recorder } = await started(devtools);
  const log = recorder.log();
  expect(recorder.log()).toBe(log);
  devtools.finish(entry("/b", 2));
  expect(recorder.log()).not.toBe(log);
});

test("merges 20,000 entries of one URL and one millisecond", async () => {
  vi.useRealTimers();
  const entries = Array.from({ length: 20_000 }, (_, time) => entry("/a", 1, { time }));
  const devtools = fakeDevTools(entries);
  const recorder = createRecorder(devtools);
  devtools.finish(...entries.toReversed());
  await vi.waitFor(() => expect(recorder.log().entries.at(0)?.time).toBe(entries[0]?.time), 20_000);
  expect(recorder.log().entries).toHaveLength(20_000);
});

test("brings a captured preflight that came before its headers to its full entry", async () => {
  const events = captured("preflight-redirect-302");
  const devtools = fakeDevTools();
  const { recorder } = await started(devtools);
  const full = events.map((event) =>
    event._resourceType === "preflight"
      ? { ...event, response: { ...event.response, status: 302, headers: [{ name: "Location", value: "/other/" }] } }
      : event,
  );
  devtools.log = logOf(full);
  devtools.finish(...events);
  expect(recorder.log().entries.map(({ response }) => response.status)).toContain(0);
  await vi.advanceTimersByTimeAsync(300);
  expect(recorder.log().entries.find(({ _resourceType }) => _resourceType === "preflight")?.response.status).toBe(302);
});
