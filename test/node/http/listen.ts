import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";

/** A server on a free port of this machine, until it is closed. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts an HTTP server. */
export function listenHttp(listener: RequestListener): Promise<Listening> {
  return listen(createHttpServer(listener));
}

/** Starts a TCP server that calls `respond` when the first bytes of a request have arrived. */
export function listenRaw(respond: (socket: Socket, request: string) => void): Promise<Listening> {
  return listen(
    createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (data) => respond(socket, String(data)));
    }),
  );
}

/** Starts any server of Node on 127.0.0.1. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
