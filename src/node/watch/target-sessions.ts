import type { CdpConnection } from "./cdp-connection.ts";

/** A session of a watched target. */
export interface TargetSession {
  readonly sessionId: string;
  readonly targetId: string;
  /** The session that attached to the target. */
  readonly parent: CdpConnection;
  readonly connection: CdpConnection;
  readonly stopListening: () => void;
}

/** The sessions of all watched targets, one for each target. */
export interface TargetSessions {
  readonly add: (session: TargetSession) => void;
  readonly all: () => readonly TargetSession[];
  readonly isWatched: (targetId: string) => boolean;
  /**
   * Stops listening to a session; does nothing where the session is unknown.
   * @param hasTargetClosed false where the target goes on without being watched
   */
  readonly end: (sessionId: string, hasTargetClosed: boolean) => void;
}

/** @param onEnd called with the id of each session that has ended */
export function createTargetSessions(onEnd: (sessionId: string, hasTargetClosed: boolean) => void): TargetSessions {
  const sessions = new Map<string, TargetSession>();
  const targetIds = new Set<string>();
  return {
    add(session) {
      sessions.set(session.sessionId, session);
      targetIds.add(session.targetId);
    },
    all: () => [...sessions.values()],
    isWatched: (targetId) => targetIds.has(targetId),
    end(sessionId, hasTargetClosed) {
      const session = sessions.get(sessionId);
      if (!session) return;
      session.stopListening();
      sessions.delete(sessionId);
      targetIds.delete(session.targetId);
      onEnd(sessionId, hasTargetClosed);
    },
  };
}
