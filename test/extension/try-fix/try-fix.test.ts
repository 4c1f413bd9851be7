import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "../../../extension/host/connection.ts";
import type { HeaderRule } from "../../../extension/host/header-rules.ts";
import { toHeaderRule } from "../../../extension/try-fix/header-rule.ts";
import { manageTrialRules } from "../../../extension/try-fix/trial-rules.ts";
import { createTrials, maxTrialDuration } from "../../../extension/try-fix/try-fix.ts";
import type { Trial } from "../../../src/index.ts";

const trial: Trial = {
  server: "https://api.example:8443",
  page: "https://app.example",
  methods: ["GET", "HEAD", "POST", "PURGE"],
  resourceTypes: ["fetch", "font"],
  headers: [{ name: "Access-Control-Allow-Origin", value: "https://app.example" }],
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("the rule is for one tab, one server and the methods of the fix", () => {
  expect(toHeaderRule(trial, 7)).toEqual({
    action: {
      type: "modifyHeaders",
      responseHeaders: [{ header: "Access-Control-Allow-Origin", operation: "set", value: "https://app.example" }],
    },
    condition: {
      tabIds: [7],
      urlFilter: "|https://api.example:8443/",
      initiatorDomains: ["app.example"],
      requestMethods: ["get", "head", "post", "other", "options"],
      resourceTypes: ["xmlhttprequest", "font"],
    },
  });
});

describe("a trial", () => {
  test("sets its rule, and removes it when it is stopped", async () => {
    const { trials, rules } = await started();
    expect(rules.size).toBe(1);
    trials.stop();
    await settled();
    expect([rules.size, trials.running()]).toEqual([0, null]);
  });

  test("ends after the stated time", async () => {
    const { trials, rules } = await started();
    await vi.advanceTimersByTimeAsync(maxTrialDuration - 1);
    expect(rules.size).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect([rules.size, trials.running()]).toEqual([0, null]);
  });

  test("goes on when the page is reloaded, and ends when the tab shows another origin", async () => {
    const { trials, rules, navigate } = await started();
    navigate("https://app.example/again");
    expect(trials.running()).not.toBe(null);
    navigate("https://app.example.evil/");
    await settled();
    expect([rules.size, trials.running()]).toEqual([0, null]);
  });

  test("leaves no rule when its DevTools crashes, and removes the permission after the last trial", async () => {
    const { connections, rules, browser } = await started();
    const other = await startIn(browser.connect, 8);
    expect(rules.size).toBe(2);
    connections[0]?.endPage();
    await settled();
    expect([...rules.values()].map(tabOf)).toEqual([8]);
    expect(browser.permissionRemovals).toBe(0);
    other.trials.stop();
    await settled();
    expect([rules.size, browser.permissionRemovals]).toEqual([0, 1]);
  });

  test("is not on when the browser refuses the rule", async () => {
    const { trials, connections } = await startIn(fakeBrowser().connect, 7);
    expect(trials.running()).toBe(null);
    expect(connections).toHaveLength(1);
  });

  test("rejects and closes its connection when the background worker cannot be reached, and can be started again", async () => {
    const { trials, rules, browser } = await started();
    trials.stop();
    const { connect } = browser;
    const close = vi.fn();
    browser.connect = () => ({
      ...connect(),
      send() {
        throw new Error("Attempting to use a disconnected port object");
      },
      close,
    });
    await expect(trials.start(trial)).rejects.toThrow("disconnected port");
    expect([close.mock.calls.length, trials.running()]).toEqual([1, null]);
    browser.connect = connect;
    expect(await trials.start(trial)).toBe(true);
    expect(rules.size).toBe(1);
  });

  test("replaces the one before it", async () => {
    const { trials, rules } = await started();
    await trials.start({ ...trial, server: "https://other.example" });
    await settled();
    expect([...rules.values()].map(({ condition }) => condition)).toMatchObject([
      { urlFilter: "|https://other.example/" },
    ]);
  });

  test("replaces one that was started just before and is not on yet", async () => {
    const { trials, rules } = await started();
    const other = { ...trial, server: "https://other.example" };
    expect(await Promise.all([trials.start(trial), trials.start(other)])).toEqual([false, true]);
    await settled();
    expect([...rules.values()].map(({ condition }) => condition)).toMatchObject([
      { urlFilter: "|https://other.example/" },
    ]);
  });

  test("is not on when it is stopped before the page has told its origin", async () => {
    const { trials, rules } = await started();
    const starting = trials.start(trial);
    trials.stop();
    expect(await starting).toBe(false);
    await settled();
    expect([rules.size, trials.running()]).toEqual([0, null]);
  });

  test("is not on when the tab shows another origin before the browser replies", async () => {
    const { trials, rules, navigate, connections } = await started();
    trials.stop();
    const starting = trials.start(trial);
    while (connections.length < 2) await Promise.resolve();
    navigate("https://app.example.evil/");
    expect(await starting).toBe(false);
    await settled();
    expect([rules.size, trials.running()]).toEqual([0, null]);
  });
});

test("a worker that starts removes the rules that an earlier worker left", async () => {
  const browser = fakeBrowser();
  browser.rules.set(99, toHeaderRule(trial, 1));
  manageTrialRules(browser.headerRules, browser.onConnected);
  await settled();
  expect(browser.rules.size).toBe(0);
});

test("a trial ends when the worker crashes, and a new worker is started that removes the rules", async () => {
  const { trials, connections, browser } = await started();
  connections[0]?.endWorker();
  expect(trials.running()).toBe(null);
  expect(browser.connects).toBe(2);
});

async function started() {
  const browser = fakeBrowser();
  manageTrialRules(browser.headerRules, browser.onConnected);
  return { browser, rules: browser.rules, ...(await startIn(() => browser.connect(), 7)) };
}

async function startIn(connect: () => FakeConnection, tab: number) {
  const connections: FakeConnection[] = [];
  let navigate = (_url: string) => {};
  const trials = createTrials({
    isSupported: true,
    connect() {
      const connection = connect();
      connections.push(connection);
      return connection;
    },
    page: {
      tabId: () => tab,
      onNavigated: (listener) => {
        navigate = listener;
      },
      evaluate: async () => "https://app.example",
    },
  });
  await trials.start(trial);
  return { trials, connections, navigate: (url: string) => navigate(url) };
}

/** The devtools page's end of a connection. */
interface FakeConnection extends Connection {
  /** Ends the devtools page. */
  readonly endPage: () => void;
  /** Ends the worker. */
  readonly endWorker: () => void;
}

/** A fake browser with one background worker; it refuses all rules until `onConnected` is called. */
function fakeBrowser() {
  let accept = (connection: Connection) => connection.onMessage(() => connection.send("Error: no permission"));
  const rules = new Map<number, HeaderRule>();
  const browser = {
    rules,
    permissionRemovals: 0,
    connects: 0,
    connect() {
      browser.connects++;
      const [page, worker] = connectedEnds();
      accept(worker);
      return page;
    },
    onConnected(listener: (connection: Connection) => void) {
      accept = listener;
    },
    headerRules: {
      async add(id: number, rule: HeaderRule) {
        rules.set(id, rule);
      },
      async remove(id: number) {
        rules.delete(id);
      },
      removeAll: async () => rules.clear(),
      async removePermission() {
        browser.permissionRemovals++;
      },
    },
  };
  return browser;
}

/** Both ends of a connection: each gets the messages and the closing of the other. */
function connectedEnds(): [FakeConnection, Connection] {
  const onMessage = { page: [] as ((message: unknown) => void)[], worker: [] as ((message: unknown) => void)[] };
  const onClosed = { page: [] as (() => void)[], worker: [] as (() => void)[] };
  const end = (own: "page" | "worker", other: "page" | "worker"): Connection => ({
    send: (message) => queueMicrotask(() => onMessage[other].map((listener) => listener(message))),
    onMessage: (listener) => onMessage[own].push(listener),
    onClosed: (listener) => onClosed[own].push(listener),
    close: () => onClosed[other].map((listener) => listener()),
  });
  const page = end("page", "worker");
  const endWorker = () => onClosed.page.map((listener) => listener());
  return [{ ...page, endPage: page.close, endWorker }, end("worker", "page")];
}

function tabOf({ condition }: HeaderRule): unknown {
  return "tabIds" in condition && Array.isArray(condition.tabIds) ? condition.tabIds[0] : undefined;
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}
