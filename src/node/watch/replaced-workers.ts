import { delay } from "./delay.ts";
import { detachOnceRunning } from "./detach.ts";
import { trackServiceWorkers } from "./service-worker-versions.ts";
import type { TargetSession, TargetSessions } from "./target-sessions.ts";

/** Leaves each watched service worker that has an update, because the browser does not replace it while a session is attached. */
export interface ReplacedWorkers {
  /** Takes the parameters of `ServiceWorker.workerVersionUpdated`, and leaves the workers that they say are replaced. */
  readonly update: (params: unknown) => void;
  /** Whether this target was left, so that it must not be watched again. */
  readonly isLeft: (targetId: string) => boolean;
  /** Whether this session ended because its worker was left. */
  readonly hasLeft: (sessionId: string) => boolean;
  /** How many workers that were left still handle the requests of pages. */
  readonly unwatchedCount: () => number;
  /** Resolves once no worker that was left waits for a debugger. */
  readonly released: () => Promise<unknown>;
  /** From now on, no worker is attached to any more. */
  readonly stop: () => void;
}

export function createReplacedWorkers(sessions: TargetSessions): ReplacedWorkers {
  const versions = trackServiceWorkers();
  const leftSessions = new Set<string>();
  const releasing = new Set<Promise<unknown>>();
  let hasStopped = false;
  return {
    update(params) {
      const replaced = new Set(versions.update(params));
      for (const session of sessions.all()) if (replaced.has(session.targetId)) leave(session);
    },
    isLeft: versions.isLeft,
    hasLeft: (sessionId) => leftSessions.has(sessionId),
    unwatchedCount: versions.unwatchedCount,
    released: () => Promise.allSettled(releasing),
    stop() {
      hasStopped = true;
    },
  };

  function leave(session: TargetSession): void {
    leftSessions.add(session.sessionId);
    sessions.end(session.sessionId, false);
    detachOnceRunning(session.parent, session.sessionId);
    const released = releaseIfStarted(session)
      .catch(() => {})
      .finally(() => releasing.delete(released));
    releasing.add(released);
  }

  /**
   * Lets a worker run that the browser started again for a request before the worker was detached. Attaching to it is enough:
   * the new session is reported as every other is, and detached as that of a worker that was left.
   */
  async function releaseIfStarted({ targetId, parent }: TargetSession): Promise<void> {
    await delay(restartTime);
    if (hasStopped || !versions.startingAgain().includes(targetId)) return;
    await parent.send("Target.attachToTarget", { targetId, flatten: parent.isFlat });
  }
}

/** Milliseconds within which the browser starts a worker again. */
const restartTime = 500;
