import { fieldsOf, textOf } from "../../recording/fields.ts";
import type { CdpConnection } from "./cdp-connection.ts";

/** Second sessions of targets that a session of the caller of `watchCors` belongs to. Nothing is watched in them. */
export interface OwnSessions {
  /**
   * Runs with another session of the connection's target, and detaches it afterwards. What is set there changes nothing of what
   * the caller has set in the connection's own session.
   */
  readonly run: <T>(connection: CdpConnection, use: (own: CdpConnection) => Promise<T>) => Promise<T>;
  /** Whether the session that was attached to this target now is such a session. */
  readonly isAttaching: (targetId: string) => boolean;
}

export function createOwnSessions(): OwnSessions {
  const attaching = new Set<string>();
  return {
    isAttaching: (targetId) => attaching.has(targetId),
    async run(connection, use) {
      const { targetInfo } = fieldsOf(await connection.send("Target.getTargetInfo"));
      const targetId = textOf(fieldsOf(targetInfo).targetId);
      attaching.add(targetId);
      const attached = connection.send("Target.attachToTarget", { targetId, flatten: connection.isFlat });
      // The event of the new session comes before the reply.
      const { sessionId } = fieldsOf(await attached.finally(() => attaching.delete(targetId)));
      try {
        return await use(connection.childSession(textOf(sessionId)));
      } finally {
        void connection.send("Target.detachFromTarget", { sessionId }).catch(() => {});
      }
    },
  };
}
