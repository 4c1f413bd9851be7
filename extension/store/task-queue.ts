/** Runs tasks one after the other. */
export type TaskQueue = (task: () => unknown) => void;

/** An empty queue. A task that fails does not stop the later ones. */
export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    last = last.then(task).catch(() => {});
  };
}
