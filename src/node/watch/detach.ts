import type { CdpConnection } from "./cdp-connection.ts";
import { delay } from "./delay.ts";

// A target that waits for the debugger waits forever once its session is detached, so each function lets it run first. A
// command rejects where the browser has closed the target already.

/** Detaches from a target that is not to be watched. */
export function detachAtOnce(parent: CdpConnection, sessionId: string): void {
  void letRun(parent, sessionId);
  void detach(parent, sessionId);
}

/** Detaches from a target once it has replied that it runs, or after half a second. */
export function detachOnceRunning(parent: CdpConnection, sessionId: string): void {
  void Promise.race([letRun(parent, sessionId), delay(maxReplyTime)]).then(() => detach(parent, sessionId));
}

function letRun(parent: CdpConnection, sessionId: string): Promise<unknown> {
  return parent
    .childSession(sessionId)
    .send("Runtime.runIfWaitingForDebugger")
    .catch(() => {});
}

function detach(parent: CdpConnection, sessionId: string): Promise<unknown> {
  return parent.send("Target.detachFromTarget", { sessionId }).catch(() => {});
}

/** In milliseconds. */
const maxReplyTime = 500;
