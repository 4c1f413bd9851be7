import { createServer, type RequestListener } from "node:http";
import type { Server } from "node:net";
import { type Listening, listen } from "../node/http/listen.ts";
import { type RandomCase, randomCases, randomNumbers } from "./random-cases.ts";

/** A page, and the servers that respond to its fetches at random. */
export interface RandomServers {
  /** Origin of the page. */
  readonly page: string;
  /** The versions of HTTP in which the page's requests came. */
  readonly versions: ReadonlySet<string>;
  /** Code for the page that makes each fetch, at most `concurrency` at once, each to a URL of its own: `/x?id=N`. */
  readonly distinctFetches: (concurrency: number) => string;
  /** Code for the page that makes `count` fetches of one URL, which differ in their header `x-id`. */
  readonly sameUrlFetches: (count: number, concurrency: number) => string;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly seed: number;
  /** How many distinct fetches there are. */
  readonly count: number;
  readonly scheme?: "http" | "https";
  /** Creates each server; by default one of HTTP/1.1. */
  readonly createServer?: (listener: RequestListener) => Server;
}

/**
 * Starts the servers. The same seed gives the same distinct fetches and the same responses to them. Responses to fetches
 * of one URL also depend on the order in which the requests come.
 */
export async function startRandomServers(options: Options): Promise<RandomServers> {
  const { seed, count, scheme = "http" } = options;
  const random = randomNumbers(seed);
  const servers: Listening[] = [];
  const versions = new Set<string>();
  const start = async (host: string, listener: RequestListener) => {
    const server = await listen((options.createServer ?? createServer)(listener));
    servers.push(server);
    return `${scheme}://${host}:${server.port}`;
  };
  const page = await start("localhost", (_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end('<!doctype html><link rel="icon" href="data:,"><title>random</title>');
  });
  const { distinctCase, sameUrlCase, sameUrlResponse } = randomCases(random, page);
  const respond: RequestListener = (request, response) => {
    const url = new URL(request.url ?? "/", page);
    const found = url.pathname === "/one" ? sameUrlResponse() : cases[Number(url.searchParams.get("id"))];
    setTimeout(() => (found ? sendResponse(found, request, response) : response.writeHead(404).end()), random() * 25);
  };
  const api = await start("127.0.0.1", (request, response) => {
    versions.add(request.httpVersion);
    respond(request, response);
  });
  const other = await start("127.0.0.1", respond);
  const cases = Array.from({ length: count }, (_, id) => distinctCase(id, other));
  return {
    page,
    versions,
    distinctFetches(concurrency) {
      const fetches = cases.map(({ method, headers, credentials }, id) => ({
        url: `${api}/x?id=${id}`,
        init: { method, headers, credentials },
      }));
      return codeFor(fetches, concurrency);
    },
    sameUrlFetches(count, concurrency) {
      const fetches = Array.from({ length: count }, (_, id) => {
        const { method, headers, credentials } = sameUrlCase();
        return { url: `${api}/one`, init: { method, headers: { ...headers, "x-id": String(id) }, credentials } };
      });
      return codeFor(fetches, concurrency);
    },
    async close() {
      for (const server of servers) await server.close();
    },
  };
}

interface PageFetch {
  readonly url: string;
  readonly init: RequestInit;
}

/** Code for the page that makes these fetches, as an expression whose promise is fulfilled when all have ended. */
function codeFor(fetches: readonly PageFetch[], concurrency: number): string {
  return `(async () => {
    const fetches = ${JSON.stringify(fetches)};
    const run = async () => {
      for (let next = fetches.shift(); next; next = fetches.shift()) {
        await fetch(next.url, next.init).then((response) => response.text()).catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: ${concurrency} }, run));
  })()`;
}

function sendResponse(found: RandomCase, ...[request, response]: Parameters<RequestListener>): void {
  const isPreflight = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
  const isRedirected = new URL(request.url ?? "/", "http://api").searchParams.has("hop");
  for (const [name, value] of Object.entries(isPreflight ? found.preflightHeaders : found.responseHeaders)) {
    // Node sends several lines of this header over HTTP/1.1 only.
    const isJoined = request.httpVersion === "2.0" && name === "Access-Control-Allow-Credentials";
    if (value !== null) response.setHeader(name, isJoined ? String(value) : (value as string | string[]));
  }
  const location = isPreflight ? found.preflightLocation : found.location;
  const status = isPreflight ? found.preflightStatus : found.location && !isRedirected ? 302 : found.status;
  if (location !== null && status >= 301 && status <= 308 && status !== 304) response.setHeader("Location", location);
  response.writeHead(status).end();
}
