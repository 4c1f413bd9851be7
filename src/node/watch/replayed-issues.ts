import type { CdpConnection } from "./cdp-connection.ts";
import type { Command } from "./watch-commands.ts";

/** Tells the issues of a target that ran before it was watched from those that come up while it is watched. */
export interface ReplayedIssues {
  /**
   * The command that makes a target report its issues.
   * @param isNew true for a target that has not run, and so has no issues from before
   */
  readonly enableAudits: (connection: CdpConnection, session: string, isNew: boolean) => Command;
  /** Whether the issues that a session reports now are from before. */
  readonly isReplaying: (session: string) => boolean;
}

/** The browser repeats the issues from before until it replies to the command. */
export function createReplayedIssues(): ReplayedIssues {
  const replaying = new Set<string>();
  return {
    enableAudits: (connection, session, isNew) => async () => {
      if (!isNew) replaying.add(session);
      await connection.send("Audits.enable").finally(() => replaying.delete(session));
    },
    isReplaying: (session) => replaying.has(session),
  };
}
