import { createServer, type RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";
import { type OpenedPanel, openPanel } from "../../src/node/open.ts";
import { type Listening, listen } from "../ask/listen.ts";
import { findBrowser } from "../setup.mjs";
import { createHttp2Server, trustArguments } from "./secure.ts";

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

const seed = 20261123;
const servers: Listening[] = [];
let random: () => number;
let opened: OpenedPanel;
let page: string;
let api: string;
let cases: readonly Case[];

describe.each([
  { over: "HTTP/1.1", scheme: "http", createServer, args: [] },
  { over: "HTTP/2", scheme: "https", createServer: createHttp2Server, args: trustArguments() },
])("real Chromium and the engine, over $over,", ({ over, scheme, createServer, args }) => {
  const versions = new Set<string>();

  beforeAll(async () => {
    random = generator(seed);
    const serve = async (host: string, listener: RequestListener) => {
      const server = await listen(createServer(listener));
      servers.push(server);
      return `${scheme}://${host}:${server.port}`;
    };
    page = await serve("localhost", (_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end('<!doctype html><link rel="icon" href="data:,"><title>random</title>');
    });
    api = await serve("127.0.0.1", (request, response) => {
      versions.add(request.httpVersion);
      answerCase(request, response);
    });
    const other = await serve("127.0.0.1", answerCase);
    cases = Array.from({ length: 400 }, (_, id) => randomCase(id, other));
    opened = await openPanel({
      extension: new URL("../../dist/extension", import.meta.url).pathname,
      url: page,
      executablePath: findBrowser(),
      headless: true,
      args,
    });
  });

  afterAll(async () => {
    await opened?.close();
    for (const server of servers.splice(0)) await server.close();
  });

  test("agree on 400 random answers to random calls, eight at a time", async () => {
    const truth = await watchTruth();
    await call(cases, 8, "own");
    const score = { exact: 0, alternative: 0, passed: 0 };
    const diagnoses = byRequest(await recording());
    const wrong = truth().flatMap(({ url, method, corsError }) => {
      const diagnosis = diagnoses.get(`${method} ${url}`)?.[0];
      const { verdict, alternatives = [], outcome } = diagnosis ?? {};
      if (corsError === null && diagnosis && outcome !== "refused") score.passed++;
      else if (verdict && verdict.reportedAs.chrome === corsError) score.exact++;
      else if (corsError && verdict?.certainty !== "certain" && alternatives.includes(corsError)) score.alternative++;
      else return [{ url, method, corsError, outcome, got: verdict?.reportedAs.chrome, certainty: verdict?.certainty }];
      return [];
    });
    process.stdout.write(
      `Random calls over ${over} (seed ${seed}): Chromium's name first in ${score.exact}, among the alternatives in ${score.alternative}, passed in ${score.passed}.\n`,
    );
    expect(wrong).toEqual([]);
    expect(score.exact).toBeGreaterThan(250);
  });

  test("agree on which preflight belongs to which of 200 calls of one URL, twenty at a time", async () => {
    const truth = await watchTruth();
    await call(cases.slice(0, 200).map(asPairing), 20, "one");
    const diagnoses = await recording();
    const numberOf = new Map(truth().map(({ id, requestId }) => [id, requestId]));
    const pairs = diagnoses.flatMap(({ fetch }) => {
      const { actual, preflight } = lastHop(fetch);
      const id = actual?.requestHeaders.find(({ name }) => name.toLowerCase() === "x-id")?.value;
      return id && preflight ? [{ paired: preflight.initiator.requestId, sent: numberOf.get(id) }] : [];
    });
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter(({ paired, sent }) => paired !== sent)).toEqual([]);
  });

  test("speak the protocol that this is about", () => {
    expect([...versions].map((version) => `HTTP/${version}`.replace(".0", ""))).toEqual([over]);
  });
});

/** The browser's own verdict on every actual request from here on. */
async function watchTruth() {
  const session = await opened.page.createCDPSession();
  const requests = new Map<string, { url: string; method: string; id: string | undefined }>();
  const truth: { url: string; method: string; id: string | undefined; requestId: string; corsError: string | null }[] =
    [];
  session.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    if (initiator.type === "preflight") return;
    requests.set(requestId, { url: request.url, method: request.method, id: request.headers["x-id"] });
  });
  const settle = (requestId: string, corsError: string | null) => {
    const request = requests.get(requestId);
    if (request) truth.push({ ...request, requestId, corsError });
  };
  session.on("Network.loadingFailed", (event) => settle(event.requestId, event.corsErrorStatus?.corsError ?? null));
  session.on("Network.loadingFinished", ({ requestId }) => settle(requestId, null));
  await session.send("Network.enable");
  return () => truth;
}

/** What the panel has recorded, once that has been the same for a second and a half. */
async function recording(): Promise<Diagnosis[]> {
  for (let last = ""; ; ) {
    await new Promise((done) => setTimeout(done, 1500));
    const har = String(await opened.background.evaluate("JSON.stringify(globalThis.corsPanel.har())"));
    if (har === last) return diagnose(readHar(JSON.parse(har)));
    last = har;
  }
}

function byRequest(diagnoses: readonly Diagnosis[]): Map<string, Diagnosis[]> {
  const map = new Map<string, Diagnosis[]>();
  for (const diagnosis of diagnoses) {
    const { method, url } = lastHop(diagnosis.fetch);
    map.set(`${method} ${url}`, [...(map.get(`${method} ${url}`) ?? []), diagnosis]);
  }
  return map;
}

/** Makes the calls from the page: each to a URL of its own, or all to one. */
async function call(list: readonly Case[], atOnce: number, urls: "own" | "one"): Promise<void> {
  await opened.page.evaluate(`(async () => {
    const cases = ${JSON.stringify(list.map(({ method, headers, credentials }) => ({ method, headers, credentials })))};
    let next = 0;
    const run = async () => {
      while (next < cases.length) {
        const id = next++;
        const { method, headers, credentials } = cases[id];
        const url = ${JSON.stringify(api)} + (${JSON.stringify(urls)} === "own" ? "/x?id=" + id : "/one");
        const own = ${JSON.stringify(urls)} === "own" ? {} : { "x-id": String(id) };
        await fetch(url, { method, credentials, headers: { ...headers, ...own } }).then((r) => r.text()).catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: ${atOnce} }, run));
  })()`);
}

const answerCase: RequestListener = (request, response) => {
  const url = new URL(request.url ?? "/", "http://api");
  const isPreflight = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
  const found = url.pathname === "/one" ? pairingAnswer() : cases[Number(url.searchParams.get("id"))];
  setTimeout(() => {
    if (!found) return response.writeHead(404).end();
    const redirected = url.searchParams.has("hop");
    for (const [name, value] of Object.entries(isPreflight ? found.preflight : found.answer)) {
      // Node sends several lines of this header over HTTP/1.1 only.
      const isJoined = request.httpVersion === "2.0" && name === "Access-Control-Allow-Credentials";
      if (value !== null) response.setHeader(name, isJoined ? String(value) : (value as string | string[]));
    }
    const location = isPreflight ? found.preflightLocation : found.location;
    const status = isPreflight ? found.preflightStatus : found.location && !redirected ? 302 : found.status;
    if (location !== null && status >= 301 && status <= 308 && status !== 304) response.setHeader("Location", location);
    response.writeHead(status).end();
  }, random() * 25);
};

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
      random() < 0.88 ? null : pick([`/x${query}`, `${other}/x${query}`, `${other.replace("//", "//u:p@")}/x${query}`]),
  };
}

function asPairing(_: Case): Case {
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

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A linear congruential generator, so that a failure can be run again. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
