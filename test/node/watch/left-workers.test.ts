import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type TargetWatch, watchTargets } from "../../../src/node/watch/watch-targets.ts";
import { fakeConnection } from "./fake-connection.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch that has just left a service worker because of its update, and the worker starts again. */
async function watchLeftWorker() {
  const sent: string[] = [];
  const { connection, report } = fakeConnection(async (method) => {
    sent.push(method);
    if (method === "Target.attachToTarget") report("Target.attachedToTarget", attached("second"));
    return {};
  });
  const childSession = (sessionId: string) =>
    fakeConnection(async (method) => sent.push(`${sessionId} ${method}`)).connection;
  const watch = await watchTargets(
    { ...connection, childSession },
    {
      scripts: { page: "", worker: "", binding: "" },
      onEvent() {},
      onSessionEnd() {},
      shouldWatch: () => true,
    },
  );
  report("Target.attachedToTarget", attached("first"));
  const version = { versionId: "1", registrationId: "1", status: "redundant", targetId: "worker" };
  report("ServiceWorker.workerVersionUpdated", { versions: [{ ...version, runningStatus: "starting" }] });
  return { watch, sent };
}

const attached = (sessionId: string) => ({ sessionId, targetInfo: { targetId: "worker", type: "service_worker" } });

/** What the browser gets after this end of the watch, from the start of the worker on. */
async function sentAfter(end: (watch: TargetWatch) => unknown): Promise<string[]> {
  const { watch, sent } = await watchLeftWorker();
  void end(watch);
  await vi.advanceTimersByTimeAsync(5000);
  return sent.filter((command) => /attachTo|second/.test(command));
}

test("a worker that starts again is let go although the watch stops", async () => {
  expect(await sentAfter((watch) => watch.detach())).toEqual([
    "Target.attachToTarget",
    "second Runtime.runIfWaitingForDebugger",
  ]);
});

test("nothing is attached after the watch has ended", async () => {
  expect(await sentAfter((watch) => watch.abandon())).toEqual([]);
});
