import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection to Firefox's own remote control, which reaches the browser's windows and so DevTools. */
export interface Marionette {
  readonly send: (command: string, parameters?: object) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * Connects to Marionette. Its messages are JSON after their length in bytes and a colon: `[0, id, command, parameters]` for
 * a command and `[1, id, error, result]` for its response.
 *
 * @see https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 * @throws when nothing listens on that port of this machine
 */
export async function openMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const pending = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let count = 0;
  socket.on("close", () => {
    for (const { reject } of pending.values()) reject(new Error("Firefox closed the connection."));
    pending.clear();
  });
  socket.on("error", () => {});
  onMessage(socket, (message) => {
    // The first message is a greeting, an object.
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message;
    const command = pending.get(id);
    pending.delete(id);
    if (error) command?.reject(new Error(`${error.error}: ${error.message}`));
    else command?.resolve(result?.value ?? result);
  });
  return {
    send(command, parameters = {}) {
      const id = ++count;
      const text = JSON.stringify([0, id, command, parameters]);
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        if (socket.destroyed) reject(new Error("Firefox closed the connection."));
        else socket.write(`${Buffer.byteLength(text)}:${text}`);
      });
    },
    close: () => socket.destroy(),
  };
}

function onMessage(socket: Socket, listener: (message: unknown) => void): void {
  let rest = Buffer.alloc(0);
  socket.on("data", (part: Buffer) => {
    rest = Buffer.concat([rest, part]);
    for (let colon = rest.indexOf(":"); colon > 0; colon = rest.indexOf(":")) {
      const end = colon + 1 + Number(rest.toString("utf8", 0, colon));
      if (rest.length < end) return;
      const text = rest.toString("utf8", colon + 1, end);
      rest = rest.subarray(end);
      listener(JSON.parse(text));
    }
  });
}
