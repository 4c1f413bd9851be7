import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from "vitest/node";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";

/**
 * A pool that runs mutant after mutant in Vitest's own process, so that the engine is loaded once and not once for each of
 * thousands of mutants, and no message waits for a thread. A mutant that changes what a module does while it loads gets a
 * thread of its own, as does the run without a mutant that measures which test covers what.
 */
export const sameProcess = { name: "same-process", createPoolWorker };

function createPoolWorker(options: PoolOptions): PoolWorker {
  const { mode, mutantActivation } = options.project.getProvidedContext() as Readonly<Record<string, unknown>>;
  return mode === "mutant" && mutantActivation === "runtime" ? workerInSameProcess() : new ThreadsPoolWorker(options);
}

type Listener = (message: unknown) => void;

/** What listens to the pool: Vitest's worker, and after each start what the worker asks the pool. */
const inWorker: Listener[] = [];
/** What listens to the worker: the run that is going on. */
const inPool = new Set<Listener>();

init({
  post: (message: unknown) => deliver(message, inPool),
  on: (listener: Listener) => inWorker.push(listener),
  off: (listener: Listener) => inWorker.splice(inWorker.indexOf(listener), 1),
  runTests: (state, traces) => runBaseTests("run", state, traces),
  collectTests: (state, traces) => runBaseTests("collect", state, traces),
  setup: setupEnvironment,
});

function workerInSameProcess(): PoolWorker {
  return {
    name: sameProcess.name,
    deserialize: (message) => message,
    start: async () => {},
    stop: async () => inPool.clear(),
    on: (event, listener) => event === "message" && inPool.add(listener),
    off: (_, listener) => inPool.delete(listener),
    send(message: WorkerRequest) {
      if (message.type === "stop") return deliver({ type: "stopped", __vitest_worker_response__: true }, inPool);
      // The run before has its own listeners, and is over.
      if (message.type === "start") inWorker.splice(1);
      deliver(message, inWorker);
    },
  };
}

/** Delivers a copy later, as a thread would. */
function deliver(message: unknown, listeners: Iterable<Listener>): void {
  const copy: unknown = structuredClone(message);
  setImmediate(() => {
    for (const listener of [...listeners]) listener(copy);
  });
}
