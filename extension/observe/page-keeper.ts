import type { Connection } from "../host/connection.ts";
import { keepWorkerAlive } from "../store/keep-alive.ts";
import type { KeptPage } from "./kept-pages.ts";

/** Keeps one page observed across reloads, by a connection to the background worker. */
export interface PageKeeper {
  /** Whether the background worker keeps a page. */
  readonly isKept: () => boolean;
  /** The origin of the page that is kept, or is about to be; else null. */
  readonly origin: () => string | null;
  /** Keeps a page; true where it is kept afterwards, false where the browser refuses or `release` was called meanwhile. */
  readonly keep: (page: KeptPage) => Promise<boolean>;
  readonly release: () => void;
}

interface KeeperOptions {
  readonly connect: () => Connection;
  /** Called with the secret of each document that the tab loads from the page's origin. */
  readonly onSecret: (secret: string) => void;
  /** Called where the background worker ended while it kept the page. It has to call `release`. */
  readonly onEnd: () => void;
}

/** A page that is kept, or is about to be. */
interface Keeping {
  readonly origin: string;
  readonly connection: Connection;
  /** The worker's first message, or why none will come. */
  readonly reply: Promise<unknown>;
  readonly endWait: () => void;
  /** Lets the worker end; absent until it keeps the page. */
  letEnd?: () => void;
}

export function createPageKeeper({ connect, onSecret, onEnd }: KeeperOptions): PageKeeper {
  let current: Keeping | null = null;
  return {
    isKept: () => current?.letEnd !== undefined,
    origin: () => current?.origin ?? null,
    async keep(page) {
      current ??= ask(page);
      const own = current;
      const isAccepted = (await own.reply) === "on";
      if (current !== own) return false;
      if (isAccepted) own.letEnd ??= keepWorkerAlive(own.connection);
      else release();
      return isAccepted;
    },
    release,
  };

  function ask(page: KeptPage): Keeping {
    const connection = connect();
    let endWait = () => {};
    const reply = new Promise<unknown>((resolve) => {
      connection.onMessage(resolve);
      connection.onClosed(() => resolve("closed"));
      endWait = () => resolve("released");
      connection.send(page);
    });
    connection.onMessage((message) => {
      const { secret } = (message ?? {}) as { readonly secret?: unknown };
      if (typeof secret === "string") onSecret(secret);
    });
    connection.onClosed(() => {
      if (current?.connection !== connection || current.letEnd === undefined) return;
      // A worker that crashed left its scripts in the browser. The next worker removes them when it starts.
      connect().close();
      onEnd();
    });
    return { origin: page.origin, connection, reply, endWait };
  }

  function release(): void {
    current?.letEnd?.();
    current?.connection.close();
    current?.endWait();
    current = null;
  }
}
