import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createTrials,
  type Line,
  manageTrialRules,
  maxTrialDuration,
  type Rule,
  ruleOf,
} from "../../../extension/try-fix/trials.ts";
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
  expect(ruleOf(trial, 7)).toEqual({
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
  test("puts its rule on, and takes it off by one click", async () => {
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

  test("leaves nothing when its DevTools dies without a word, and gives the permission back after the last", async () => {
    const { lines, rules, keeper } = await started();
    const other = await startIn(keeper.connect, 8);
    expect(rules.size).toBe(2);
    lines[0]?.die();
    await settled();
    expect([...rules.values()].map(tabOf)).toEqual([8]);
    expect(keeper.givenBack).toBe(0);
    other.trials.stop();
    await settled();
    expect([rules.size, keeper.givenBack]).toEqual([0, 1]);
  });

  test("is not on when the browser refuses the rule", async () => {
    const keeper = fakeKeeper();
    const { trials, lines } = await startIn(keeper.connect, 7);
    expect(trials.running()).toBe(null);
    expect(lines).toHaveLength(1);
  });

  test("replaces the one before it", async () => {
    const { trials, rules } = await started();
    await trials.start({ ...trial, server: "https://other.example" });
    await settled();
    expect([...rules.values()].map(({ condition }) => condition)).toMatchObject([
      { urlFilter: "|https://other.example/" },
    ]);
  });
});

test("a worker that starts anew removes what the one before left", async () => {
  const keeper = fakeKeeper();
  keeper.rules.set(99, ruleOf(trial, 1));
  manageTrialRules(keeper);
  await settled();
  expect(keeper.rules.size).toBe(0);
});

test("a devtools page whose worker died says that the trial is over, and has a new worker clean up", async () => {
  const { trials, lines, keeper } = await started();
  lines[0]?.lose();
  expect(trials.running()).toBe(null);
  expect(keeper.connections).toBe(2);
});

async function started() {
  const keeper = fakeKeeper();
  manageTrialRules(keeper);
  return { keeper, rules: keeper.rules, ...(await startIn(keeper.connect, 7)) };
}

async function startIn(connect: () => FakeLine, tab: number) {
  const lines: FakeLine[] = [];
  let navigate = (_url: string) => {};
  const trials = createTrials({
    offered: true,
    open() {
      const line = connect();
      lines.push(line);
      return line;
    },
    tabId: () => tab,
    onNavigated: (listener) => {
      navigate = listener;
    },
    pageOrigin: async () => "https://app.example",
  });
  await trials.start(trial);
  return { trials, lines, navigate: (url: string) => navigate(url) };
}

interface FakeLine extends Line {
  /** The page's side is gone. */
  readonly die: () => void;
  /** The worker's side is gone. */
  readonly lose: () => void;
}

function fakeKeeper() {
  let accept = (line: Line) => line.onMessage(() => line.send("Error: no permission"));
  const rules = new Map<number, Rule>();
  const keeper = {
    rules,
    givenBack: 0,
    connections: 0,
    connect() {
      keeper.connections++;
      const [page, worker] = pair();
      accept(worker);
      return page;
    },
    onOpened(listener: (line: Line) => void) {
      accept = listener;
    },
    async addRule(id: number, rule: Rule) {
      rules.set(id, rule);
    },
    async removeRule(id: number) {
      rules.delete(id);
    },
    removeAll: async () => rules.clear(),
    async giveBack() {
      keeper.givenBack++;
    },
  };
  return keeper;
}

/** Two ends of a line: what one sends or closes, the other hears. */
function pair(): [FakeLine, Line] {
  const heard = { page: [] as ((message: unknown) => void)[], worker: [] as ((message: unknown) => void)[] };
  const closed = { page: [] as (() => void)[], worker: [] as (() => void)[] };
  const end = (mine: "page" | "worker", theirs: "page" | "worker"): Line => ({
    send: (message) => queueMicrotask(() => heard[theirs].map((listener) => listener(message))),
    onMessage: (listener) => heard[mine].push(listener),
    onClosed: (listener) => closed[mine].push(listener),
    close: () => closed[theirs].map((listener) => listener()),
  });
  const page = end("page", "worker");
  const lose = () => closed.page.map((listener) => listener());
  return [{ ...page, die: page.close, lose }, end("worker", "page")];
}

function tabOf({ condition }: Rule): unknown {
  return "tabIds" in condition && Array.isArray(condition.tabIds) ? condition.tabIds[0] : undefined;
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}
