import type { CorsFetch } from "../../exchange.ts";
import type { CdpEvent } from "../../recording/cdp.ts";
import type { CdpConnection } from "./cdp-connection.ts";
import { createOwnSessions, type OwnSessions } from "./own-sessions.ts";
import { type ServiceWorkerVersions, trackServiceWorkers } from "./service-worker-versions.ts";
import { unwatchedProblems } from "./unwatched-problems.ts";
import {
  autoAttachParams,
  type Command,
  flush,
  observePage,
  observeWorker,
  startWatching,
  type WatchScripts,
} from "./watch-commands.ts";

/** The protocol's description of a page, a frame or a worker. */
export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly openerId?: string;
  readonly browserContextId?: string;
}

export interface TargetWatchOptions {
  readonly scripts: WatchScripts;
  /** Called with each event and the connection of its session. */
  readonly onEvent: (event: CdpEvent, connection: CdpConnection) => void;
  /** Called when a session has ended, "" for the first one; it reports no further events. */
  readonly onSessionEnd: (session: string, hasTargetClosed?: boolean) => void;
  /** Whether a target that a session attached to is watched. */
  readonly shouldWatch: (target: TargetInfo) => boolean;
}

export interface TargetWatch {
  /** Stops watching and detaches from every target; the session that was handed in stays open. */
  readonly detach: () => Promise<void>;
  /** Ends every session without a command, because the browser has gone. */
  readonly abandon: () => void;
  /** What was not watched, a sentence for each kind of target. */
  readonly problems: () => readonly string[];
  readonly inOwnSession: OwnSessions["run"];
}

/**
 * Watches the network of a session and of every frame, worker and popup that auto-attach finds below it, each from its
 * first request on. A new target waits for the debugger until its network is watched. All commands are sent to it at
 * once, the one that lets it run last, so that it runs even if the others fail.
 */
export async function watchTargets(connection: CdpConnection, options: TargetWatchOptions): Promise<TargetWatch> {
  const manager: TargetManager = {
    options,
    sessions: new Map(),
    targetIds: new Set(),
    starting: new Set(),
    unwatched: [],
    leftSessions: new Set(),
    ownSessions: createOwnSessions(),
    leaving: new Set(),
    hasEnded: false,
    replayingIssues: new Set(),
    serviceWorkers: trackServiceWorkers(),
  };
  const stopListening = listenToSession(manager, connection, "", "page");
  try {
    const observe = [...observePage(connection, options.scripts), enableAudits(manager, connection, "", false)];
    await startWatching(connection, observe);
    const late = delay(maxStartTime).then(() => manager.starting.clear());
    while (manager.starting.size > 0) await Promise.race([Promise.all(manager.starting), late]);
  } catch (error) {
    stopListening();
    throw error;
  }
  const endSessions = () => {
    manager.hasEnded = true;
    stopListening();
    for (const sessionId of manager.sessions.keys()) endSession(manager, sessionId, false);
  };
  return {
    inOwnSession: manager.ownSessions.run,
    problems: () => unwatchedProblems(manager.unwatched, manager.serviceWorkers.unwatchedCount()),
    abandon() {
      endSessions();
      options.onSessionEnd("");
    },
    async detach() {
      const connections = [connection, ...[...manager.sessions.values()].map((session) => session.connection)];
      await Promise.race([Promise.allSettled(connections.map(flush)), delay(maxFlushTime)]);
      await Promise.race([Promise.allSettled(manager.leaving), delay(2 * maxFlushTime)]);
      endSessions();
      // Rejects when the caller has closed the session already.
      await connection.send("Target.setAutoAttach", autoAttachParams(connection, false)).catch(() => {});
    },
  };
}

interface TargetManager {
  readonly options: TargetWatchOptions;
  /** The sessions of the watched targets, by session id. */
  readonly sessions: Map<string, TargetSession>;
  readonly targetIds: Set<string>;
  /** The targets whose first commands have not been answered. */
  readonly starting: Set<Promise<void>>;
  /** The types of the targets that closed before they were watched. */
  readonly unwatched: string[];
  readonly serviceWorkers: ServiceWorkerVersions;
  /** The sessions of service workers that were left because of their update. */
  readonly leftSessions: Set<string>;
  readonly ownSessions: OwnSessions;
  /** The service workers that may still have to be let go, because they have been left just now. */
  readonly leaving: Set<Promise<unknown>>;
  /** True once nothing is watched any more. No session may be attached then. */
  hasEnded: boolean;
  /** The sessions of targets that ran before, which may still report issues from then. */
  readonly replayingIssues: Set<string>;
}

interface TargetSession {
  readonly targetId: string;
  readonly parent: CdpConnection;
  readonly connection: CdpConnection;
  readonly stopListening: () => void;
}

/** The parameters of `Target.attachedToTarget`. */
interface AttachedTarget {
  readonly sessionId: string;
  readonly targetInfo: TargetInfo;
  /** True for a new target, which has not run yet. */
  readonly waitingForDebugger: boolean;
}

function listenToSession(
  manager: TargetManager,
  connection: CdpConnection,
  session: string,
  caller: CorsFetch["context"],
): () => void {
  const { onEvent, onSessionEnd } = manager.options;
  return connection.listen((method, params) => {
    if (method === "Target.attachedToTarget") onAttached(manager, connection, params as AttachedTarget);
    else if (method === "Target.detachedFromTarget") endSession(manager, (params as AttachedTarget).sessionId, true);
    else if (method === "ServiceWorker.workerVersionUpdated") leaveReplacedWorkers(manager, params);
    else if (method === "Inspector.targetCrashed") onSessionEnd(session);
    else if (method === "Audits.issueAdded" && manager.replayingIssues.has(session)) return;
    else onEvent({ method, params, caller, session }, connection);
  });
}

function onAttached(
  manager: TargetManager,
  parent: CdpConnection,
  { sessionId, targetInfo, waitingForDebugger }: AttachedTarget,
): void {
  const { targetId, type } = targetInfo;
  const { options, sessions, targetIds, starting } = manager;
  if (manager.ownSessions.isAttaching(targetId)) return;
  const connection = parent.childSession(sessionId);
  const caller = callerByTargetType.get(type);
  if (manager.serviceWorkers.isLeft(targetId)) {
    letGo(parent, sessionId);
    return;
  }
  if (!caller || targetIds.has(targetId) || !options.shouldWatch(targetInfo)) {
    // Both commands let a waiting target run; the browser may have closed it already, which rejects them.
    void connection.send("Runtime.runIfWaitingForDebugger").catch(() => {});
    void parent.send("Target.detachFromTarget", { sessionId }).catch(() => {});
    return;
  }
  targetIds.add(targetId);
  const stopListening = listenToSession(manager, connection, sessionId, caller);
  sessions.set(sessionId, { targetId, parent, connection, stopListening });
  // Rejects when the target has been closed already: it reports nothing then.
  const observe = [
    ...observeTarget(connection, targetInfo, options.scripts),
    enableAudits(manager, connection, sessionId, waitingForDebugger),
  ];
  const started = startWatching(connection, observe)
    .catch(() => {
      if (!manager.leftSessions.has(sessionId)) manager.unwatched.push(type);
    })
    .finally(() => starting.delete(started));
  starting.add(started);
}

/** `hasTargetClosed` is false where the target goes on without being watched. */
function endSession(
  { options, sessions, targetIds }: TargetManager,
  sessionId: string,
  hasTargetClosed: boolean,
): void {
  const session = sessions.get(sessionId);
  if (!session) return;
  session.stopListening();
  sessions.delete(sessionId);
  targetIds.delete(session.targetId);
  options.onSessionEnd(sessionId, hasTargetClosed);
}

function leaveReplacedWorkers(manager: TargetManager, params: unknown): void {
  const { serviceWorkers, sessions, leftSessions } = manager;
  const replaced = new Set(serviceWorkers.update(params));
  for (const [sessionId, { targetId, parent }] of [...sessions]) {
    if (!replaced.has(targetId)) continue;
    leftSessions.add(sessionId);
    endSession(manager, sessionId, false);
    letGo(parent, sessionId);
    // The browser may have started it again for a request before it was detached.
    const checked = delay(maxFlushTime)
      .then(() => {
        const waits = !manager.hasEnded && serviceWorkers.startingAgain().includes(targetId);
        // The new session is let go as soon as it is reported.
        return waits && parent.send("Target.attachToTarget", { targetId, flatten: parent.isFlat });
      })
      .catch(() => {})
      .finally(() => manager.leaving.delete(checked));
    manager.leaving.add(checked);
  }
}

/** Lets a target run that may wait for the debugger, and then detaches from it; once detached, it would wait forever. */
function letGo(parent: CdpConnection, sessionId: string): void {
  const running = parent
    .childSession(sessionId)
    .send("Runtime.runIfWaitingForDebugger")
    .catch(() => {});
  void Promise.race([running, delay(maxFlushTime)])
    .then(() => parent.send("Target.detachFromTarget", { sessionId }))
    .catch(() => {});
}

/** Who makes the requests of a target of this type; other types make none. */
const callerByTargetType: ReadonlyMap<string, CorsFetch["context"]> = new Map([
  ["page", "page"],
  ["iframe", "page"],
  ["webview", "page"],
  ["worker", "worker"],
  ["shared_worker", "worker"],
  ["service_worker", "service-worker"],
]);

/** The commands by which a target reports its calls. Shared workers and service workers get none: they would hang. */
function observeTarget(connection: CdpConnection, { type }: TargetInfo, scripts: WatchScripts): Command[] {
  if (callerByTargetType.get(type) === "page") return observePage(connection, scripts);
  return type === "worker" ? observeWorker(connection, scripts) : [];
}

/**
 * Makes a target report its issues. Those of before come first: the browser repeats them until it replies.
 * @param isNew true for a target that has not run, and so has no such issues
 */
function enableAudits(
  { replayingIssues }: TargetManager,
  connection: CdpConnection,
  session: string,
  isNew: boolean,
): Command {
  return async () => {
    if (!isNew) replayingIssues.add(session);
    await connection.send("Audits.enable").finally(() => replayingIssues.delete(session));
  };
}

/** In milliseconds; a page that hangs never replies. */
const maxStartTime = 2000;
const maxFlushTime = 500;

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref?.());
}
