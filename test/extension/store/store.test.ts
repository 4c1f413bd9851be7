import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Entry } from "../../../extension/recording/log.ts";
import { createStore, type Store } from "../../../extension/store/store.ts";
import { diagnose, readHar } from "../../../src/index.ts";
import { captured, detail, fakeSession, fakeSettings, idle, logOf } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusedEntries = captured("preflight-header-two-of-three");
const allowedEntries = captured("preflight-ok");

function opened(entries: readonly unknown[], settings = fakeSettings()) {
  const { devtools, session } = fakeSession(entries, settings);
  return { devtools, session, settings, store: createStore(session, idle, detail) };
}

/** The same entries at another path, a little later. */
function at(path: string, entries: readonly Entry[], later = 0): Entry[] {
  const url = /\/\/127\.0\.0\.1:8200\/[^"?]*/g;
  return entries.map((entry) => {
    const moved: Entry = JSON.parse(JSON.stringify(entry).replace(url, `//127.0.0.1:8200${path}`));
    return { ...moved, startedDateTime: new Date(Date.parse(entry.startedDateTime) + later).toISOString() };
  });
}

describe("rows", () => {
  test("hold what was recorded before the panel was shown", () => {
    const { store } = opened(refusedEntries);
    expect(store.rows.value).toMatchObject([
      {
        outcome: "refused",
        cause: "header-not-allowed",
        method: "GET",
        server: "http://127.0.0.1:8200",
        path: "/preflight-header-two-of-three/a",
        url: "http://127.0.0.1:8200/preflight-header-two-of-three/a",
        count: 1,
      },
    ]);
  });

  test("follow the recording, once for many events", async () => {
    const { devtools, store } = opened([]);
    const seen = vi.fn();
    store.rows.subscribe(seen);
    devtools.finish(...refusedEntries);
    expect(store.rows.value).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value).toHaveLength(1);
    expect(seen).toHaveBeenCalledTimes(2);
  });

  test("count what was refused alike, whatever ids and queries the paths have", () => {
    const { store } = opened([
      ...at("/users/1/photo", refusedEntries),
      ...at("/users/23/photo?size=2", refusedEntries, 1000),
      ...at("/users/8d3f2c1e-9b7a-4c55-9d2e-1f0a6b7c8d9e/photo", refusedEntries, 2000),
      ...at("/orders/1", refusedEntries, 3000),
    ]);
    expect(store.rows.value.map(({ path, count }) => `${path} ${count}`)).toEqual([
      "/users/:id/photo 3",
      "/orders/1 1",
    ]);
    expect(store.rows.value[0]?.url).toContain("/users/8d3f2c1e");
  });

  test("keep words in paths apart", () => {
    const { store } = opened([...at("/users/feedback", refusedEntries), ...at("/users/accede", refusedEntries, 1000)]);
    expect(store.rows.value).toHaveLength(2);
  });

  test("leave out what was allowed, unless all is asked for", () => {
    const { store } = opened([...refusedEntries, ...allowedEntries]);
    expect(store.counts.value).toEqual({ all: 2, refused: 1 });
    expect(store.rows.value.map(({ outcome }) => outcome)).toEqual(["refused"]);
    store.filter.value = "all";
    expect(store.rows.value.map(({ outcome }) => outcome).sort()).toEqual(["allowed", "refused"]);
  });

  test("hold what the browser refused without leaving a trace", () => {
    const { store } = opened(captured("redirect-mode-error"));
    expect(store.rows.value.map(({ outcome }) => outcome)).toContain("unknown");
  });

  test("stay those of the diagnoses for every captured scenario", () => {
    for (const name of [
      "iframe-sandboxed",
      "redirect-preflighted-cross-origin-null",
      "not-cors-offline",
      "pairing-burst",
    ]) {
      const entries = captured(name);
      const { store } = opened(entries);
      store.filter.value = "all";
      const counted = store.rows.value.reduce((sum, { count }) => sum + count, 0);
      expect(counted, name).toBe(diagnose(readHar(logOf(entries))).length);
    }
  });
});

describe("selection", () => {
  const two = [...at("/a", refusedEntries), ...at("/b", refusedEntries, 1000)];

  test("is the first row until one is chosen", () => {
    const { store } = opened(two);
    expect(store.selection.value?.row.path).toBe("/a");
    store.select(store.rows.value[1]?.key ?? "");
    expect(store.selection.value?.row.path).toBe("/b");
    expect(store.selection.value?.diff.filter(({ state }) => state === "fail").length).toBeGreaterThan(0);
  });

  test("stays when others come before it", async () => {
    const { devtools, store } = opened(at("/first", refusedEntries));
    store.sort.value = "newest";
    expect(store.selection.value?.row.path).toBe("/first");
    devtools.finish(...at("/second", refusedEntries, 5000));
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value.map(({ path }) => path)).toEqual(["/second", "/first"]);
    expect(store.selection.value?.row.path).toBe("/first");
  });

  test("outlives the panel page, and new fetches", async () => {
    const { session, devtools, store } = opened(two);
    store.select(store.rows.value[1]?.key ?? "");
    store.close();
    devtools.finish(...at("/a", refusedEntries, 500));
    const again = createStore(session, idle, detail);
    expect(again.selection.value?.row.path).toBe("/b");
  });

  test("is nothing once the recording is cleared", async () => {
    const { store } = opened(two);
    store.clear();
    await vi.advanceTimersByTimeAsync(50);
    expect(store.selection.value).toBeNull();
  });

  test("names what the recording cannot exclude by the titles of the causes", () => {
    const { store } = opened(captured("lna-permission-denied"));
    expect(store.selection.value?.alternatives.length).toBeGreaterThan(0);
    for (const { name, title } of store.selection.value?.alternatives ?? []) expect(title).not.toBe(name);
  });
});

describe("a retry", () => {
  const two = [...at("/a", refusedEntries), ...at("/b", refusedEntries, 1000)];
  const aWhile = 20_000;

  function retrying() {
    const { devtools, session, store } = opened(two);
    vi.mocked(session.tab.runInPage).mockResolvedValue(true);
    const choose = (path: string) => store.select(store.rows.value.find((row) => row.path === path)?.key ?? "");
    const [first] = refusedEntries;
    const sinceRecorded = Date.now() - Date.parse(first?.startedDateTime ?? "");
    const answer = () => devtools.finish(...at("/a", refusedEntries, sinceRecorded + 1000));
    choose("/a");
    store.retry.retry();
    store.retry.confirm();
    return { devtools, store, choose, answer };
  }

  test("that was recorded is not told as lost, whichever fetch is shown, and also once the page has gone on", async () => {
    const { devtools, store, choose, answer } = retrying();
    expect(store.retry.state.value).toBe("sent");
    choose("/b");
    answer();
    await vi.advanceTimersByTimeAsync(50);
    devtools.document = 2;
    devtools.navigate();
    devtools.finish(...at("/a", refusedEntries, 1));
    await vi.advanceTimersByTimeAsync(aWhile);
    choose("/a");
    expect(store.retry.state.value).toBe("idle");
  });

  test("that no recording shows is told as lost", async () => {
    const { store } = retrying();
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(store.retry.state.value).toBe("lost");
  });

  test("that was told as lost is so no longer once it is recorded", async () => {
    const { store, answer } = retrying();
    await vi.advanceTimersByTimeAsync(aWhile);
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(store.retry.state.value).toBe("idle");
    expect(store.retry.result.value).not.toBeNull();
  });
});

test("that the page is no longer watched closely is said each time, and not where the watch begins anew", () => {
  const { store } = opened([]);
  const said: string[] = [];
  store.announcement.subscribe((text) => said.push(text));
  for (const act of [
    store.startObserving,
    store.startObserving,
    store.stopObserving,
    store.startObserving,
    store.stopObserving,
  ])
    act();
  expect(said.map((text) => text !== "")).toEqual([false, true, false, true]);
});

describe("settings", () => {
  test("keep the filter and whether the log is preserved", () => {
    const { store, settings } = opened([]);
    store.filter.value = "all";
    store.preserveLog.value = true;
    const again = opened([], settings).store;
    expect(again.filter.value).toBe("all");
    expect(again.preserveLog.value).toBe(true);
  });

  test("that are broken are not used", () => {
    const { store } = opened([], fakeSettings({ filter: 1, preserveLog: "yes", stacks: [null] }));
    expect(store.filter.value).toBe("refused");
    expect(store.preserveLog.value).toBe(false);
  });

  test("preserve the log from the moment that it is asked for", async () => {
    const { devtools, store } = opened(refusedEntries);
    await vi.advanceTimersByTimeAsync(0);
    store.preserveLog.value = true;
    devtools.document = 2;
    devtools.navigate();
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value).toHaveLength(1);
  });
});

describe("a file", () => {
  const har = (path: string) => JSON.stringify({ log: logOf(at(path, refusedEntries)) });
  const fileOf = (name: string, text: string, milliseconds = 0) => ({
    name,
    content: text,
    // As that of a browser's file, it is a method of this object alone.
    text() {
      return new Promise<string>((read) => setTimeout(() => read(this.content), milliseconds));
    },
  });
  const paths = (store: Store) => store.rows.value.map(({ path }) => path);

  /** A panel that is loaded anew while this file is shown. */
  function loadedAnew(text: string) {
    const { session } = fakeSession(at("/recorded", refusedEntries));
    session.file = { name: "page.har", text };
    return { session, store: createStore(session, idle, detail) };
  }

  test("that was shown comes again, and until then the recording does not", async () => {
    const { session, store } = loadedAnew(har("/filed"));
    session.query = "filed";
    expect(store.isLoading.value).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    expect([store.isLoading.value, store.isReadingFile.value, store.fileMessage.value]).toEqual([false, false, ""]);
    expect([paths(store), session.query]).toEqual([["/filed"], "filed"]);
  });

  test("that is to come again and cannot be read gives way to the recording", async () => {
    const { session, store } = loadedAnew("PNG");
    await vi.advanceTimersByTimeAsync(100);
    expect([store.isLoading.value, store.isReadingFile.value, session.file]).toEqual([false, false, null]);
    expect(store.fileMessage.value).toMatch(/^page.har is not JSON/);
    expect(paths(store)).toEqual(["/recorded"]);
  });

  test.each(["clear", "closeFile"] as const)(
    "that is to come again does not after %s, which leaves the recording",
    async (leave) => {
      const { session, store } = loadedAnew(har("/filed"));
      store[leave]();
      await vi.advanceTimersByTimeAsync(100);
      expect([store.isLoading.value, store.file.value?.name, session.file?.name]).toEqual([
        false,
        undefined,
        undefined,
      ]);
      expect(paths(store)).toEqual(["/recorded"]);
    },
  );

  test("that is being read is cleared in place of the recording", async () => {
    const { store } = opened(at("/recorded", refusedEntries));
    const opening = store.openFile(fileOf("page.har", har("/filed"), 1000));
    store.clear();
    await vi.advanceTimersByTimeAsync(2000);
    await opening;
    expect([store.file.value?.name, store.isReadingFile.value, store.fileMessage.value]).toEqual([
      undefined,
      false,
      "",
    ]);
    expect(paths(store)).toEqual(["/recorded"]);
    store.clear();
    await vi.advanceTimersByTimeAsync(100);
    expect(paths(store)).toEqual([]);
  });

  test("that is opened later is shown, also where a former one is read later, or cannot be", async () => {
    const { store } = opened([]);
    void store.openFile(fileOf("slow.har", har("/slow"), 1000));
    void store.openFile(fileOf("slow.png", "PNG", 1000));
    void store.openFile(fileOf("last.har", har("/last"), 2000));
    await vi.advanceTimersByTimeAsync(1500);
    expect([store.isReadingFile.value, store.fileMessage.value]).toEqual([true, "Reading last.har …"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect([store.isReadingFile.value, store.fileMessage.value]).toEqual([false, ""]);
    void store.openFile(fileOf("slow.har", har("/slow"), 1000));
    void store.openFile(fileOf("fast.har", har("/fast")));
    await vi.advanceTimersByTimeAsync(2000);
    expect(paths(store)).toEqual(["/fast"]);
  });

  test("leads back to the recording also while another one is read", async () => {
    const { session, store } = opened(at("/recorded", refusedEntries));
    void store.openFile(fileOf("page.har", har("/filed")));
    await vi.advanceTimersByTimeAsync(100);
    void store.openFile(fileOf("other.har", har("/other"), 1000));
    store.closeFile();
    expect(store.isLoading.value).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect([store.file.value?.name, session.file?.name]).toEqual([undefined, undefined]);
    expect(paths(store)).toEqual(["/recorded"]);
  });

  test("that cannot be read leaves the one that is shown", async () => {
    const { session, store } = opened([]);
    void store.openFile(fileOf("page.har", har("/filed")));
    await vi.advanceTimersByTimeAsync(100);
    void store.openFile(fileOf("photo.png", "PNG"));
    await vi.advanceTimersByTimeAsync(100);
    expect([store.file.value?.name, session.file?.name]).toEqual(["page.har", "page.har"]);
    expect(store.fileMessage.value).toMatch(/^photo.png is not JSON/);
  });
});

test("a closed store neither listens nor saves", async () => {
  const { devtools, store, settings } = opened([]);
  store.close();
  devtools.finish(...refusedEntries);
  store.filter.value = "all";
  await vi.advanceTimersByTimeAsync(50);
  expect(store.rows.value).toEqual([]);
  expect(settings.values.filter).toBe("refused");
});

test("5,000 fetches are read at once, and not again for each event", async () => {
  vi.useRealTimers();
  const entries = Array.from({ length: 5000 }, (_, index) =>
    at(`/item/${index}`, refusedEntries.slice(0, 1), index),
  ).flat();
  const { devtools, store } = opened(entries);
  expect(store.isLoading.value).toBe(true);
  await vi.waitFor(() => expect(store.rows.value).toHaveLength(1), 20_000);
  expect(store.isLoading.value).toBe(false);
  const seen = vi.fn();
  store.counts.subscribe(seen);
  devtools.finish(...at("/late", refusedEntries, 9000));
  await vi.waitFor(() => expect(store.counts.value.all).toBeGreaterThan(5000), 20_000);
  expect(seen).toHaveBeenCalledTimes(2);
});

describe("while a long recording is read, step by step", () => {
  const entries = Array.from({ length: 5000 }, (_, index) =>
    at(`/item/${index}`, refusedEntries.slice(0, 1), index),
  ).flat();

  async function reading() {
    vi.useRealTimers();
    const { devtools, store } = opened(entries);
    const counted: number[] = [];
    store.counts.subscribe(({ all }) => counted.push(all));
    await new Promise((started) => setTimeout(started, 60));
    return { devtools, store, counted };
  }

  test("what comes in is told with it", async () => {
    const { devtools, store, counted } = await reading();
    devtools.finish(...at("/late", refusedEntries, 9000));
    await vi.waitFor(() => expect(store.isLoading.value).toBe(false), 20_000);
    await vi.waitFor(() => expect(store.rows.value.map(({ path }) => path)).toContain("/late"), 20_000);
    expect(store.counts.value.all).toBe(5001);
    expect(counted.filter((count) => count !== 0 && count < 5000)).toEqual([]);
  });

  test("clearing it shows nothing of it", async () => {
    const { store, counted } = await reading();
    store.clear();
    await vi.waitFor(() => expect(store.isLoading.value).toBe(false), 20_000);
    await new Promise((done) => setTimeout(done, 500));
    expect(new Set(counted)).toEqual(new Set([0]));
  });
});
