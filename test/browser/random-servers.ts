import { createServer, type RequestListener } from "node:http";
import type { Server } from "node:net";
import { type Listening, listen } from "../node/http/listen.ts";

/** One call of the page, and what the server answers: any mixture, sensible or not. */
interface Case {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials;
  readonly preflightStatus: number;
  readonly preflight: Answered;
  readonly preflightLocation: string | null;
  readonly status: number;
  readonly answer: Answered;
  /** Where the first request is redirected to, or null. */
  readonly location: string | null;
}

type Answered = Readonly<Record<string, string | readonly string[] | null>>;

/** A page, and the servers that answer its calls at random. */
export interface RandomSite {
  /** Origin of the page. */
  readonly page: string;
  /** The versions of HTTP in which calls came. */
  readonly versions: ReadonlySet<string>;
  /** The code with which the page makes each call, so many at a time, each to a URL of its own: `/x?id=N`. */
  readonly calls: (atOnce: number) => string;
  /** The same for so many calls of one URL, told apart by their header `x-id`. */
  readonly callsOfOne: (count: number, atOnce: number) => string;
  readonly close: () => Promise<void>;
}

interface SiteOptions {
  readonly seed: number;
  readonly count: number;
  readonly scheme?: "http" | "https";
  readonly serve?: (listener: RequestListener) => Server;
}

/** Starts the servers; the same seed gives the same calls, and the same answers to those of a URL of their own. */
export async function startRandomSite(options: SiteOptions): Promise<RandomSite> {
  const { seed, count, scheme = "http", serve = createServer } = options;
  const random = generator(seed);
  const servers: Listening[] = [];
  const versions = new Set<string>();
  const start = async (host: string, listener: RequestListener) => {
    const server = await listen(serve(listener));
    servers.push(server);
    return `${scheme}://${host}:${server.port}`;
  };
  const page = await start("localhost", (_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end('<!doctype html><link rel="icon" href="data:,"><title>random</title>');
  });
  const made = randomCases(random, page);
  const answer: RequestListener = (request, response) => {
    const url = new URL(request.url ?? "/", page);
    const found = url.pathname === "/one" ? made.pairingAnswer() : cases[Number(url.searchParams.get("id"))];
    setTimeout(() => (found ? answerCase(found, request, response) : response.writeHead(404).end()), random() * 25);
  };
  const api = await start("127.0.0.1", (request, response) => {
    versions.add(request.httpVersion);
    answer(request, response);
  });
  const other = await start("127.0.0.1", answer);
  const cases = Array.from({ length: count }, (_, id) => made.randomCase(id, other));
  return {
    page,
    versions,
    calls: (atOnce) =>
      codeFor(
        cases.map(({ method, headers, credentials }, id) => ({
          url: `${api}/x?id=${id}`,
          init: { method, headers, credentials },
        })),
        atOnce,
      ),
    callsOfOne: (count, atOnce) =>
      codeFor(
        Array.from({ length: count }, (_, id) => {
          const { method, headers, credentials } = made.pairingCase();
          return { url: `${api}/one`, init: { method, headers: { ...headers, "x-id": String(id) }, credentials } };
        }),
        atOnce,
      ),
    async close() {
      for (const server of servers) await server.close();
    },
  };
}

/** The code that makes these calls, so many at a time; its promise is kept when all have ended. */
function codeFor(calls: readonly { readonly url: string; readonly init: RequestInit }[], atOnce: number): string {
  return `(async () => {
    const calls = ${JSON.stringify(calls)};
    const run = async () => {
      for (let call = calls.shift(); call; call = calls.shift()) {
        await fetch(call.url, call.init).then((response) => response.text()).catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: ${atOnce} }, run));
  })()`;
}

function answerCase(found: Case, ...[request, response]: Parameters<RequestListener>): void {
  const isPreflight = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
  const redirected = new URL(request.url ?? "/", "http://api").searchParams.has("hop");
  for (const [name, value] of Object.entries(isPreflight ? found.preflight : found.answer)) {
    // Node sends several lines of this header over HTTP/1.1 only.
    const isJoined = request.httpVersion === "2.0" && name === "Access-Control-Allow-Credentials";
    if (value !== null) response.setHeader(name, isJoined ? String(value) : (value as string | string[]));
  }
  const location = isPreflight ? found.preflightLocation : found.location;
  const status = isPreflight ? found.preflightStatus : found.location && !redirected ? 302 : found.status;
  if (location !== null && status >= 301 && status <= 308 && status !== 304) response.setHeader("Location", location);
  response.writeHead(status).end();
}

/** What is made of random numbers for a page of this origin. */
function randomCases(random: () => number, page: string) {
  function pick<T>(list: readonly T[]): T {
    return list[Math.floor(random() * list.length)] as T;
  }

  function randomCase(id: number, other: string): Case {
    const mostly = (usual: string, others: readonly (string | readonly string[] | null)[]) =>
      random() < 0.5 ? usual : pick(others);
    const origins = [
      "*",
      "*",
      null,
      null,
      `${page}/`,
      page.toUpperCase(),
      page.replace("localhost", "127.0.0.1"),
      "null",
      "",
      "undefined",
      "localhost",
      "localhost:3000",
      `${page}, http://x.test`,
      `${page} http://x.test`,
      ["*", page],
      [page, page],
      "http://*.localhost",
      "//localhost",
      "http://",
      "http://localhost:*",
      "'*'",
      "https://exa%mple.com",
      "https://exa%20mple.com",
      "https://ex\xe4mple.com",
      "https://xn--a",
      "true",
      "*,*",
    ];
    const credentials = [null, "true", "true", "True", "1", ["true", "true"], ""];
    const query = `?id=${id}&hop=1`;
    return {
      method: pick(["GET", "GET", "POST", "PUT", "PATCH", "patch", "DELETE", "OPTIONS", "PURGE"]),
      headers: pick([
        {},
        {},
        { "x-a": "1" },
        { "x-a": "1", "x-b": "2" },
        { "content-type": "application/json" },
        { authorization: "Bearer x" },
      ]),
      credentials: pick(["omit", "same-origin", "include"] as const),
      preflightStatus: pick([204, 204, 204, 200, 200, 404, 401, 500, 301, 307, 304]),
      preflightLocation: pick(["/elsewhere", "shop://cart", "", null]),
      preflight: {
        "Access-Control-Allow-Origin": mostly(page, origins),
        "Access-Control-Allow-Credentials": pick(credentials),
        "Access-Control-Allow-Methods": mostly("PUT, PATCH, patch, DELETE, OPTIONS, PURGE", [
          null,
          "*",
          "GET",
          "put",
          "GET; PUT",
          ",PUT,,",
          '"PUT"',
          "",
          "PUT DELETE",
          ["PUT", "DELETE"],
        ]),
        "Access-Control-Allow-Headers": mostly("x-a, x-b, content-type, authorization", [
          null,
          "*",
          "x-a",
          "X-A, Content-Type",
          "x-a x-b",
          "x-a; x-b",
          "",
          "Content-Type:",
          ["x-a", "x-b"],
        ]),
        "Access-Control-Max-Age": pick([null, "0", "600"]),
      },
      status: pick([200, 200, 200, 204, 304, 404, 500]),
      answer: {
        "Access-Control-Allow-Origin": mostly(page, origins),
        "Access-Control-Allow-Credentials": pick(credentials),
      },
      location:
        random() < 0.88
          ? null
          : pick([`/x${query}`, `${other}/x${query}`, `${other.replace("//", "//u:p@")}/x${query}`]),
    };
  }

  function pairingCase(): Case {
    return {
      ...pairingAnswer(),
      method: pick(["PUT", "PUT", "PATCH"]),
      headers: pick([{}, { "x-a": "1" }, { "x-b": "1" }]),
      credentials: "omit",
    };
  }

  /** An answer to the next request of the one URL, at random; some preflights are cached for a second. */
  function pairingAnswer(): Case {
    const granted = {
      "Access-Control-Allow-Origin": page,
      "Access-Control-Allow-Headers": "x-a, x-b, x-id",
      "Access-Control-Allow-Methods": "PUT, PATCH",
      "Access-Control-Max-Age": random() < 0.05 ? "1" : "0",
    };
    const spoiled = {
      "Access-Control-Allow-Origin": null,
      "Access-Control-Allow-Headers": "x-z",
      "Access-Control-Allow-Methods": "GET",
    };
    const [name, value] = pick(Object.entries(spoiled));
    return {
      method: "PUT",
      headers: {},
      credentials: "omit",
      preflightStatus: random() < 0.9 ? 204 : 500,
      preflight: random() < 0.5 ? granted : { ...granted, [name]: value },
      preflightLocation: null,
      status: 200,
      answer: { "Access-Control-Allow-Origin": random() < 0.7 ? page : "http://x.test" },
      location: null,
    };
  }

  return { randomCase, pairingCase, pairingAnswer };
}

/** A linear congruential generator, so that a failure can be run again. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
