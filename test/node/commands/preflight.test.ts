import cors from "cors";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formats } from "../../../src/report/index.ts";
import { freePort } from "../../free-port.ts";
import { type Listening, listenHttp, listenRaw } from "../http/listen.ts";
import { run } from "../run.ts";

const page = "https://app.example";
const logCommands = ["##[add-mask]e", "##vso[task.setvariable variable=PATH]/evil", "##teamcity[buildStatus text='x']"];
const seen: { method: string; path: string; headers: Record<string, unknown>; body: string }[] = [];
let server: Listening;
let api: string;

beforeAll(async () => {
  const app = express().set("env", "test");
  app.use((request, _response, next) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ method: request.method, path: request.url, headers: request.headers, body });
      next();
    });
  });
  app.use("/listed", cors({ origin: page }));
  app.use("/open", cors());
  app.use("/commands", (_request, response) => {
    response.set("Access-Control-Allow-Origin", logCommands.join(" ")).set("Server", logCommands.join(" ")).end();
  });
  app.use("/moved", cors(), (request, response) => response.redirect(307, `/open${request.url}`));
  app.use((_request, response) => response.json([]));
  server = await listenHttp(app);
  api = `http://localhost:${server.port}`;
});

afterAll(() => server.close());

/** Runs `preflight`; returns the requests that reached the server as well. */
async function preflight(path: string, ...argv: string[]) {
  seen.length = 0;
  return { ...(await run("preflight", `${api}${path}`, "--origin", page, ...argv)), seen: [...seen] };
}

// The page of HTML reports is built for the tests of browsers only; test/report/log-commands.test.ts has that format.
test.each(Object.keys(formats).filter((format) => format !== "html"))(
  "no command of a CI system reaches the log: --format %s",
  async (format) => {
    const { code, out, errors } = await preflight("/commands", "--actual", "--format", format);
    expect(code).toBe(1);
    expect(out).toContain("add-mask");
    expect([out, ...errors].filter((text) => /##\w*\[/.test(text))).toEqual([]);
  },
);

describe("what is sent", () => {
  test("only the preflight, unless --actual is given", async () => {
    const argv = ["--method", "put", "--header", "X-Api-Key", "--header", "content-type: application/json"];
    const preflightOnly = await preflight("/listed/1", ...argv);
    expect(preflightOnly).toMatchObject({ code: 0, out: expect.stringContaining("The preflight passes") });
    expect(preflightOnly.seen).toMatchObject([
      {
        method: "OPTIONS",
        headers: {
          origin: page,
          "access-control-request-method": "PUT",
          "access-control-request-headers": "content-type,x-api-key",
        },
      },
    ]);
    const sent = await preflight("/listed/1", ...argv, "--data", "{}", "--actual");
    expect(sent).toMatchObject({
      code: 0,
      out: expect.stringMatching(/1 cross-origin request: none refused by CORS, 1 allowed/),
    });
    expect(sent.seen).toMatchObject([
      { method: "OPTIONS" },
      { method: "PUT", body: "{}", headers: { origin: page, "x-api-key": "", "content-type": "application/json" } },
    ]);
  });

  test("a passing preflight alone is no unknown outcome in the brief report, and says what was not sent", async () => {
    const put = ["--method", "PUT", "--header", "x-api-key"];
    const { code, out } = await preflight("/listed/1", ...put, "--format", "brief");
    expect(code).toBe(0);
    expect(out).toBe(
      `PASSED     PUT ${api}/listed/1  A browser would send the PUT. It was not sent; add --actual to check its response too.\n---- The preflight passed; no other request was sent.\n`,
    );
    const json = await preflight("/listed/1", ...put, "--json");
    expect(json.out).toContain('"outcome":"unknown"');
    const refused = await preflight("/none", ...put, "--format", "brief");
    expect(refused.out).toMatch(/^REFUSED 1.*---- 1 cross-origin request: 1 refused by CORS/s);
  });

  test.each(["file://", "null", "app://", "capacitor://localhost", "http://tauri.localhost"])(
    "the origin of a page without a web address: %s",
    async (origin) => {
      seen.length = 0;
      const { code } = await run("preflight", `${api}/open/1`, "--origin", origin, "--method", "PUT");
      expect(code).toBe(0);
      expect(seen).toMatchObject([{ method: "OPTIONS", headers: { origin } }]);
    },
  );

  test("nothing after a preflight that fails", async () => {
    const { code, out, seen } = await preflight("/none", "--method", "DELETE", "--actual");
    expect({ code, methods: seen.map(({ method }) => method) }).toEqual({ code: 1, methods: ["OPTIONS"] });
    expect(out).toMatch(/REFUSED {2}DELETE .*cors-panel explain missing-allow-origin/s);
  });

  test("the method as the page spells it", async () => {
    const lines: (string | undefined)[] = [];
    const raw = await listenRaw((socket, request) => {
      lines.push(request.split("\r\n")[0]);
      const granted = `Access-Control-Allow-Origin: ${page}\r\nAccess-Control-Allow-Methods: patch`;
      socket.end(`HTTP/1.1 200 OK\r\n${granted}\r\nContent-Length: 0\r\n\r\n`);
    });
    await run("preflight", `http://localhost:${raw.port}/`, "--origin", page, "--method", "patch", "--actual");
    await raw.close();
    expect(lines).toEqual(["OPTIONS / HTTP/1.1", "patch / HTTP/1.1"]);
  });

  test("a body alone makes a POST of text, which needs no preflight", async () => {
    const { code, seen } = await preflight("/listed", "--data", "tea", "--actual");
    expect({ code, seen }).toMatchObject({
      code: 0,
      seen: [{ method: "POST", body: "tea", headers: { "content-type": "text/plain;charset=UTF-8" } }],
    });
  });

  test("the cookie of --cookie, with credentials, and never on a preflight", async () => {
    const { code, seen } = await preflight("/open/1", "--cookie", "session=42", "--method", "PUT", "--actual");
    expect(code).toBe(1);
    expect(seen.map(({ headers }) => headers.cookie)).toEqual([undefined]);
    const simple = await preflight("/open", "--cookie", "session=42", "--actual", "--json", "--verbose");
    expect(simple.seen).toMatchObject([{ headers: { cookie: "session=42" } }]);
    expect(JSON.parse(simple.out).fetches).toMatchObject([
      { cause: "wildcard-origin-with-credentials", credentials: "include" },
    ]);
  });

  test("a redirect is followed with a preflight of its own", async () => {
    const { code, seen } = await preflight("/moved/1", "--method", "POST", "--header", "x-a: 1", "--actual");
    expect({ code, paths: seen.map(({ method, path }) => `${method} ${path}`) }).toEqual({
      code: 0,
      paths: ["OPTIONS /moved/1", "POST /moved/1", "OPTIONS /open/1", "POST /open/1"],
    });
  });
});

test("the output contains no secrets, except with --show-secrets", async () => {
  const argv = ["--method", "PUT", "--actual", "--header", "authorization: Bearer s3cr3t"];
  for (const format of ["text", "json"]) {
    const quiet = await preflight("/none?token=s3cr3t", ...argv, "--format", format);
    expect(quiet.out).toContain("/none");
    expect(quiet.out).not.toContain("s3cr3t");
    expect((await preflight("/none?token=s3cr3t", ...argv, "--format", format, "--show-secrets")).out).toContain(
      "s3cr3t",
    );
  }
});

test("a server that is not running, and a host name that does not exist", async () => {
  const argv = ["--origin", page, "--method", "PUT"];
  const { code, out } = await run("preflight", `http://localhost:${await freePort()}/`, ...argv);
  expect({ code, out }).toEqual({ code: 2, out: expect.stringContaining("No server is listening") });
  expect(await run("preflight", "http://no-such-host.invalid/", ...argv)).toMatchObject({
    code: 2,
    out: expect.stringContaining("The browser cannot resolve the host name"),
  });
});

test.each<[string[], RegExp]>([
  [[], /no URL given/],
  [["http://x/"], /no origin given/],
  [["http://x/", "http://y/", "--origin", page], /give one URL only/],
  [["x.example/orders", "--origin", page], /is not a URL; start it with https:\/\//],
  [["ftp://x/", "--origin", page], /does not use http or https$/],
  [["localhost:3000/orders", "--origin", page], /start it with its scheme, as in http:\/\/localhost:3000/],
  [["http://u:p@x/", "--origin", page], /user name or password/],
  [["http://x/", "--origin", `${page}/`], /use https:\/\/app\.example/],
  [["http://x/", "--origin", "HTTPS://APP.example"], /use https:\/\/app\.example/],
  [["http://x/", "--origin", "app.example"], /is not an origin/],
  [["http://x/", "--origin", "file:///index.html"], /is not an origin/],
  [["http://x/", "--origin", page, "--method", "A B"], /is not an HTTP method/],
  [["http://x/", "--origin", page, "--method", "trace"], /browsers do not send TRACE/],
  [["http://x/", "--origin", page, "--header", "Cookie: a"], /use --cookie/],
  [["http://x/", "--origin", page, "--header", "Host: a"], /a page cannot set `Host`/],
  [["http://x/", "--origin", page, "--header", "a b: c"], /is not a valid header name/],
  [["http://x/", "--origin", page, "--header", "x: ☃"], /not allowed in headers/],
  [["http://x/", "--origin", page, "--method", "GET", "--data", "x"], /a GET request has no body/],
  [["http://x/", "--origin", page, "--credentials", "same-origin"], /include or omit/],
  [["http://x/", "--origin", page, "--credentials", "omit", "--cookie", "a=b"], /sends no cookie/],
  [["http://x/", "--origin", page, "--cookie", "a\r\nb"], /not allowed in headers/],
  [["http://x/", "--origin", page, "--timeout", "soon"], /number of seconds/],
  [["http://x/", "--origin", page], /without a preflight/],
  [["http://x/", "--origin", "http://x", "--method", "PUT"], /same origin as --origin/],
  [["http://x/", "--origin", page, "--nope"], /Unknown option/],
])("%j is bad usage", async (argv, message) => {
  const { code, out, errors } = await run("preflight", ...argv);
  expect({ code, out, errors }).toEqual({ code: 2, out: "", errors: [expect.stringMatching(message)] });
});
