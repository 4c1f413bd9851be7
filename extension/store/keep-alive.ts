import type { Connection } from "../host/connection.ts";

/** Keeps the background worker alive by messages over the connection, until the returned function is called. */
export function keepWorkerAlive(connection: Pick<Connection, "send">): () => void {
  const timer = setInterval(() => connection.send("alive"), interval);
  return () => clearInterval(timer);
}

/** In milliseconds; the browser ends a worker that gets no message for 30 seconds. */
const interval = 20_000;
