import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { Server } from "node:net";
import type { Header } from "../../src/index.ts";
import { type Listening, listen } from "../node/http/listen.ts";
import { type RandomCase, randomCases, randomNumbers } from "./random-cases.ts";

/** A page, and the servers that respond to its fetches at random. */
export interface RandomServers {
  /** Origin of the page. */
  readonly page: string;
  /** Origin of the server that the page fetches from. */
  readonly api: string;
  /** The distinct fetches, each at the index that is its id. */
  readonly cases: readonly RandomCase[];
  /** The versions of HTTP in which the page's requests came. */
  readonly versions: ReadonlySet<string>;
  /** What the servers received and sent, in the order of the responses. */
  readonly served: readonly ServedExchange[];
  /**
   * Code for the page that makes each fetch, at most `concurrency` at once, each to a URL of its own: `/x?id=N`. Its value is
   * a promise of a `SeenFetch[]`.
   */
  readonly distinctFetches: (concurrency: number) => string;
  /** Code for the page that makes `count` fetches of one URL, which differ in their header `x-id`. */
  readonly sameUrlFetches: (count: number, concurrency: number) => string;
  readonly close: () => Promise<void>;
}

/** One request that reached a server, and the response that it sent. */
export interface ServedExchange {
  /** Milliseconds since the epoch, as `endedAt`. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly requestHeaders: readonly Header[];
  readonly status: number;
  readonly responseHeaders: readonly Header[];
}

/** What the page saw of one fetch. */
export interface SeenFetch {
  readonly id: number;
  /** The type of the response, or "rejected". */
  readonly type: ResponseType | "rejected";
  /** 0 where the fetch was rejected. */
  readonly status: number;
  /** The names of the response's headers that the page could read, in lower case. */
  readonly headers: readonly string[];
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
  const served: ServedExchange[] = [];
  const start = async (host: string, listener: RequestListener) => {
    const server = await listen((options.createServer ?? createServer)(listener));
    servers.push(server);
    return `${scheme}://${host}:${server.port}`;
  };
  const page = await start("localhost", (request, response) => {
    if (request.url?.startsWith("/x?")) return respond(request, response);
    response.setHeader("Content-Type", "text/html");
    response.end('<!doctype html><link rel="icon" href="data:,"><title>random</title>');
  });
  const { distinctCase, sameUrlCase, sameUrlResponse } = randomCases(random, page);
  const respond: RequestListener = (request, response) => {
    const url = new URL(request.url ?? "/", page);
    const found = url.pathname === "/one" ? sameUrlResponse() : cases[Number(url.searchParams.get("id"))];
    const startedAt = Date.now();
    const send = () => {
      if (!found) return response.writeHead(404).end();
      const { status, headers } = responseOf(found, questionOf(request));
      for (const { name, value } of headers) response.appendHeader(name, value);
      response.writeHead(status).end();
      served.push({ startedAt, ...servedExchange(request, scheme), status, responseHeaders: headers });
    };
    setTimeout(send, random() * 25);
  };
  const api = await start("127.0.0.1", (request, response) => {
    versions.add(request.httpVersion);
    respond(request, response);
  });
  const other = await start("127.0.0.1", respond);
  const cases = Array.from({ length: count }, (_, id) => distinctCase(id, other));
  return {
    page,
    api,
    cases,
    versions,
    served,
    distinctFetches(concurrency) {
      const fetches = cases.map(({ method, headers, credentials, redirect }, id) => ({
        id,
        url: `${api}/x?id=${id}`,
        init: { method, headers, credentials, redirect },
      }));
      return codeFor(fetches, concurrency);
    },
    sameUrlFetches(count, concurrency) {
      const fetches = Array.from({ length: count }, (_, id) => {
        const { method, headers, credentials } = sameUrlCase();
        return { id, url: `${api}/one`, init: { method, headers: { ...headers, "x-id": String(id) }, credentials } };
      });
      return codeFor(fetches, concurrency);
    },
    async close() {
      for (const server of servers) await server.close();
    },
  };
}

interface PageFetch {
  readonly id: number;
  readonly url: string;
  readonly init: RequestInit;
}

/** Code for the page that makes these fetches: an expression whose promise gives what the page saw of each. */
function codeFor(fetches: readonly PageFetch[], concurrency: number): string {
  return `(async () => {
    const fetches = ${JSON.stringify(fetches)};
    const seen = [];
    const run = async () => {
      for (let next = fetches.shift(); next; next = fetches.shift()) {
        const { id, url, init } = next;
        await fetch(url, init).then(async (response) => {
          const { type, status, headers } = response;
          await response.text();
          seen.push({ id, type, status, headers: [...headers.keys()] });
        }).catch(() => seen.push({ id, type: "rejected", status: 0, headers: [] }));
      }
    };
    await Promise.all(Array.from({ length: ${concurrency} }, run));
    return seen;
  })()`;
}

/** What of a request decides which of a case's responses it gets. */
export interface Question {
  readonly isPreflight: boolean;
  /** Whether the request already follows the redirect of the case. */
  readonly isRedirected: boolean;
  readonly httpVersion: string;
}

function questionOf({ method, url, headers, httpVersion }: IncomingMessage): Question {
  return {
    isPreflight: method === "OPTIONS" && headers["access-control-request-method"] !== undefined,
    isRedirected: new URL(url ?? "/", "http://api").searchParams.has("hop"),
    httpVersion,
  };
}

/** The response of a case, with a line for each header line that goes out. */
export function responseOf(found: RandomCase, { isPreflight, isRedirected, httpVersion }: Question) {
  const location = isPreflight ? found.preflightLocation : found.location;
  const isRedirect = !isPreflight && location !== null && !isRedirected;
  const status = isPreflight ? found.preflightStatus : isRedirect ? found.redirectStatus : found.status;
  const headers: Header[] = [];
  for (const [name, value] of Object.entries(isPreflight ? found.preflightHeaders : found.responseHeaders)) {
    // Node sends several lines of this header over HTTP/1.1 only.
    const isJoined = httpVersion === "2.0" && name === "Access-Control-Allow-Credentials";
    for (const line of typeof value === "string" || value === null || isJoined ? [value] : value) {
      if (line !== null) headers.push({ name, value: String(line) });
    }
  }
  if (location !== null && status >= 301 && status <= 308 && status !== 304) {
    headers.push({ name: "Location", value: location });
  }
  return { status, headers };
}

function servedExchange(request: IncomingMessage, scheme: string) {
  const { method = "", url = "", httpVersion, rawHeaders, headers } = request;
  return {
    endedAt: Date.now(),
    method,
    url: `${scheme}://${headers.host ?? headers[":authority"]}${url}`,
    httpVersion: `HTTP/${httpVersion}`,
    requestHeaders: rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [{ name, value: rawHeaders[at + 1] ?? "" }] : [])),
  };
}
