import { expect, test } from "vitest";
import { mapConcurrently } from "../../../src/node/commands/map-concurrently.ts";

test("results are in the order of the items, and no more tasks run at a time than allowed", async () => {
  let running = 0;
  let most = 0;
  const results = await mapConcurrently([30, 10, 20, 0], 2, async (delay) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, delay));
    running--;
    return `${delay} ms`;
  });
  expect(results).toEqual(["30 ms", "10 ms", "20 ms", "0 ms"]);
  expect(most).toBe(2);
});

test("no task starts after one has failed", async () => {
  const started: number[] = [];
  const failed = mapConcurrently([1, 2, 3, 4], 2, async (item) => {
    started.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error("first");
  });
  await expect(failed).rejects.toThrow("first");
  await new Promise((resolve) => setTimeout(resolve));
  expect(started).toEqual([1, 2]);
});
