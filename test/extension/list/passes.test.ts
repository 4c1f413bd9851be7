import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStore } from "../../../extension/store/store.ts";
import {
  allowedAtPath,
  atPath,
  captured,
  changed,
  detail,
  fakeSession,
  idle,
  openStore,
  recognizing,
  untilUpdated,
} from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

describe("a refused request that passes later", () => {
  test("is shown as fixed, and announced, until it is refused again", async () => {
    const { devtools, store } = openStore(atPath("/orders", refused));
    expect(store.rows.value[0]?.fixedAt).toBeNull();
    devtools.finish(...allowedAtPath("/orders", refused, 5000));
    await untilUpdated();
    const fixedAt = store.rows.value[0]?.fixedAt;
    store.filter.value = "all";
    expect(store.rows.value.find(({ outcome }) => outcome === "allowed")?.at).toBe(fixedAt);
    store.filter.value = "refused";
    expect(store.announcement.value).toContain("/orders");
    devtools.finish(...atPath("/orders", refused, 9000));
    await untilUpdated();
    expect(store.rows.value).toMatchObject([{ path: "/orders", fixedAt: null, count: 2 }]);
  });

  test("is shown as fixed after the page was reloaded, until cleared", async () => {
    const { devtools, store } = openStore(atPath("/orders", refused));
    const { key } = store.rows.value[0] ?? {};
    await untilUpdated();
    devtools.document = 2;
    devtools.navigate();
    await untilUpdated();
    expect(store.rows.value).toEqual([]);
    devtools.finish(...allowedAtPath("/orders", refused, 5000));
    await untilUpdated();
    expect(store.rows.value).toMatchObject([{ key, path: "/orders", cause: "header-not-allowed" }]);
    expect(store.rows.value[0]?.fixedAt).not.toBeNull();
    store.clear();
    await untilUpdated();
    expect(store.rows.value).toEqual([]);
  });

  test("keeps the latest reading of the refusal, which other responses may have completed", async () => {
    const unanswered = captured("preflight-missing-acao").map((entry) => ({
      ...entry,
      response: { ...entry.response, headers: [] },
    }));
    const { devtools, store } = openStore(atPath("/orders", unanswered));
    await untilUpdated();
    const first = store.rows.value[0]?.title;
    devtools.finish(...allowedAtPath("/other", refused, 2000));
    await untilUpdated();
    const complete = store.rows.value[0]?.title;
    expect(complete).not.toBe(first);
    devtools.document = 2;
    devtools.navigate();
    await untilUpdated();
    devtools.finish(...allowedAtPath("/orders", unanswered, 10_000));
    await untilUpdated();
    expect(store.rows.value.find(({ fixedAt }) => fixedAt !== null)?.title).toBe(complete);
  });

  test("is not fixed by one at another path, or without the headers that were refused", async () => {
    const { devtools, store } = openStore(atPath("/orders", refused));
    devtools.finish(...allowedAtPath("/users", refused, 5000));
    devtools.finish(
      ...changed(allowedAtPath("/orders", refused, 6000).slice(1), (text) =>
        text.replaceAll('"x-a"', '"accept"').replaceAll('"X-A"', '"accept"'),
      ),
    );
    await untilUpdated();
    expect(store.rows.value.map(({ fixedAt }) => fixedAt)).toEqual([null]);
  });

  test("is not fixed by one that a trial let through", async () => {
    const { devtools, session, store } = openStore(atPath("/orders", refused));
    const trial = { server: "http://127.0.0.1:8200", from: 0, until: Number.POSITIVE_INFINITY };
    vi.spyOn(session.trials, "headerOverrides").mockReturnValue([trial]);
    store.close();
    const during = createStore(session, idle, detail, recognizing);
    devtools.finish(...allowedAtPath("/orders", refused, 5000));
    await untilUpdated();
    expect(during.rows.value).toMatchObject([{ fixedAt: null, passesInTrial: true }]);
    devtools.finish(...atPath("/orders", refused, 9000));
    await untilUpdated();
    expect(during.rows.value).toMatchObject([{ fixedAt: null, passesInTrial: false, count: 2 }]);
  });

  test("is still listed when the page was reloaded while a trial lets it pass", async () => {
    const { devtools, session } = fakeSession(atPath("/orders", refused));
    const from = Date.parse(refused[0]?.startedDateTime ?? "") + 2500;
    const trial = { server: "http://127.0.0.1:8200", from, until: Number.POSITIVE_INFINITY };
    vi.spyOn(session.trials, "headerOverrides").mockReturnValue([trial]);
    const store = createStore(session, idle, detail, recognizing);
    await untilUpdated();
    devtools.document = 2;
    devtools.navigate();
    await untilUpdated();
    expect(store.rows.value).toEqual([]);
    devtools.finish(...allowedAtPath("/orders", refused, 5000));
    await untilUpdated();
    expect(store.rows.value).toMatchObject([{ path: "/orders", fixedAt: null, passesInTrial: true }]);
  });
});
