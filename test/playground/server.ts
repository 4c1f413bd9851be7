// Serves the playground's page, and its scenes on servers of several origins.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import { freePort } from "../free-port.ts";
import { groups, scenes } from "./scenes/index.ts";
import type { Origins, Scene } from "./scenes/scene.ts";

/** A running playground. */
export type Playground = {
  readonly pageUrl: string;
  readonly apiUrl: string;
  readonly origins: Origins;
  /** Ends both servers and every connection to them. */
  readonly close: () => Promise<void>;
};

/**
 * Serves the page on one port and the broken APIs on another, on this machine only. A busy port is replaced by a free one;
 * 0 means any free one.
 */
export async function startPlayground({ pagePort = 0, apiPort = 0 } = {}): Promise<Playground> {
  const pageApp = application();
  const apiApp = application();
  const downPort = await freePort();
  const pageServer = await listen(pageApp, pagePort);
  const apiServer = await listen(apiApp, apiPort);
  const origins: Origins = {
    page: `http://localhost:${portOf(pageServer)}`,
    api: `http://localhost:${portOf(apiServer)}`,
    other: `http://127.0.0.1:${portOf(apiServer)}`,
    https: `https://localhost:${portOf(apiServer)}`,
    down: `http://localhost:${downPort}`,
    unsafe: "http://localhost:6000",
  };
  servePage(pageApp, origins);
  serveScenes(pageApp, origins);
  serveScenes(apiApp, origins);
  return {
    pageUrl: `${origins.page}/`,
    apiUrl: `${origins.api}/`,
    origins,
    async close() {
      await Promise.all([close(pageServer), close(apiServer)]);
    },
  };
}

/** The address that the code of a scene's fetch knows as `api`. */
function addressOf(scene: Scene, origins: Origins): string {
  return `${origins[scene.at ?? "api"]}/${scene.id}`;
}

/** An application that does not print unhandled errors, as Express does outside of tests. The scenes cause them on purpose. */
function application(): Express {
  return express().set("env", "test");
}

function serveScenes(app: Express, origins: Origins): void {
  for (const { id, serve } of scenes) {
    const sceneApp = express();
    serve?.(sceneApp, origins);
    app.use(`/${id}`, sceneApp);
  }
}

function servePage(app: Express, origins: Origins): void {
  const script = scriptOf(origins);
  app.use((_request, response, next) => {
    // Cookies do not depend on the port, so the API gets this one with each credentialed request to the page's host.
    response.cookie("session", "42");
    next();
  });
  app.get("/scenes.js", (_request, response) => {
    response.type("text/javascript").send(script);
  });
  for (const [path, file] of [
    ["/", "index.html"],
    ["/page.js", "page.js"],
    ["/page.css", "page.css"],
  ] as const) {
    app.get(path, async (_request, response) => {
      response.type(file.replace(/.*\./, "")).send(await readFile(new URL(`page/${file}`, import.meta.url), "utf8"));
    });
  }
}

/** The scenes as a module for the page. Their fetches are functions in it, so that DevTools shows their source. */
function scriptOf(origins: Origins): string {
  const items = groups.map(({ title, scenes }) => {
    const entries = scenes.map((scene) => {
      const api = addressOf(scene, origins);
      const other = `${origins.other}/${scene.id}`;
      const code = scene.call.replaceAll('api + "', `"${api}`).replaceAll('other + "', `"${other}`);
      const facts = [scene.id, scene.label, api, other, code].map((value) => JSON.stringify(value));
      const [id, label, apiText, otherText, codeText] = facts;
      return `{ id: ${id}, label: ${label}, code: ${codeText}, call: async (api = ${apiText}, other = ${otherText}) => {
${scene.call}
} }`;
    });
    return `{ title: ${JSON.stringify(title)}, scenes: [${entries.join(",\n")}] }`;
  });
  return `export const groups = [${items.join(",\n")}];\n`;
}

async function listen(listener: RequestListener, port: number): Promise<Server> {
  const server = createServer(listener);
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    if (port === 0) throw error;
    return listen(listener, 0);
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
