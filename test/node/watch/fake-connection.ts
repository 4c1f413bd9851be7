import type { CdpConnection, CdpListener } from "../../../src/node/watch/cdp-connection.ts";

/** A connection without a browser: it replies with `{}` or as `reply` says, and its events are those of `report`. */
export function fakeConnection(reply: (method: string) => Promise<unknown> = async () => ({})) {
  const listeners = new Set<CdpListener>();
  const connection: CdpConnection = {
    send: reply,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    childSession: () => connection,
    onDisconnected: () => () => {},
    isFlat: true,
  };
  const report: CdpListener = (method, params) => {
    for (const listener of [...listeners]) listener(method, params);
  };
  return { connection, report };
}
