import type { CorsFetch } from "../../exchange.ts";
import type { CdpEvent } from "../../recording/cdp.ts";
import type { CdpConnection, Listener } from "./cdp-connection.ts";

/** What the protocol tells of a page, a frame or a worker. */
export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly openerId?: string;
  readonly browserContextId?: string;
}

export interface TargetWatch {
  /** Ends the watching and lets every target go; the session that was handed in stays open. */
  readonly detach: () => Promise<void>;
  /** Ends what is still under way, since the browser is gone. */
  readonly abandon: () => void;
}

interface Options {
  readonly tell: (event: CdpEvent) => void;
  /** Tells that a session is gone. */
  readonly end: (session: string) => void;
  /** Which of the targets that a session offers are watched. */
  readonly accept: (target: TargetInfo) => boolean;
}

/**
 * Watches a session's network and that of every frame, worker and popup it leads to, each from its first request on.
 * Each new target waits until its network is watched. It is let go by the last of the commands that are sent to it at
 * once, whatever becomes of the others, so that none is left waiting.
 */
export async function watchTargets(wire: CdpConnection, { tell, end, accept }: Options): Promise<TargetWatch> {
  const sessions = new Map<string, Watched>();
  const watchedTargets = new Set<string>();
  const starting = new Set<Promise<void>>();

  const listenTo = (parent: CdpConnection, session: string, caller: CorsFetch["context"]) => {
    const listener: Listener = (method, params) => {
      if (method === "Target.attachedToTarget") onAttached(parent, params as Attached);
      else if (method === "Target.detachedFromTarget") onDetached((params as Attached).sessionId);
      else if (method === "Inspector.targetCrashed") end(session);
      else tell({ method, params, caller, session });
    };
    return parent.listen(listener);
  };

  const onAttached = (parent: CdpConnection, { sessionId, targetInfo }: Attached) => {
    const { targetId, type } = targetInfo;
    const child = parent.child(sessionId);
    if (!callers.has(type) || watchedTargets.has(targetId) || !accept(targetInfo)) {
      // Detaching a target that waits lets it go as well; a browser may have ended it already.
      void child.send("Runtime.runIfWaitingForDebugger").catch(() => {});
      void parent.send("Target.detachFromTarget", { sessionId }).catch(() => {});
      return;
    }
    watchedTargets.add(targetId);
    sessions.set(sessionId, { targetId, wire: child, stop: listenTo(child, sessionId, callers.get(type) ?? "page") });
    // A target that is gone again has nothing to tell.
    const started = start(child)
      .catch(() => {})
      .finally(() => starting.delete(started));
    starting.add(started);
  };

  const onDetached = (sessionId: string) => {
    const parted = sessions.get(sessionId);
    if (!parted) return;
    parted.stop();
    sessions.delete(sessionId);
    watchedTargets.delete(parted.targetId);
    end(sessionId);
  };

  const stop = listenTo(wire, "", "page");
  try {
    await start(wire);
    const late = pause(longestStart).then(() => starting.clear());
    while (starting.size > 0) await Promise.race([Promise.all(starting), late]);
  } catch (error) {
    stop();
    throw error;
  }
  const abandon = () => {
    stop();
    for (const sessionId of sessions.keys()) onDetached(sessionId);
    end("");
  };
  return {
    abandon,
    async detach() {
      const wires = [wire, ...[...sessions.values()].map((session) => session.wire)];
      await Promise.race([Promise.allSettled(wires.map(flush)), pause(longestHearing)]);
      stop();
      for (const sessionId of sessions.keys()) onDetached(sessionId);
      // The session may be closed already.
      await wire.send("Target.setAutoAttach", autoAttach(wire, false)).catch(() => {});
    },
  };
}

interface Attached {
  readonly sessionId: string;
  readonly targetInfo: TargetInfo;
}

interface Watched {
  readonly targetId: string;
  readonly wire: CdpConnection;
  readonly stop: () => void;
}

/** Resolves once a session has told what it had to tell when asked. */
function flush(wire: CdpConnection): Promise<unknown> {
  return wire.send("Network.enable", network);
}

/** A page that hangs never answers; in milliseconds. */
const longestHearing = 500;
const longestStart = 2000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref?.());
}

/** The kinds of targets that make requests. */
const callers: ReadonlyMap<string, CorsFetch["context"]> = new Map([
  ["page", "page"],
  ["iframe", "page"],
  ["webview", "page"],
  ["worker", "worker"],
  ["shared_worker", "worker"],
  ["service_worker", "service-worker"],
]);

/** Bodies are kept for nobody: no session here ever asks for one. */
const network = { maxTotalBufferSize: 0, maxResourceBufferSize: 0 };

async function start(wire: CdpConnection): Promise<void> {
  const [watching, attaching] = await Promise.allSettled([
    wire.send("Network.enable", network),
    wire.send("Target.setAutoAttach", autoAttach(wire, true)),
    wire.send("Runtime.runIfWaitingForDebugger"),
  ]);
  // A browser's own session has no network, a worker's no further targets in older browsers.
  if (watching.status === "rejected" && attaching.status === "rejected") throw watching.reason;
}

function autoAttach({ flat }: CdpConnection, on: boolean): object {
  return { autoAttach: on, waitForDebuggerOnStart: on, flatten: flat };
}
