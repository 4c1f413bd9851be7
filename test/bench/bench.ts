import { performance } from "node:perf_hooks";
import type { DiagnosedSource } from "../../src/report/format.ts";
import { built } from "./built-module.ts";
import { measureCold, type Times } from "./first-run.ts";
import { measureLarge } from "./large-file.ts";

/** Measures what a diagnosis costs against `JSON.parse` of the same file, and how that grows. Run by `npm run bench`. */

const { diagnose, readHar } = await built<typeof import("../../src/index.ts")>("index");
const { defaultOptions } = await built<typeof import("../../src/report/format.ts")>("report/format");
const { formats } = await built<typeof import("../../src/report/index.ts")>("report/index");

const page = "https://app.example";
const api = "https://api.example";
const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

interface Request {
  readonly method: string;
  readonly url: string;
  readonly type: string;
  readonly status: number;
  readonly error: string | null;
  readonly sent: boolean;
  readonly request?: Readonly<Record<string, string>>;
  readonly response?: Readonly<Record<string, string>>;
  readonly redirectUrl?: string;
  readonly line: number;
}

/** Entries as Chromium's DevTools writes them, about 2.5 kB each. */
function recorder() {
  const entries: object[] = [];
  let now = Date.UTC(2026, 10, 23, 12);
  let nextId = 100;
  const add = (request: Request, initiator: object) => {
    const headers = {
      ...(request.sent && { Host: "api.example", Connection: "keep-alive", Accept: "*/*", Origin: page }),
      ...(request.sent && { "Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "en-US,en;q=0.9" }),
      ...(request.sent && { "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site" }),
      Referer: `${page}/`,
      "User-Agent": userAgent,
      "sec-ch-ua": '"Not:A-Brand";v="8", "Chromium";v="156"',
      "sec-ch-ua-mobile": "?0",
      "sec-ch-ua-platform": '"Linux"',
      ...request.request,
    };
    const answer = {
      ...(request.status > 0 && {
        Connection: "keep-alive",
        Date: "Mon, 23 Nov 2026 12:10:34 GMT",
        "Keep-Alive": "timeout=5",
        "Transfer-Encoding": "chunked",
        "Content-Type": "application/json; charset=utf-8",
        ETag: 'W/"2-vyGp6PvFo4RvsFtPoIWeCReyIC8"',
        "X-Powered-By": "Express",
      }),
      ...request.response,
    };
    now += 3;
    entries.push({
      _initiator: initiator,
      _priority: "High",
      _resourceType: request.type,
      cache: {},
      connection: "443",
      request: {
        method: request.method,
        url: request.url,
        httpVersion: request.sent ? "HTTP/1.1" : "",
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        queryString: [],
        cookies: [],
        headersSize: request.sent ? 540 : -1,
        bodySize: 0,
      },
      response: {
        status: request.status,
        statusText: "",
        httpVersion: request.status > 0 ? "HTTP/1.1" : "",
        headers: Object.entries(answer).map(([name, value]) => ({ name, value })),
        cookies: [],
        content: { size: 0, mimeType: request.status > 0 ? "application/json" : "x-unknown", compression: 0 },
        redirectURL: request.redirectUrl ?? "",
        headersSize: request.status > 0 ? 320 : -1,
        bodySize: request.status > 0 ? 0 : -1,
        _transferSize: 320,
        _error: request.error,
        _fetchedViaServiceWorker: false,
      },
      serverIPAddress: request.error === null ? "203.0.113.7" : "",
      startedDateTime: new Date(now).toISOString(),
      time: 12.345678901234567,
      timings: {
        blocked: 1.4840000008352798,
        dns: -1,
        ssl: -1,
        connect: -1,
        send: 0.06499999999999995,
        wait: 1.765999999094289,
        receive: 0.4619999999704305,
        _blocked_queueing: 0.9750000008352799,
        _workerStart: -1,
        _workerReady: -1,
        _workerFetchStart: -1,
        _workerRespondWithSettled: -1,
      },
      pageref: "page_1",
    });
  };
  // Chromium counts all requests, and a preflight carries the number of the request that it is for, which comes next here.
  const actual = (request: Request) => {
    nextId++;
    const frame = (functionName: string, lineNumber: number) => ({
      functionName,
      scriptId: "7",
      url: `${page}/assets/index-4f2b1c.js`,
      lineNumber,
      columnNumber: 48,
    });
    add(request, { type: "script", stack: { callFrames: [frame("request", request.line), frame("load", 11)] } });
  };
  const preflight = (url: string, method: string, names: string, answer: Partial<Request>) => {
    const asked = {
      "Access-Control-Request-Method": method,
      ...(names && { "Access-Control-Request-Headers": names }),
    };
    add(
      {
        method: "OPTIONS",
        url,
        type: "preflight",
        status: 204,
        error: null,
        sent: true,
        request: asked,
        line: 0,
        ...answer,
      },
      { type: "preflight", url: `${page}/`, requestId: `4711.${nextId}` },
    );
  };
  return { entries, actual, preflight };
}

const granted = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true", Vary: "Origin" };
const grantedAll = {
  ...granted,
  "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
  "Access-Control-Allow-Headers": "content-type,authorization,x-request-id",
};
const ok = { type: "fetch", status: 200, error: null, sent: true, response: granted } as const;
const unsent = { type: "fetch", status: 0, error: "net::ERR_FAILED", sent: false } as const;

/** What a busy page records: mostly successes, with each kind of refusal, redirects and bursts of one URL among them. */
function mixed(count: number): object {
  const { entries, actual, preflight } = recorder();
  for (let round = 0; entries.length < count; round++) {
    const url = `${api}/v1/orders/${round}?expand=items&locale=en-US`;
    const json = { "Content-Type": "application/json", Authorization: "Bearer eyJhbGciOiJIUzI1NiJ9" };
    for (let n = 0; n < 6; n++) actual({ ...ok, method: "GET", url: `${url}&page=${n}`, line: 10 });
    actual({ ...ok, method: "GET", url: `${page}/local/${round}`, line: 10 });
    actual({ ...ok, method: "GET", url, error: "net::ERR_FAILED", status: 500, response: {}, line: 12 });
    for (let n = 0; n < 3; n++) {
      preflight(url, "PUT", "authorization,content-type", { response: grantedAll });
      actual({ ...ok, method: "PUT", url, request: json, line: 20 });
    }
    actual({ ...ok, method: "PUT", url: `${url}&cached=1`, request: json, line: 20 });
    preflight(url, "DELETE", "x-trace", { response: grantedAll });
    actual({ ...unsent, method: "DELETE", url, request: { "x-trace": "1" }, line: 30 });
    const target = `${api}/v2/orders/${round}`;
    actual({ ...ok, method: "GET", url: `${api}/old/${round}`, status: 302, redirectUrl: target, line: 40 });
    actual({ ...ok, method: "GET", url: target, line: 40 });
    actual({ ...ok, method: "POST", url: `${api}/v1/events`, line: 50 });
    actual({
      ...unsent,
      method: "GET",
      url: `https://down.example/${round}`,
      error: "net::ERR_CONNECTION_REFUSED",
      line: 60,
    });
  }
  return toHar(entries.slice(0, count));
}

/** Every request the same, half of them refused. */
function oneUrl(count: number): object {
  const { entries, actual, preflight } = recorder();
  for (let n = 0; entries.length < count; n++) {
    const url = `${api}/v1/poll`;
    preflight(url, "PUT", "content-type", n % 2 === 0 ? { response: grantedAll } : {});
    const request = { "Content-Type": "application/json" };
    actual({ ...(n % 2 === 0 ? ok : unsent), method: "PUT", url, request, line: 20 });
  }
  return toHar(entries.slice(0, count));
}

/** One URL, and no two requests with the same header names. */
function otherHeaders(count: number): object {
  const { entries, actual, preflight } = recorder();
  for (let n = 0; entries.length < count; n++) {
    const url = `${api}/v1/poll`;
    preflight(url, "GET", `x-trace-${n}`, { response: grantedAll });
    actual({ ...unsent, method: "GET", url, request: { [`x-trace-${n}`]: "1" }, line: 20 });
  }
  return toHar(entries.slice(0, count));
}

/** The same, with names that no preflight announces, so that nothing but time and outcome links the two. */
function unlikeHeaders(count: number): object {
  const { entries, actual, preflight } = recorder();
  for (let n = 0; entries.length < count; n++) {
    const url = `${api}/v1/poll`;
    preflight(url, "GET", `x-asked-${n}`, { response: grantedAll });
    actual({ ...unsent, method: "GET", url, request: { [`x-sent-${n}`]: "1" }, line: 20 });
  }
  return toHar(entries.slice(0, count));
}

/** Nothing but refusals, each of another URL. */
function allRefused(count: number): object {
  const { entries, actual } = recorder();
  for (let n = 0; n < count; n++) {
    actual({ ...ok, method: "GET", url: `${api}/v1/items/${n}`, error: "net::ERR_FAILED", response: {}, line: 12 });
  }
  return toHar(entries);
}

/** Nothing but requests that were redirected, all by the same line of code. */
function allRedirected(count: number): object {
  const { entries, actual } = recorder();
  while (entries.length < count) {
    const target = `${api}/v2/items`;
    actual({ ...ok, method: "GET", url: `${api}/v1/items`, status: 302, redirectUrl: target, line: 12 });
    actual({ ...ok, method: "GET", url: target, line: 12 });
  }
  return toHar(entries);
}

/** Nothing but failures of which only the failure is recorded, after stored responses of the same URL. */
function allUnseen(count: number): object {
  const { entries, actual } = recorder();
  for (let n = 0; n < count; n++) {
    const url = `${api}/v1/logo.png`;
    if (n % 2 === 0)
      actual({ ...ok, method: "GET", url, response: { ...granted, "Cache-Control": "no-store" }, line: 12 });
    else actual({ ...unsent, method: "GET", url, line: 14 });
  }
  return toHar(entries);
}

function toHar(entries: readonly object[]): object {
  const pages = [{ id: "page_1", startedDateTime: "2026-11-23T12:00:00.000Z", title: `${page}/`, pageTimings: {} }];
  return { log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, pages, entries } };
}

/** The result of one run, and its milliseconds. */
function time<T>(run: () => T): [result: T, milliseconds: number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/**
 * Prints one row, and gives the median of the ratios. Each round parses the text and diagnoses what it has just parsed, as
 * a user does; one round comes before to warm up, so compiled code and what is remembered of repeated texts are there.
 * What a diagnosis tells only when asked for, its notes and why it was preflighted, is not asked for. `indent` is 2 for a
 * file that DevTools exports.
 */
function measure(name: string, har: object, rounds: number, indent = 0): number {
  const text = JSON.stringify(har, null, indent);
  const times = Array.from({ length: rounds + 1 }, () => timesOf(text)).slice(1);
  return printTimes(name, text, times);
}

function timesOf(text: string): Times {
  const [parsed, parse] = time(() => JSON.parse(text));
  const [, diagnosis] = time(() => judge(parsed));
  return { parse, diagnosis };
}

/** The same for the first parse and the first diagnosis of a process, in so many processes. */
async function measureFirst(name: string, har: object, processes: number): Promise<number> {
  const text = JSON.stringify(har, null, 2);
  return printTimes(name, text, await measureCold(text, processes));
}

function printTimes(name: string, text: string, times: readonly Times[]): number {
  const ratio = median(times.map(({ parse, diagnosis }) => diagnosis / parse));
  const [parse, diagnosis] = [times.map(({ parse }) => parse), times.map(({ diagnosis }) => diagnosis)];
  const size = `${(text.length / 1e6).toFixed(0)} MB`;
  print(name, JSON.parse(text).log.entries.length, size, median(parse), median(diagnosis), ratio);
  return ratio;
}

function judge(parsed: unknown): DiagnosedSource {
  const recording = readHar(parsed);
  return { source: "bench.har", recording, diagnoses: diagnose(recording) };
}

function print(name: string, entries: number, size: string, parse: number, diagnosis: number, ratio: number): void {
  const cells = [
    String(entries).padStart(8),
    size.padStart(8),
    ...[parse, diagnosis].map((ms) => ms.toFixed(0).padStart(10)),
  ];
  process.stdout.write(`${name.padEnd(36)}${cells.join("")}${ratio.toFixed(2).padStart(8)}\n`);
}

/** What it takes to write a report, fixes included, beside the diagnosis itself. */
function measureReport(id: keyof typeof formats, judged: DiagnosedSource): void {
  const [length, milliseconds] = time(() => {
    let sum = 0;
    for (const piece of formats[id].write([judged], { ...defaultOptions, columns: 100 })) sum += piece.length;
    return sum;
  });
  const refused = judged.diagnoses.filter(({ outcome }) => outcome === "refused").length;
  const size = `${(length / 1e6).toFixed(0)} MB`;
  process.stdout.write(
    `${`the ${id} report on ${refused} refusals`.padEnd(44)}${size.padStart(8)}${milliseconds.toFixed(0).padStart(20)}\n`,
  );
}

process.stdout.write(`${"medians in milliseconds".padEnd(36)} entries    size JSON.parse  diagnose   ratio\n`);
const exported = measure("a busy page, as DevTools exports it", mixed(20_000), 9, 2);
const compact = measure("the same without indentation", mixed(20_000), 9);
for (const count of [5_000, 10_000, 40_000]) measure("a busy page", mixed(count), 5, 2);
measure("one URL", oneUrl(20_000), 3, 2);
measure("one URL, other headers each", otherHeaders(20_000), 3, 2);
measure("one URL, headers that never match", unlikeHeaders(20_000), 3, 2);
measure("all refused, other URLs", allRefused(20_000), 3, 2);
measure("all redirected, one URL", allRedirected(20_000), 3, 2);
measure("all unseen, one URL", allUnseen(20_000), 3, 2);
const first = await measureFirst("a busy page, first in its process", mixed(20_000), 5);
for (const count of [500, 5_000]) await measureFirst("a busy page, first in its process", mixed(count), 5);
for (const bytes of [50e6, 300e6]) await measureLarge(bytes);
const judged = judge(mixed(20_000));
measureReport("text", judged);
measureReport("json", judged);
process.stdout.write(
  `\nTo diagnose 20,000 entries takes ${exported.toFixed(2)} of the time that JSON.parse takes for the exported file (${compact.toFixed(2)} without indentation, ${first.toFixed(2)} for the first of a process).\n`,
);
