import type { Connection } from "../host/connection.ts";
import type { HeaderRule, HeaderRules } from "../host/header-rules.ts";
import { createTaskQueue } from "../store/task-queue.ts";
import { maxTrialDuration } from "./try-fix.ts";

/**
 * Sets the header rule that a devtools page sends over its connection, and removes the rule when the connection ends, at the
 * latest after `maxTrialDuration`. Runs in the background worker. A worker that starts has no connections, so it first
 * removes the rules that an earlier worker left.
 */
export function manageTrialRules(
  rules: HeaderRules,
  onConnected: (listener: (connection: Connection) => void) => void,
) {
  const connections = new Set<Connection>();
  let lastId = 0;
  const enqueue = createTaskQueue();

  enqueue(rules.removeAll);
  onConnected((connection) => {
    const id = ++lastId;
    connections.add(connection);
    const timeout = setTimeout(() => {
      connection.close();
      end();
    }, maxTrialDuration);
    connection.onClosed(end);
    connection.onMessage((message) => {
      // The other messages only keep the worker alive.
      if (typeof message !== "object" || message === null) return;
      enqueue(async () => {
        if (!connections.has(connection)) return;
        const result = await addRule(rules, id, message as HeaderRule);
        if (connections.has(connection)) connection.send(result);
      });
    });

    function end(): void {
      clearTimeout(timeout);
      connections.delete(connection);
      enqueue(() => rules.remove(id));
      enqueue(() => (connections.size === 0 ? rules.removePermission() : undefined));
    }
  });
}

/** "on", or why the browser refused the rule. */
function addRule(rules: HeaderRules, id: number, rule: HeaderRule): Promise<string> {
  return rules.add(id, rule).then(() => "on", String);
}
