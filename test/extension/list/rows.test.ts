import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { suggestionsFor } from "../../../extension/list/filter.ts";
import { groupRows } from "../../../extension/list/row-groups.ts";
import { toRow } from "../../../extension/list/rows.ts";
import { diagnoseNewEntries } from "../../../extension/recording/diagnose-new-entries.ts";
import { diagnoseLog } from "../../../extension/recording/diagnosed-log.ts";
import type { Entry, Log } from "../../../extension/recording/log.ts";
import { createStore, type Store } from "../../../extension/store/store.ts";
import type { Diagnosis } from "../../../src/index.ts";
import { captured, detail, fakeSession, fakeSettings, idle, logOf } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");
const preflightOk = captured("preflight-ok");

/** Entries as another recording has them: other text in their places, and so much later. */
function moved(entries: readonly Entry[], change: (text: string) => string, later = 0): Entry[] {
  return entries.map((entry) => {
    const changed: Entry = JSON.parse(change(JSON.stringify(entry)));
    return { ...changed, startedDateTime: new Date(Date.parse(entry.startedDateTime) + later).toISOString() };
  });
}

const at = (path: string, entries: readonly Entry[], later = 0) =>
  moved(entries, (text) => text.replace(/\/\/127\.0\.0\.1:8200\/[^"?]*/g, `//127.0.0.1:8200${path}`), later);

/** The refused call again, with an answer that allows it. */
const mended = (path: string, later: number) =>
  at(path, refused, later).map((entry): Entry => {
    const granted = { name: "Access-Control-Allow-Headers", value: "x-a, x-b, x-c" };
    const origin = entry.request as unknown as { headers: { name: string; value: string }[] };
    const headers = [
      {
        name: "Access-Control-Allow-Origin",
        value: origin.headers.find(({ name }) => name === "Origin")?.value ?? "*",
      },
      granted,
    ];
    return { ...entry, response: { ...entry.response, status: 200, headers, _error: null } };
  });

function opened(entries: readonly unknown[]) {
  const { devtools, session } = fakeSession(entries);
  const actions = { ...idle, save: vi.fn() };
  return { devtools, session, actions, store: createStore(session, actions, detail) };
}

const paths = (store: Store) => store.rows.value.map(({ path }) => path);
const soon = () => vi.advanceTimersByTimeAsync(50);

describe("the filter", () => {
  const entries = [
    ...at("/users", refused),
    ...at("/orders", captured("preflight-method-missing"), 1000),
    ...moved(at("/orders/open", refused, 2000), (text) => text.replaceAll("127.0.0.1:8200", "api.shop.example")),
  ];

  test.each([
    ["method:put", (row: { method: string }) => row.method === "PUT"],
    ["-method:GET", (row: { method: string }) => row.method !== "GET"],
    ["status:2xx", (row: { status: number }) => row.status >= 200 && row.status < 300],
    ["-status:2xx", (row: { status: number }) => row.status < 200 || row.status >= 300],
    ["cause:header-not-allowed", (row: { cause: string }) => row.cause === "header-not-allowed"],
    ["-cause:header", (row: { cause: string }) => !row.cause.includes("header")],
    ["domain:*.example", (row: { server: string }) => row.server.endsWith(".example")],
    ["domain:127.0.0.1", (row: { server: string }) => row.server.includes("127.0.0.1")],
    ["-domain:127.0.0.1:8200 orders", (row: { server: string }) => !row.server.includes("127.0.0.1")],
    ["ORDERS", (row: { url: string }) => row.url.includes("orders")],
    ["-orders", (row: { url: string }) => !row.url.includes("orders")],
    ["method: -", () => true],
    ["domain:.*", () => false],
    ["nothing(has[this", () => false],
  ] as const)("%s", (query, isKept) => {
    const { store } = opened(entries);
    const all = store.rows.value;
    store.query.value = query;
    expect(store.rows.value).toEqual(all.filter((row) => (isKept as (row: (typeof all)[number]) => boolean)(row)));
  });

  test("suggests what the last word may become", () => {
    const { store } = opened(entries);
    expect(suggestionsFor("orders -cau", store.rows.value)).toContain("orders -cause:header-not-allowed");
    expect(suggestionsFor("domain:api", store.rows.value)).toEqual(["domain:api.shop.example"]);
  });
});

test.each([
  ["count", ["/users/:id", "/a", "/b"]],
  ["newest", ["/b", "/users/:id", "/a"]],
  ["time", ["/a", "/users/:id", "/b"]],
] as const)("rows are sorted by %s", (sort, expected) => {
  const { store } = opened([
    ...at("/a", refused),
    ...at("/users/1", refused, 1000),
    ...at("/users/2", refused, 2000),
    ...at("/b", refused, 3000),
  ]);
  store.sort.value = sort;
  expect(paths(store)).toEqual(expected);
});

test("a line tells where the tab navigated, while the log is preserved", async () => {
  const { devtools, store } = opened(at("/before", refused));
  store.preserveLog.value = true;
  await soon();
  const later = 60_000;
  devtools.document = Date.parse(refused[0]?.startedDateTime ?? "") + later / 2;
  devtools.navigate();
  await soon();
  devtools.finish(...at("/before", refused, later));
  await soon();
  const told = store.lines.value.map((line) => (line.kind === "row" ? line.row.path : line.kind));
  expect(told).toEqual(["server", "/before", "section", "server", "/before"]);
  store.clear();
  await soon();
  expect(store.lines.value).toEqual([]);
});

describe("a refused request that passes later", () => {
  test("is shown as fixed, and said to be, until it is refused again", async () => {
    const { devtools, store } = opened(at("/orders", refused));
    expect(store.rows.value[0]?.fixedAt).toBeNull();
    devtools.finish(...mended("/orders", 5000));
    await soon();
    const fixedAt = store.rows.value[0]?.fixedAt;
    store.filter.value = "all";
    expect(store.rows.value.find(({ outcome }) => outcome === "allowed")?.at).toBe(fixedAt);
    store.filter.value = "refused";
    expect(store.announcement.value).toContain("/orders");
    devtools.finish(...at("/orders", refused, 9000));
    await soon();
    expect(store.rows.value).toMatchObject([{ path: "/orders", fixedAt: null, count: 2 }]);
  });

  test("is shown as fixed after the page was reloaded, until cleared", async () => {
    const { devtools, store } = opened(at("/orders", refused));
    const { key } = store.rows.value[0] ?? {};
    await soon();
    devtools.document = 2;
    devtools.navigate();
    await soon();
    expect(store.rows.value).toEqual([]);
    devtools.finish(...mended("/orders", 5000));
    await soon();
    expect(store.rows.value).toMatchObject([{ key, path: "/orders", cause: "header-not-allowed" }]);
    expect(store.rows.value[0]?.fixedAt).not.toBeNull();
    store.clear();
    await soon();
    expect(store.rows.value).toEqual([]);
  });

  test("is not fixed by one at another path, or without the headers that were refused", async () => {
    const { devtools, store } = opened(at("/orders", refused));
    devtools.finish(...mended("/users", 5000));
    devtools.finish(
      ...moved(mended("/orders", 6000).slice(1), (text) =>
        text.replaceAll('"x-a"', '"accept"').replaceAll('"X-A"', '"accept"'),
      ),
    );
    await soon();
    expect(store.rows.value.map(({ fixedAt }) => fixedAt)).toEqual([null]);
  });
});

describe("a long recording", () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    at(`/item-${String.fromCharCode(97 + (index % 26))}x${index}`, refused, index * 10),
  ).flat();

  test("shows a new row at once, and the same rows as a reading of everything afterwards", async () => {
    const { devtools, session, store } = opened(many);
    await soon();
    const before = store.rows.value.length;
    expect(before).toBeGreaterThan(300);
    devtools.finish(...at("/late", refused, 90_000));
    await vi.advanceTimersByTimeAsync(1);
    expect(store.rows.value).toHaveLength(before + 1);
    expect(store.rows.value.at(-1)).toMatchObject({ path: "/late", cause: "header-not-allowed", count: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    const anew = createStore(session, idle, detail);
    await soon();
    expect(JSON.stringify(store.rows.value)).toBe(JSON.stringify(anew.rows.value));
  });

  test("knows a preflight's request again that comes after it", () => {
    const [preflight, actual] = at("/late", refused, 90_000) as [Entry, Entry];
    const log = logOf([...many, preflight]) as Log;
    const orphan = diagnoseLog(log);
    const diagnoses = diagnoseNewEntries(orphan, log, [actual])?.diagnoses ?? [];
    const whole = diagnoseLog(logOf([...many, preflight, actual]) as Log);
    const told = (diagnoses: readonly Diagnosis[]) =>
      [...groupRows(diagnoses, []).values()].map(toRow).map(({ key, count, title }) => [key, count, title]);
    expect(told(diagnoses)).toEqual(told(whole.diagnoses));
    expect(orphan.diagnoses).toHaveLength(whole.diagnoses.length);
  });

  test.each(["pairing-burst", "iframe-sandboxed", "redirect-preflighted-cross-origin-null", "preflight-ok"])(
    "loses and doubles nothing of %s, whatever comes last",
    (name) => {
      const entries = captured(name);
      for (let count = 1; count < entries.length; count++) {
        const log = logOf(entries.slice(0, count)) as Log;
        const diagnoses = diagnoseNewEntries(diagnoseLog(log), log, entries.slice(count))?.diagnoses ?? [];
        const whole = diagnoseLog(logOf(entries) as Log);
        expect(diagnoses.map(({ outcome }) => outcome).sort()).toEqual(
          whole.diagnoses.map(({ outcome }) => outcome).sort(),
        );
      }
    },
  );
});

describe("a HAR file", () => {
  const har = { log: logOf([...at("/in-file", refused), ...preflightOk]) };
  const fileOf = (text: string, name = "page.har") => ({ name, text: async () => text });
  const open = async (store: Store, text: string) => {
    const done = store.openFile(fileOf(text));
    await vi.advanceTimersByTimeAsync(100);
    await done;
  };

  test("is shown in place of the recording, and leads back to it", async () => {
    const { devtools, store } = opened(at("/live", refused));
    await open(store, `\ufeff${JSON.stringify(har)}`);
    expect(store.file.value?.name).toBe("page.har");
    expect(paths(store)).toEqual(["/in-file"]);
    devtools.finish(...at("/live/2", refused, 1000));
    await soon();
    expect(paths(store)).toEqual(["/in-file"]);
    store.closeFile();
    expect(paths(store)).toEqual(["/live", "/live/2"]);
  });

  test("is still shown, and filtered, when the panel's page is loaded anew, until it is left", async () => {
    const { session, store } = opened(at("/live", refused));
    await open(store, JSON.stringify(har));
    store.query.value = "in-file";
    store.close();
    const again = createStore(session, idle, detail);
    expect(again.isLoading.value).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    expect([again.file.value?.name, again.query.value, ...paths(again)]).toEqual(["page.har", "in-file", "/in-file"]);
    again.closeFile();
    again.close();
    expect(createStore(session, idle, detail).isLoading.value).toBe(false);
  });

  test("that tells of a fix is not said to be fixed now", async () => {
    const { store } = opened([...at("/live", refused), ...mended("/live", 5000)]);
    await open(store, JSON.stringify({ log: logOf([...at("/in-file", refused), ...mended("/in-file", 5000)]) }));
    expect(store.rows.value[0]?.fixedAt).not.toBeNull();
    expect(store.announcement.value).toBe("");
    store.closeFile();
    expect(store.announcement.value).toBe("");
  });

  test("is put away by clearing, and the recording is kept", async () => {
    const { store } = opened(at("/live", refused));
    await open(store, JSON.stringify(har));
    store.clear();
    await soon();
    expect(store.file.value).toBeNull();
    expect(paths(store)).toEqual(["/live"]);
  });

  test.each([
    ["", "page.har is empty"],
    ['{"log": {\n"entries": [}', "[}"],
    ['{"log": {}}', "log.entries is missing"],
    ['{"log": {"entries": 1}}', "log.entries is not a list"],
    ["null", "not a HAR log"],
    ["[]", "not a HAR log"],
  ])("that is none is told with its name and the place: %s", async (text, told) => {
    const { store } = opened(at("/live", refused));
    await open(store, text);
    expect(store.file.value).toBeNull();
    expect(store.fileMessage.value).toContain("page.har");
    expect(store.fileMessage.value).toContain(told);
    expect(paths(store)).toEqual(["/live"]);
  });

  test("tells what in it could not be read", async () => {
    const { store } = opened([]);
    await open(store, JSON.stringify({ log: { entries: [{}, ...refused] } }));
    expect(store.file.value?.diagnosedLog.recording.problems.join()).toContain("log.entries[0].request.url");
  });

  test("is saved without secrets, unless they are asked for, and says the same when it is opened", async () => {
    const secret = moved(refused, (text) =>
      text.replaceAll('"name":"Accept",', '"name":"Cookie","value":"sid=s3cret"},{"name":"Accept",'),
    );
    const { store, actions } = opened(secret);
    await store.saveFile();
    const [name, text] = actions.save.mock.calls[0] ?? [];
    expect(name).toMatch(/^cors-.*\.har$/);
    expect(text).not.toContain("s3cret");
    const again = opened([]).store;
    await open(again, text);
    expect(again.rows.value.map(({ cause, count }) => [cause, count])).toEqual(
      store.rows.value.map(({ cause, count }) => [cause, count]),
    );
    store.redact.value = false;
    await store.saveFile();
    expect(actions.save.mock.calls[1]?.[1]).toContain("s3cret");
  });
});

test("what is set is kept, and what is broken is not used", () => {
  const settings = fakeSettings();
  const first = createStore(fakeSession([], settings).session, idle, detail);
  first.sort.value = "count";
  first.redact.value = false;
  first.preferredStack.value = "fastify";
  const { session } = fakeSession(refused, settings);
  const again = createStore(session, idle, detail);
  expect([again.sort.value, again.redact.value, again.preferredStack.value]).toEqual(["count", false, "fastify"]);
  expect(again.stack.value).toBe("fastify");
  const broken = fakeSession([], fakeSettings({ sort: 3, redact: "no", preferredStack: "constructor" })).session;
  const safe = createStore(broken, idle, detail);
  expect([safe.sort.value, safe.redact.value, safe.preferredStack.value]).toEqual(["time", true, ""]);
});
