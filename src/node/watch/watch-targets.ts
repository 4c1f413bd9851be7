import type { CorsFetch } from "../../exchange.ts";
import type { CdpEvent } from "../../recording/cdp.ts";
import type { CdpConnection } from "./cdp-connection.ts";
import { delay } from "./delay.ts";
import { detachAtOnce, detachOnceRunning } from "./detach.ts";
import { createOwnSessions, type OwnSessions } from "./own-sessions.ts";
import { createReplacedWorkers, type ReplacedWorkers } from "./replaced-workers.ts";
import { createReplayedIssues, type ReplayedIssues } from "./replayed-issues.ts";
import { createTargetSessions, type TargetSessions } from "./target-sessions.ts";
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
  const sessions = createTargetSessions(options.onSessionEnd);
  const watching: Watching = {
    options,
    sessions,
    starts: new Set(),
    unwatched: [],
    replacedWorkers: createReplacedWorkers(sessions),
    replayedIssues: createReplayedIssues(),
    ownSessions: createOwnSessions(),
  };
  const stopListening = listenToSession(watching, connection, "", "page");
  try {
    await watchFirstTarget(watching, connection);
  } catch (error) {
    stopListening();
    throw error;
  }
  const endSessions = () => {
    watching.replacedWorkers.stop();
    stopListening();
    for (const { sessionId } of sessions.all()) sessions.end(sessionId, false);
  };
  return {
    inOwnSession: watching.ownSessions.run,
    problems: () => unwatchedProblems(watching.unwatched, watching.replacedWorkers.unwatchedCount()),
    abandon() {
      endSessions();
      options.onSessionEnd("");
    },
    async detach() {
      await lastEvents(watching, connection);
      endSessions();
      // Rejects when the caller has closed the session already.
      await connection.send("Target.setAutoAttach", autoAttachParams(connection, false)).catch(() => {});
    },
  };
}

/** What all sessions of a watch share. */
interface Watching {
  readonly options: TargetWatchOptions;
  readonly sessions: TargetSessions;
  /** The starts of targets that have not replied to their first commands. */
  readonly starts: Set<Promise<void>>;
  /** The types of the targets that closed before they were watched. */
  readonly unwatched: string[];
  readonly replacedWorkers: ReplacedWorkers;
  readonly replayedIssues: ReplayedIssues;
  readonly ownSessions: OwnSessions;
}

/** Resolves once the first target and all that exist below it are watched. */
async function watchFirstTarget(watching: Watching, connection: CdpConnection): Promise<void> {
  const { options, starts, replayedIssues } = watching;
  const audits = replayedIssues.enableAudits(connection, "", false);
  await startWatching(connection, [...observePage(connection, options.scripts), audits]);
  const late = delay(maxStartTime).then(() => starts.clear());
  // A target that has started may report targets below it.
  while (starts.size > 0) await Promise.race([Promise.all(starts), late]);
}

/** Resolves once the events of all sessions have arrived, and no service worker that was left waits for a debugger. */
async function lastEvents({ sessions, replacedWorkers }: Watching, connection: CdpConnection): Promise<void> {
  const connections = [connection, ...sessions.all().map((session) => session.connection)];
  await Promise.race([Promise.allSettled(connections.map(flush)), delay(maxFlushTime)]);
  await Promise.race([replacedWorkers.released(), delay(maxReleaseTime)]);
}

/** Listens to a session; returns the function that stops it. */
function listenToSession(
  watching: Watching,
  connection: CdpConnection,
  session: string,
  caller: CorsFetch["context"],
): () => void {
  const { options, sessions, replacedWorkers, replayedIssues } = watching;
  return connection.listen((method, params) => {
    switch (method) {
      case "Target.attachedToTarget":
        return onAttached(watching, connection, params as AttachedTarget);
      case "Target.detachedFromTarget":
        return sessions.end((params as DetachedTarget).sessionId, true);
      case "ServiceWorker.workerVersionUpdated":
        return replacedWorkers.update(params);
      case "Inspector.targetCrashed":
        return options.onSessionEnd(session);
      case "Audits.issueAdded":
        if (replayedIssues.isReplaying(session)) return;
    }
    options.onEvent({ method, params, caller, session }, connection);
  });
}

/** The parameters of `Target.attachedToTarget`. */
interface AttachedTarget {
  readonly sessionId: string;
  readonly targetInfo: TargetInfo;
  /** True for a new target, which has not run yet. */
  readonly waitingForDebugger: boolean;
}

/** The parameters of `Target.detachedFromTarget`. */
type DetachedTarget = Pick<AttachedTarget, "sessionId">;

function onAttached(watching: Watching, parent: CdpConnection, attached: AttachedTarget): void {
  const { options, sessions, replacedWorkers, ownSessions } = watching;
  const { sessionId, targetInfo } = attached;
  const { targetId, type } = targetInfo;
  if (ownSessions.isAttaching(targetId)) return;
  if (replacedWorkers.isLeft(targetId)) {
    detachOnceRunning(parent, sessionId);
    return;
  }
  const caller = callerByTargetType.get(type);
  const isToWatch = caller && !sessions.isWatched(targetId) && options.shouldWatch(targetInfo);
  if (isToWatch) watchTarget(watching, parent, attached, caller);
  else detachAtOnce(parent, sessionId);
}

/** Watches a target. One that has been closed already rejects the commands; the watch then says that it was not seen. */
function watchTarget(
  watching: Watching,
  parent: CdpConnection,
  { sessionId, targetInfo, waitingForDebugger }: AttachedTarget,
  caller: CorsFetch["context"],
): void {
  const { options, sessions, starts, unwatched, replacedWorkers, replayedIssues } = watching;
  const { targetId, type } = targetInfo;
  const connection = parent.childSession(sessionId);
  const stopListening = listenToSession(watching, connection, sessionId, caller);
  sessions.add({ sessionId, targetId, parent, connection, stopListening });
  const audits = replayedIssues.enableAudits(connection, sessionId, waitingForDebugger);
  const started = startWatching(connection, [...observeTarget(connection, type, options.scripts), audits])
    .catch(() => {
      if (!replacedWorkers.hasLeft(sessionId)) unwatched.push(type);
    })
    .finally(() => starts.delete(started));
  starts.add(started);
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
function observeTarget(connection: CdpConnection, type: string, scripts: WatchScripts): Command[] {
  if (callerByTargetType.get(type) === "page") return observePage(connection, scripts);
  return type === "worker" ? observeWorker(connection, scripts) : [];
}

/** Milliseconds until the watch goes on without the replies of targets; a page that hangs never replies. */
const maxStartTime = 2000;

/** Milliseconds to wait for the last events of all sessions. */
const maxFlushTime = 500;

/** Milliseconds to wait until the service workers that were left run. */
const maxReleaseTime = 1000;
