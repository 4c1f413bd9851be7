import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from "vitest/node";

/** Runs after which a new thread starts, because Vitest frees what it keeps of a run only with the thread. */
const maxRuns = 40;

/**
 * A pool that runs mutant after mutant in one thread, so that the engine is loaded once and not once for each of thousands
 * of mutants. A mutant that changes what a module does while it loads gets a thread of its own, as does the run without a
 * mutant that measures which test covers what.
 */
export const keptThread = { name: "kept-thread", createPoolWorker };

let kept: ThreadsPoolWorker | undefined;
let runs = 0;

/** Ends the thread that is kept. */
export async function endKeptThread(): Promise<void> {
  await kept?.stop();
  kept = undefined;
}

function createPoolWorker(options: PoolOptions): PoolWorker {
  const { mode, mutantActivation } = options.project.getProvidedContext() as Readonly<Record<string, unknown>>;
  return mode === "mutant" && mutantActivation === "runtime"
    ? workerOfKeptThread(options)
    : new ThreadsPoolWorker(options);
}

function workerOfKeptThread(options: PoolOptions): PoolWorker {
  const isNew = kept === undefined || ++runs >= maxRuns;
  const old = isNew ? kept : undefined;
  const thread = kept && !isNew ? kept : new ThreadsPoolWorker(options);
  if (isNew) runs = 0;
  kept = thread;
  const listeners: [event: string, listener: (value: unknown) => void][] = [];
  return {
    name: keptThread.name,
    deserialize: (data) => data,
    async start() {
      await old?.stop();
      if (isNew) await thread.start();
    },
    on(event, listener) {
      listeners.push([event, listener]);
      thread.on(event, listener);
    },
    off: (event, listener) => thread.off(event, listener),
    send(message: WorkerRequest) {
      if (message.type !== "stop") return thread.send(message);
      const stopped = { type: "stopped", __vitest_worker_response__: true };
      for (const [event, listener] of listeners) if (event === "message") listener(stopped);
    },
    async stop() {
      for (const [event, listener] of listeners) thread.off(event, listener);
    },
  };
}
