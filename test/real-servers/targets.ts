import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import express5 from "express";
import express4 from "express4";
import type { Broken, Case } from "./cases.ts";
import { placesOf, startNginx } from "./nginx.ts";

/** A server that runs until it is closed. */
export interface Running {
  readonly close: () => Promise<void>;
}

/** A kind of server on which cases fail, and pass with their fixes. */
export interface Target {
  readonly name: string;
  /** Id of the stack whose fixes it gets. */
  readonly stack: string;
  /** The broken code for this kind of server; undefined where the mistake cannot be made on it. */
  readonly brokenBy: (broken: Case) => Broken | undefined;
  /** Starts the server on a port, broken, or with the fix in place of its CORS code. */
  readonly start: (port: number, broken: Case, fix: string | null, fill: Fill) => Promise<Running>;
}

/** Puts the origins of the pages and of the server into a case's code. */
export type Fill = (code: string) => string;

/** Replaces `PAGE`, `FOREIGN`, `SERVER` and `SERVER_WITH_USER` with origins. */
export function fillOrigins(server: string, page: string, foreignPage: string): Fill {
  const withUser = server.replace("//", "//user:secret@");
  return (code) =>
    code
      .replaceAll("SERVER_WITH_USER", withUser)
      .replaceAll("SERVER", server)
      .replaceAll("PAGE", page)
      .replaceAll("FOREIGN", foreignPage);
}

/** Every server that `npm test` can start. */
export const targets: readonly Target[] = [
  expressTarget("Express 4 with cors", "express-cors", express4),
  expressTarget("Express 5 with cors", "express-cors", express5),
  expressTarget("Express 4 by hand", "express-manual", express4),
  expressTarget("Express 5 by hand", "express-manual", express5),
  {
    name: "nginx in front of Express",
    stack: "nginx-proxy",
    brokenBy: ({ express, nginxProxy }) => nginxProxy ?? (express && { cors: "", rest: "" }),
    async start(port, { express, nginxProxy = { cors: "", rest: "" } }, fix, fill) {
      const upstream = express && (await startApp(express, fill));
      const { http, server, location } = placesOf(fix ?? fill(nginxProxy.cors));
      const pass = `proxy_pass http://127.0.0.1:${upstream?.port ?? 1};`;
      const nginx = await startNginx(port, {
        http,
        server,
        locations: `location /api/ {\n${location}\n${fill(nginxProxy.rest)}\n${pass}\n}`,
      });
      return {
        async close() {
          await nginx.close();
          await upstream?.close();
        },
      };
    },
  },
  {
    name: "nginx with files",
    stack: "nginx-static",
    brokenBy: ({ nginxStatic }) => nginxStatic,
    async start(port, { nginxStatic = { cors: "", rest: "" } }, fix, fill) {
      const { http, server, location } = placesOf(fix ?? fill(nginxStatic.cors));
      const own = `location / {\n${location}\n${fill(nginxStatic.rest)}\n}`;
      return startNginx(port, { http, server, locations: `${own}\n${fill(nginxStatic.beside ?? "")}` });
    },
  },
];

function expressTarget(name: string, stack: string, express: typeof express5): Target {
  return {
    name,
    stack,
    brokenBy: (broken) => broken.express,
    start: (port, { express: broken }, fix, fill) =>
      startExpress(port, express, fix ?? fill(broken?.cors ?? ""), fill(broken?.rest ?? "")),
  };
}

/** Runs a case's code in Express 5, as the application behind a proxy; port 0 is any free port. */
export function startApp({ cors, rest }: Broken, fill: Fill, port = 0): Promise<Running & { readonly port: number }> {
  return startExpress(port, express5, fill(cors), fill(rest));
}

/** Runs the code as a module of an app does after `const app = express()`. */
async function startExpress(port: number, express: typeof express5, cors: string, rest: string) {
  const app = express().set("env", "test");
  const module = new Function("require", "app", `${cors}\n{\n${rest}\n}`);
  module(createRequire(import.meta.url), app);
  return serve(createServer(app), port);
}

/** Serves an empty page on every path. */
export async function startPage(): Promise<Running & { readonly origin: string }> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>page</title>");
  });
  const running = await serve(server, 0);
  return { ...running, origin: `http://localhost:${running.port}` };
}

async function serve(server: Server, port: number): Promise<Running & { readonly port: number }> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
