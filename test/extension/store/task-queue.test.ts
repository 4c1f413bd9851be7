import { expect, test } from "vitest";
import { createTaskQueue } from "../../../extension/store/task-queue.ts";

test("tasks run one after the other, also after one that fails", async () => {
  const enqueue = createTaskQueue();
  const done: string[] = [];
  const ended = new Promise<void>((resolve) => {
    enqueue(async () => {
      await new Promise((wake) => setTimeout(wake, 5));
      done.push("slow");
    });
    enqueue(() => {
      throw new Error("fails at once");
    });
    enqueue(async () => Promise.reject(new Error("fails later")));
    enqueue(() => void done.push("quick"));
    enqueue(resolve);
  });
  await ended;
  expect(done).toEqual(["slow", "quick"]);
});
