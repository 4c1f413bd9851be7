import type { Connection } from "../host/connection.ts";
import type { KeptPage } from "./kept-pages.ts";

interface KeepOptions {
  readonly connect: () => Connection;
  readonly page: KeptPage;
  /** Called with the secret of each document that the tab loads from the page's origin. */
  readonly onSecret: (secret: string) => void;
  /** Called where the background worker ended, or its DevTools closed. */
  readonly onEnd: () => void;
}

/** Keeps a page observed across reloads until the returned function is called; null where the browser refuses. */
export async function keepPage({ connect, page, onSecret, onEnd }: KeepOptions): Promise<(() => void) | null> {
  const connection = connect();
  const response = await new Promise<unknown>((resolve) => {
    connection.onMessage(resolve);
    connection.onClosed(() => resolve("closed"));
    connection.send(page);
  });
  if (response !== "on") {
    connection.close();
    return null;
  }
  const keepAlive = setInterval(() => connection.send("alive"), keepAliveInterval);
  connection.onMessage((message) => {
    const { secret } = (message ?? {}) as { readonly secret?: unknown };
    if (typeof secret === "string") onSecret(secret);
  });
  connection.onClosed(() => {
    clearInterval(keepAlive);
    // A worker that crashed left its scripts in the browser. The next worker removes them when it starts.
    connect().close();
    onEnd();
  });
  return () => {
    clearInterval(keepAlive);
    connection.close();
  };
}

/** Milliseconds between two messages to the worker; the browser ends a worker that gets none for 30 seconds. */
const keepAliveInterval = 20_000;
