import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "../../../extension/host/connection.ts";
import { manageKeptPages } from "../../../extension/observe/kept-pages.ts";
import { createPageObserver } from "../../../extension/observe/observe.ts";
import { createRecorder } from "../../../extension/recording/recorder.ts";
import { fakeDevTools, fakePage } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const call = {
  kind: "fetch",
  method: "GET",
  mode: "same-origin",
  url: "https://api.example/",
  at: Date.UTC(2026, 0, 1),
};
const notes = JSON.stringify({ from: "https://app.example/", notes: [call] });

function opened(options = {}) {
  const page = fakePage();
  const observer = createPageObserver(page, createRecorder(fakeDevTools(), options), options);
  return { page, observer, observedCalls: () => observer.recorder.log().entries.length };
}

test("takes the page's notes until it is turned off, and the last notes then", async () => {
  const { page, observer, observedCalls } = opened();
  const changed = vi.fn();
  observer.recorder.subscribe(changed);
  observer.start();
  expect([page.reloads, observer.isOn()]).toEqual([1, true]);
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(100);
  expect(observedCalls()).toBe(1);
  expect(changed).toHaveBeenCalledWith(null);
  page.reply = notes;
  observer.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect([observer.isOn(), observedCalls()]).toEqual([false, 2]);
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(5000);
  expect(observedCalls()).toBe(2);
  observer.recorder.clear();
  expect(observedCalls()).toBe(0);
});

test("takes no notes in which the page names another origin as its own", async () => {
  const { page, observer, observedCalls } = opened();
  const forged = notes.replace("https://app.example/", "https://bank.example/");
  observer.start();
  page.reply = forged;
  await vi.advanceTimersByTimeAsync(100);
  page.reply = forged;
  await vi.advanceTimersByTimeAsync(1000);
  expect([observer.isOn(), observedCalls()]).toEqual([true, 0]);
  page.reply = forged;
  observer.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(observedCalls()).toBe(0);
  observer.start();
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(100);
  expect(observedCalls()).toBe(1);
});

test("starts again without reporting that it stopped", async () => {
  const { page, observer, observedCalls } = opened({ preserveLog: true });
  const reported: boolean[] = [];
  observer.subscribe(() => reported.push(observer.isOn()));
  observer.start();
  page.reply = notes;
  observer.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([page.reloads, observedCalls()]).toEqual([2, 1]);
  observer.stop();
  observer.stop();
  expect(reported).toEqual([true, true, false]);
});

test.each([
  ["forgets", {}, 0],
  ["keeps, with the log preserved,", { preserveLog: true }, 1],
])("%s the observed calls when the user leaves the page", async (_, options, expected) => {
  const { page, observer, observedCalls } = opened(options);
  observer.start();
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(100);
  page.reply = null;
  await vi.advanceTimersByTimeAsync(1000);
  expect([observer.isOn(), observedCalls()]).toEqual([false, expected]);
});

test("stops waiting when the tab goes on to another page before the first reply", async () => {
  const { page, observer } = opened();
  page.reply = null;
  observer.start();
  page.navigate();
  await vi.advanceTimersByTimeAsync(5000);
  expect(observer.isOn()).toBe(true);
  page.navigate();
  await vi.advanceTimersByTimeAsync(1500);
  expect(observer.isOn()).toBe(false);
});

test("waits for a page that loads slowly, up to a limit", async () => {
  const { page, observer } = opened();
  page.reply = null;
  observer.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(observer.isOn()).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(observer.isOn()).toBe(false);
});

describe("a page that is kept", () => {
  /** An observer with a background worker, and what that has set in the browser. The page is observed and not kept yet. */
  async function observed({ refuses = false } = {}) {
    const scripts = new Map<number, string>();
    const ends = new Set<() => void>();
    let listen: (connection: Connection) => void = () => {};
    let started: (tabId: number, secret: string) => void = () => {};
    const removePermission = vi.fn(async () => {});
    const startWorker = () =>
      manageKeptPages(
        {
          add: async (id, origin) => {
            if (refuses) throw new Error("no permission");
            scripts.set(id, origin);
          },
          remove: async (id) => void scripts.delete(id),
          removeAll: async () => scripts.clear(),
          removePermission,
          onStarted: (listener) => {
            started = listener;
          },
        },
        (listener) => {
          listen = listener;
        },
      );
    startWorker();
    const connect = () => {
      const [here, there] = connectionPair();
      ends.add(there.close);
      listen(there);
      return here;
    };
    const page = fakePage();
    const observer = createPageObserver(page, createRecorder(fakeDevTools()), { connect });
    const observedCalls = () => observer.recorder.log().entries.length;
    observer.start();
    page.reply = notes;
    await vi.advanceTimersByTimeAsync(1000);
    expect(observer.origin()).toBe("https://app.example");
    const load = async (secret: string, tabId = 7) => {
      page.reply = null;
      page.navigate("https://app.example/again");
      await vi.advanceTimersByTimeAsync(3000);
      started(tabId, secret);
      await vi.advanceTimersByTimeAsync(100);
    };
    const crash = () => {
      for (const end of ends) end();
      startWorker();
    };
    return { page, observer, observedCalls, scripts, removePermission, load, crash };
  }

  async function kept(options = {}) {
    const opened = await observed(options);
    return { ...opened, isKept: await opened.observer.keep() };
  }

  test("is observed again after each reload, with the secret of the new document", async () => {
    const { page, observer, observedCalls, isKept, scripts, load } = await kept();
    expect([isKept, observer.isKept(), [...scripts.values()]]).toEqual([true, true, ["https://app.example"]]);
    const evaluated = vi.spyOn(page, "evaluate");
    await load("secret-2");
    expect([observer.isOn(), observedCalls()]).toEqual([true, 0]);
    page.reply = notes;
    await vi.advanceTimersByTimeAsync(1000);
    expect(observedCalls()).toBe(1);
    expect(evaluated.mock.calls.filter(([code]) => code.includes('"secret-2"')).length).toBeGreaterThan(0);
  });

  test("takes no secret of another tab", async () => {
    const { page, load } = await kept();
    const evaluated = vi.spyOn(page, "evaluate");
    await load("secret-of-another-tab", 8);
    expect(evaluated.mock.calls.filter(([code]) => code.includes("secret-of-another-tab"))).toEqual([]);
  });

  test.each([
    ["it is turned off", ({ observer }) => observer.stop()],
    ["the tab shows another origin", ({ page }) => page.navigate("https://app.example.evil/")],
    ["the background worker ends", ({ crash }) => crash()],
  ] as readonly [string, (opened: Awaited<ReturnType<typeof kept>>) => void][])(
    "is no longer observed once %s, and leaves neither scripts nor the permission",
    async (_, end) => {
      const opened = await kept();
      end(opened);
      await vi.advanceTimersByTimeAsync(100);
      const { observer, scripts, removePermission } = opened;
      expect([observer.isOn(), observer.isKept(), scripts.size]).toEqual([false, false, 0]);
      expect(removePermission).toHaveBeenCalled();
    },
  );

  test("is kept once, where the user asks for it twice before the browser replies", async () => {
    const { observer, scripts } = await observed();
    expect(await Promise.all([observer.keep(), observer.keep()])).toEqual([true, true]);
    expect(scripts.size).toBe(1);
    observer.stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(scripts.size).toBe(0);
  });

  test.each([
    ["it is turned off", ({ observer }) => observer.stop()],
    ["the tab shows another origin", ({ page }) => page.navigate("https://app.example.evil/")],
  ] as readonly [string, (opened: Awaited<ReturnType<typeof observed>>) => void][])(
    "is not kept where %s before the browser replies",
    async (_, end) => {
      const opened = await observed();
      const { observer, scripts } = opened;
      const keeping = observer.keep();
      end(opened);
      expect(await keeping).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
      expect([observer.isOn(), observer.isKept(), scripts.size]).toEqual([false, false, 0]);
    },
  );

  test("stays observed until it is left, where the browser refuses the scripts", async () => {
    const { observer, isKept } = await kept({ refuses: true });
    expect([isKept, observer.isKept(), observer.isOn()]).toEqual([false, false, true]);
  });
});

/** Both ends of a connection, as the browser makes them: closing one tells the other. */
function connectionPair(): readonly [Connection, Connection] {
  const ends = [end(), end()] as const;
  let isOpen = true;
  function end() {
    return { messages: [] as ((message: unknown) => void)[], closed: [] as (() => void)[] };
  }
  const connection = (own: ReturnType<typeof end>, other: ReturnType<typeof end>): Connection => ({
    send: (message) =>
      queueMicrotask(() => {
        for (const listener of isOpen ? other.messages : []) listener(message);
      }),
    onMessage: (listener) => own.messages.push(listener),
    onClosed: (listener) => own.closed.push(listener),
    close() {
      if (!isOpen) return;
      isOpen = false;
      queueMicrotask(() => {
        for (const listener of other.closed) listener();
      });
    },
  });
  return [connection(ends[0], ends[1]), connection(ends[1], ends[0])];
}
