import { connect } from "node:net";

/** Whether a server listens on a port of this machine. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      resolve(true);
      socket.end();
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
}
