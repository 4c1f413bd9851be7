import type { Connection } from "../host/connection.ts";
import type { PageScripts } from "../host/page-scripts.ts";
import { createTaskQueue } from "../store/task-queue.ts";

/** The page that a devtools page keeps observed. */
export interface KeptPage {
  readonly tabId: number;
  readonly origin: string;
}

/**
 * Runs the observing script in each new document of the origin that a devtools page names over its connection, tells it the
 * secret of each document in its tab, and ends that with the connection. Runs in the background worker. A worker that starts
 * has no connections, so it first removes the scripts that an earlier worker left.
 */
export function manageKeptPages(
  scripts: PageScripts,
  onConnected: (listener: (connection: Connection) => void) => void,
): void {
  const tabs = new Map<Connection, number>();
  let lastId = 0;
  const enqueue = createTaskQueue();

  enqueue(scripts.removeAll);
  scripts.onStarted((tabId, secret) => {
    for (const [connection, watched] of tabs) if (watched === tabId) connection.send({ secret });
  });
  onConnected((connection) => {
    const id = ++lastId;
    let isOpen = true;
    connection.onMessage((message) => {
      // The other messages only keep the worker alive.
      if (typeof message !== "object" || message === null) return;
      const { tabId, origin } = message as KeptPage;
      enqueue(async () => {
        if (!isOpen) return;
        const result = await scripts.add(id, origin).then(() => "on", String);
        if (!isOpen) return;
        tabs.set(connection, tabId);
        connection.send(result);
      });
    });
    connection.onClosed(() => {
      isOpen = false;
      tabs.delete(connection);
      enqueue(() => scripts.remove(id));
      enqueue(() => (tabs.size === 0 ? scripts.removePermission() : undefined));
    });
  });
}
