import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { atPath, captured, openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

describe("a retry", () => {
  const two = [...atPath("/a", refused), ...atPath("/b", refused, 1000)];
  const longerThanMaxWait = 20_000;

  function retrying(firstReply: Promise<boolean> = Promise.resolve(true)) {
    const { devtools, session, store } = openStore(two);
    vi.mocked(session.tab.runInPage).mockResolvedValue(true).mockReturnValueOnce(firstReply);
    const choose = (path: string) => store.select(store.rows.value.find((row) => row.path === path)?.key ?? "");
    const [first] = refused;
    const sinceRecorded = Date.now() - Date.parse(first?.startedDateTime ?? "");
    const answer = () => devtools.finish(...atPath("/a", refused, sinceRecorded + 1000));
    choose("/a");
    store.retry.retry();
    store.retry.confirm();
    return { devtools, store, choose, answer };
  }

  test("that was recorded is not lost, whichever fetch is shown, and also after the page was left", async () => {
    const { devtools, store, choose, answer } = retrying();
    expect(store.retry.state.value).toBe("sent");
    choose("/b");
    answer();
    await vi.advanceTimersByTimeAsync(50);
    devtools.document = 2;
    devtools.navigate();
    devtools.finish(...atPath("/a", refused, 1));
    await vi.advanceTimersByTimeAsync(longerThanMaxWait);
    choose("/a");
    expect(store.retry.state.value).toBe("idle");
  });

  test("that was not recorded is lost", async () => {
    const { store } = retrying();
    await vi.advanceTimersByTimeAsync(longerThanMaxWait);
    expect(store.retry.state.value).toBe("lost");
  });

  test("that was lost is no longer lost once it is recorded", async () => {
    const { store, answer } = retrying();
    await vi.advanceTimersByTimeAsync(longerThanMaxWait);
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(store.retry.state.value).toBe("idle");
    expect(store.retry.result.value).not.toBeNull();
  });

  test("that the browser could not send says so, and can be sent again", async () => {
    const { store } = retrying(Promise.reject(new Error("Extension context invalidated.")));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.retry.state.value).toBe("broken");
    await vi.advanceTimersByTimeAsync(longerThanMaxWait);
    expect(store.retry.state.value).toBe("broken");
    store.retry.retry();
    store.retry.confirm();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.retry.state.value).toBe("sent");
  });
});
