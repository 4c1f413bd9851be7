import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import cors from "cors";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditConfig } from "../../../src/audit/config.ts";
import { readConfig } from "../../../src/audit/read-config.ts";
import { diagnose } from "../../../src/diagnose.ts";
import { publicSuffixList } from "../../../src/node/http/public-suffix-list.ts";
import { readHar } from "../../../src/recording/har.ts";
import { defaultOptions } from "../../../src/report/format.ts";
import { html, reportPlaceholder } from "../../../src/report/html.ts";
import { type Listening, listenHttp } from "../../node/http/listen.ts";
import { run } from "../../node/run.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-init-"));
const page = "https://app.example.com";
let server: Listening;
let api: string;
let count = 0;

beforeAll(async () => {
  const app = express().set("env", "test");
  app.use("/open", cors());
  app.use(cors({ origin: [page], methods: ["GET", "PUT"], allowedHeaders: ["content-type", "x-api-key"] }));
  app.use((_request, response) => response.json([]));
  server = await listenHttp(app);
  api = `http://localhost:${server.port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Writes the files of a source into a folder of its own; returns the path of the first. */
function source(files: Readonly<Record<string, string | object>>): string {
  count += 1;
  const own = join(folder, String(count));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return join(own, Object.keys(files)[0] ?? "");
}

/** Runs `audit --init`; returns the policy as text, as a value, and as the rules that `audit` reads. */
async function init(from: string, ...argv: string[]) {
  count += 1;
  const file = join(folder, `${count}.mjs`);
  const { code, out, errors } = await run("audit", "--init", from, "--config", file, ...argv);
  if (code !== 0) return { code, out, errors, file, text: "", config: { allow: [] } as AuditConfig, rules: [] };
  const config: AuditConfig = (await import(pathToFileURL(file).href)).default;
  const read = readConfig(config, undefined, publicSuffixList);
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return { code, out, errors, file, text: readFileSync(file, "utf8"), config, rules: read.rules };
}

const header = (name: string, value: string) => ({ name, value });

/** One entry of a HAR file as Chromium writes it. */
function entry(
  method: string,
  url: string,
  status: number,
  type: string,
  request: object[],
  response: object[],
  isRefused = false,
) {
  return {
    _resourceType: type,
    startedDateTime: "2026-11-29T12:00:00.000Z",
    time: 1,
    request: { method, url, httpVersion: "h2", headers: request, queryString: [], cookies: [] },
    response: {
      status,
      headers: response,
      content: {},
      cookies: [],
      redirectURL: "",
      _error: isRefused ? "net::ERR_FAILED" : null,
    },
  };
}

/** A PUT with its preflight, both allowed. */
function put(url: string, origin: string) {
  const granted = [header("access-control-allow-origin", origin), header("access-control-allow-methods", "PUT")];
  const names = header("access-control-allow-headers", "content-type, x-api-key");
  return [
    entry(
      "OPTIONS",
      url,
      204,
      "preflight",
      [
        ...[header("origin", origin), header("access-control-request-method", "PUT")],
        header("access-control-request-headers", "content-type,x-api-key"),
      ],
      [...granted, names],
    ),
    entry(
      "PUT",
      url,
      200,
      "fetch",
      [
        ...[header("origin", origin), header("content-type", "application/json"), header("x-api-key", "s3cr3t")],
        header("sec-fetch-mode", "cors"),
      ],
      granted,
    ),
  ];
}

/** A GET that the server allows for the origin `allowed`, or refuses for null. */
function get(url: string, origin: string, allowed: string | null) {
  const response = allowed === null ? [] : [header("access-control-allow-origin", allowed)];
  const request = [header("origin", origin), header("sec-fetch-mode", "cors")];
  return entry("GET", url, 200, "fetch", request, response, allowed === null);
}

const har = (entries: readonly object[]) => ({
  log: { version: "1.2", creator: { name: "WebInspector" }, pages: [], entries },
});

describe("from a recording", () => {
  test("what passed becomes rules, and the audit then follows them", async () => {
    const entries = [
      ...put(`${api}/orders/1?token=s3cr3t`, page),
      ...put(`${api}/orders/2`, page),
      get(`${api}/orders`, page, page),
      get(`${api}/refused`, page, null),
      get(`${api}/null`, "null", "null"),
    ];
    const { code, out, text, config, file } = await init(source({ "a.har": har(entries) }));
    expect(code).toBe(0);
    expect(config).toEqual({
      base: api,
      allow: [
        { origins: [page], routes: ["/orders/1"], methods: ["PUT"], headers: ["content-type", "x-api-key"] },
        { origins: [page], routes: ["/orders"], methods: ["GET"] },
      ],
    });
    expect(text).toContain("// confirm: stands for 2 paths like /orders/:id");
    expect(text).toContain("// confirm: add credentials: true if the page sends cookies");
    expect(text).toContain(`// - \`GET\` \`${api}/refused\` from \`${page}\`: missing-allow-origin`);
    expect(text).toContain("any site can send the origin `null`");
    expect(text).not.toContain("s3cr3t");
    expect(out).toMatch(/written from 3 requests: 3 lines to confirm, 2 left out/);
    const audit = await run("audit", "--config", file);
    expect(audit.out).toContain("every allowed request passes");
    expect(audit.code).toBe(1);
    expect(audit.out).toContain("The server allows `PUT`, but no rule does");
  });

  test("a header that the browser added by itself is no requirement", async () => {
    const sent = (url: string, type: string, ...headers: object[]) => {
      const origin = [header("origin", page), header("sec-fetch-mode", "cors")];
      return entry("GET", url, 200, type, [...origin, ...headers], [header("access-control-allow-origin", page)]);
    };
    const entries = [
      sent(`${api}/etag`, "fetch", header("if-none-match", '"1"'), header("cache-control", "max-age=0")),
      sent(
        `${api}/date`,
        "xhr",
        header("if-modified-since", "Sun, 29 Nov 2026 12:00:00 GMT"),
        header("pragma", "no-cache"),
      ),
      sent(`${api}/part`, "fetch", header("range", "bytes=100-200"), header("if-range", '"1"')),
      sent(`${api}/stream`, "eventsource", header("last-event-id", "7")),
      sent(`${api}/video`, "media", header("range", "bytes=-100")),
      sent(`${api}/cached-preflight`, "fetch", header("x-api-key", "s3cr3t"), header("if-none-match", '"1"')),
      sent(`${api}/password`, "fetch", header("authorization", "Basic czNjcjN0")),
      sent(`${api}/token`, "fetch", header("authorization", "Bearer s3cr3t")),
    ];
    const { config, text, file } = await init(source({ "a.har": har(entries) }));
    expect(config.allow).toEqual([
      { origins: [page], routes: ["/etag", "/date", "/part", "/stream", "/video"], methods: ["GET"] },
      { origins: [page], routes: ["/cached-preflight"], methods: ["GET"], headers: ["x-api-key"] },
      { origins: [page], routes: ["/password", "/token"], methods: ["GET"], headers: ["authorization"] },
    ]);
    const question = "remove authorization if the browser asked the user for the password";
    expect(text.split("\n").filter((line) => line.includes(question))).toEqual([
      expect.stringContaining(`"/password", // confirm: ${question}`),
    ]);
    expect((await run("audit", "--config", file)).out).not.toContain("if-none-match");
  });

  test("a conditional header that the preflight asked for is the page's own", async () => {
    const names = [header("access-control-request-headers", "if-none-match"), header("origin", page)];
    const asked = [header("access-control-request-method", "GET"), ...names];
    const granted = [
      header("access-control-allow-origin", page),
      header("access-control-allow-headers", "if-none-match"),
    ];
    const sent = [header("origin", page), header("sec-fetch-mode", "cors"), header("if-none-match", '"1"')];
    const { config } = await init(
      source({
        "a.har": har([
          entry("OPTIONS", `${api}/etag`, 204, "preflight", asked, granted),
          entry("GET", `${api}/etag`, 200, "fetch", sent, granted),
        ]),
      }),
    );
    expect(config.allow).toMatchObject([{ headers: ["if-none-match"] }]);
  });

  test("no key of a path becomes a route, or is named among what was left out", async () => {
    const entries = [
      get(`${api}/bot123456789:zn9pLfDBYKyk/send`, page, page),
      get(`${api}/x;jsessionid=3F3764A2`, page, page),
      get(`${api}/refused/sk_live_rXf8mz3v`, page, null),
    ];
    const { text, out, config } = await init(source({ "a.har": har(entries) }));
    expect(config.allow.map(({ routes }) => routes)).toEqual([["/example/send", "/x;jsessionid=example"]]);
    expect(text).toContain("a part of the path that looks like a secret is replaced by `example`");
    expect(text + out).not.toMatch(/zn9p|3F3764|sk_live_/);
  });

  test("an HTML report of diagnose or check", async () => {
    const recording = readHar(har([...put(`${api}/orders/1`, page), get(`${api}/open`, page, "*")]));
    const shown = { source: "b.har", recording, diagnoses: diagnose(recording) };
    const options = { ...defaultOptions, reportPage: `<title>x</title>${reportPlaceholder}` };
    const report = source({ "report.html": [...html.write([shown], options)].join("") });
    const { config, text } = await init(report);
    expect(config.allow).toMatchObject([{ routes: ["/orders/1"], methods: ["PUT"] }, { routes: ["/open"] }]);
    expect(text).toContain('the server sends `*`; use origins: "*" if every website may read this');
  });

  test("a recording that JSON calls .json, and one with nothing that passes", async () => {
    expect((await init(source({ "c.json": har([get(`${api}/orders`, page, page)]) }))).code).toBe(0);
    const { code, errors } = await init(source({ "d.har": har([get(`${api}/orders`, page, null)]) }));
    expect({ code, errors }).toEqual({
      code: 2,
      errors: [expect.stringMatching(/no request that a policy could allow\n.*missing-allow-origin/)],
    });
  });
});

const openApi = `openapi: 3.1.0
info: { title: Orders, version: "1" }
servers: [{ url: "https://{stage}.example.com/v1/", variables: { stage: { default: api } } }]
security: [{ token: [] }]
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    session: { type: apiKey, in: cookie, name: sid }
    key: { type: apiKey, in: header, name: X-Api-Key }
  parameters:
    id: { name: id, in: path, required: true, schema: { type: integer, example: 7 } }
  requestBodies:
    order: { content: { application/json: {} } }
paths:
  /orders/{id}:
    parameters: [{ $ref: "#/components/parameters/id" }]
    get:
      responses: { "200": { headers: { X-Total: {}, Content-Type: {} } } }
    put:
      parameters: [{ name: If-Match, in: header, schema: { type: string } }]
      requestBody: { $ref: "#/components/requestBodies/order" }
    options: {}
    trace: {}
  /login:
    post:
      security: []
      requestBody: { content: { application/x-www-form-urlencoded: {} } }
  /account:
    get: { security: [{ session: [] }, { key: [] }] }
`;

describe("from an OpenAPI document", () => {
  test("3.1 in YAML", async () => {
    const { config, text } = await init(source({ "openapi.yaml": openApi }), "--origin", page);
    expect(config).toEqual({
      base: "https://api.example.com",
      allow: [
        {
          origins: [page],
          routes: ["/v1/orders/7"],
          methods: ["GET"],
          headers: ["authorization"],
          exposedHeaders: ["X-Total"],
        },
        {
          origins: [page],
          routes: ["/v1/orders/7"],
          methods: ["PUT"],
          headers: ["authorization", "content-type", "if-match"],
        },
        { origins: [page], routes: ["/v1/login"], methods: ["POST"] },
        { origins: [page], routes: ["/v1/account"], methods: ["GET"], headers: ["x-api-key"], credentials: true },
      ],
    });
    expect(text).toContain('"/v1/orders/7", // confirm: `7` stands for `{id}`; use a value that exists');
  });

  test("2.0 in JSON", async () => {
    const swagger = {
      swagger: "2.0",
      host: "api.example.com",
      basePath: "/v2",
      schemes: ["http", "https"],
      consumes: ["application/json"],
      securityDefinitions: { basic: { type: "basic" } },
      paths: {
        "/pets": {
          post: { parameters: [{ in: "body", name: "pet" }], security: [{ basic: [] }] },
          get: { parameters: [{ in: "header", name: "X-Trace" }] },
        },
      },
    };
    const { config, text } = await init(source({ "swagger.json": swagger }));
    expect(config.base).toBe("https://api.example.com");
    expect(config.allow).toMatchObject([
      { routes: ["/v2/pets"], methods: ["GET"], headers: ["x-trace"] },
      { routes: ["/v2/pets"], methods: ["POST"], headers: ["authorization", "content-type"] },
    ]);
    expect(text).toContain(
      'origins: ["https://your-app.example"], // confirm: the source does not say which pages send this',
    );
  });

  test("a server without a host is asked for, and --base states it", async () => {
    const relative = source({
      "openapi.json": { openapi: "3.0.3", servers: [{ url: "/v1" }], paths: { "/a": { get: {} } } },
    });
    const unknown = await init(relative, "--origin", page);
    expect(unknown.text).toContain(
      'base: "https://your-server.example", // confirm: the source does not name the server',
    );
    const { config } = await init(relative, "--origin", page, "--base", api);
    expect(config).toMatchObject({ base: api, allow: [{ routes: ["/v1/a"] }] });
  });

  test("references in a circle and to nowhere", async () => {
    const document = {
      openapi: "3.0.3",
      servers: [{ url: api }],
      components: { parameters: { a: { $ref: "#/components/parameters/a" } } },
      paths: {
        "/a": {
          get: {
            parameters: [{ $ref: "#/components/parameters/a" }, { $ref: "#/nowhere" }, { $ref: "other.yaml#/x" }],
            requestBody: 3,
          },
        },
      },
    };
    expect((await init(source({ "x.json": document }))).config.allow).toMatchObject([{ routes: ["/a"] }]);
  });
});

test("from a Postman collection", async () => {
  const collection = {
    info: { name: "Orders", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
    variable: [{ key: "baseUrl", value: "https://api.example.com/v1" }],
    auth: { type: "bearer", bearer: [{ key: "token", value: "s3cr3t" }] },
    item: [
      {
        name: "orders",
        item: [
          {
            request: {
              method: "GET",
              url: { raw: "{{baseUrl}}/orders/:id?token=s3cr3t", variable: [{ key: "id", value: "7" }] },
            },
          },
          {
            request: {
              method: "PUT",
              header: [
                { key: "X-Trace", value: "s3cr3t" },
                { key: "X-Off", value: "", disabled: true },
              ],
              url: { host: ["{{baseUrl}}"], path: ["orders", "{{orderId}}"] },
              body: { mode: "raw", options: { raw: { language: "json" } } },
            },
          },
        ],
      },
      { request: { method: "POST", url: "{{login}}/session", auth: { type: "noauth" }, body: { mode: "urlencoded" } } },
      { request: { method: "TRACE", url: "{{baseUrl}}/x" } },
      {
        request: {
          method: "GET",
          url: "{{baseUrl}}/key",
          auth: {
            type: "apikey",
            apikey: [
              { key: "key", value: "X-Key" },
              { key: "in", value: "header" },
            ],
          },
        },
      },
    ],
  };
  const { config, text } = await init(source({ "postman.json": collection }), "--origin", page);
  expect(config.allow).toEqual([
    { origins: [page], routes: ["https://api.example.com/v1/orders/7"], methods: ["GET"], headers: ["authorization"] },
    {
      origins: [page],
      routes: ["https://api.example.com/v1/orders/example"],
      methods: ["PUT"],
      headers: ["authorization", "content-type", "x-trace"],
    },
    { origins: [page], routes: ["/session"], methods: ["POST"] },
    { origins: [page], routes: ["https://api.example.com/v1/key"], methods: ["GET"], headers: ["x-key"] },
  ]);
  expect(text).toContain("`example` stands for the variable `orderId`");
  expect(text).toContain("browsers do not send TRACE requests");
  expect(text).not.toContain("s3cr3t");
});

describe("from a Bruno collection", () => {
  const bru = {
    "bruno.json": { version: "1", name: "Orders", type: "collection" },
    "collection.bru":
      "headers {\n  x-client: web\n}\n\nauth {\n  mode: bearer\n}\n\nauth:bearer {\n  token: s3cr3t\n}\n",
    "environments/local.bru": `vars {\n  host: https://api.example.com\n}\n`,
    "orders/put.bru":
      'meta {\n  name: put\n  type: http\n}\n\nput {\n  url: {{host}}/orders/:id\n  body: json\n  auth: inherit\n}\n\nparams:path {\n  id: 7\n}\n\nheaders {\n  x-trace: s3cr3t\n  ~x-off: 1\n}\n\nbody:json {\n  {\n    "get": { "url": "https://evil.example" }\n  }\n}\n',
    "orders/list.bru": "get {\n  url: {{host}}/orders\n  body: none\n  auth: none\n}\n",
  };
  const expected = [
    { origins: [page], routes: ["/orders"], methods: ["GET"], headers: ["x-client"] },
    {
      origins: [page],
      routes: ["/orders/7"],
      methods: ["PUT"],
      headers: ["authorization", "content-type", "x-client", "x-trace"],
    },
  ];

  test("a folder with .bru files", async () => {
    const { config, text } = await init(dirname(source(bru)), "--origin", page);
    expect(config).toEqual({ base: "https://api.example.com", allow: expected });
    expect(text).not.toContain("s3cr3t");
  });

  test("a folder with the YAML of OpenCollection", async () => {
    const yaml = {
      "opencollection.yml":
        "opencollection: 1.0.0\ninfo: { name: Orders }\nrequest:\n  headers: [{ name: x-client, value: web }]\n  auth: { type: bearer, token: s3cr3t }\n",
      "environments/local.yml": "name: local\nvariables: [{ name: host, value: https://api.example.com }]\n",
      "orders/list.yml":
        'info: { name: list, type: http }\nhttp: { method: GET, url: "{{host}}/orders", auth: { type: none } }\n',
      "orders/put.yml":
        'info: { name: put, type: http }\nhttp:\n  method: PUT\n  url: "{{host}}/orders/:id"\n  params: [{ name: id, value: "7", type: path }]\n  headers: [{ name: x-trace, value: s3cr3t }, { name: x-off, value: "", disabled: true }]\n  body: { type: json, data: "{}" }\n  auth: inherit\n',
    };
    const { config } = await init(dirname(source(yaml)), "--origin", page);
    expect(config).toEqual({ base: "https://api.example.com", allow: expected });
  });

  test("an exported collection", async () => {
    const exported = {
      name: "Orders",
      version: "1",
      environments: [{ name: "local", variables: [{ name: "host", value: "https://api.example.com" }] }],
      root: { request: { auth: { mode: "bearer" } } },
      items: [
        {
          type: "folder",
          name: "orders",
          items: [
            {
              type: "http-request",
              request: {
                method: "PUT",
                url: "{{host}}/orders/:id",
                params: [{ name: "id", value: "7", type: "path" }],
                headers: [
                  { name: "x-trace", value: "s3cr3t", enabled: true },
                  { name: "x-off", value: "", enabled: false },
                ],
                body: { mode: "json" },
                auth: { mode: "inherit" },
              },
            },
          ],
        },
      ],
    };
    const { config } = await init(source({ "bruno.json": exported }), "--origin", page);
    expect(config.allow).toEqual([
      {
        origins: [page],
        routes: ["/orders/7"],
        methods: ["PUT"],
        headers: ["authorization", "content-type", "x-trace"],
      },
    ]);
  });
});

describe("hostile sources", () => {
  const hostile = '"],process.exit(1),["\n*/`${process.exit(1)}\u2028// \u202e';

  test("no value ends its string or its comment", async () => {
    const document = {
      openapi: "3.0.3",
      servers: [{ url: "https://api.example.com" }],
      paths: {
        [`/a/{${hostile}}`]: {
          get: {
            parameters: [
              { in: "path", name: hostile, example: hostile },
              { in: "header", name: hostile },
              { in: "header", name: "x-`${1}`" },
            ],
          },
        },
        [`/b${hostile}`]: { get: { responses: { 200: { headers: { [hostile]: {}, __proto__: {} } } } } },
      },
    };
    const { text, rules, code } = await init(source({ "evil.json": JSON.stringify(document) }), "--origin", page);
    expect(code).toBe(0);
    expect(rules.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/[\u2028\u202e]/);
    for (const line of text.split("\n"))
      expect(line).toMatch(/^(\/\/.*|\/\*\* @type .* \*\/|export default \{|\};|\s.*|)$/);
  });

  test.each<[string, string, RegExp]>([
    ["a.yaml", "a: &a [*a, *a]\n: [", /neither valid JSON nor valid YAML/],
    [
      "b.yaml",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[at]}`).join(",")}]`)
        .join("\n")}\n`,
      /valid YAML: Excessive alias count/,
    ],
    ["c.json", '{"openapi": "3.1.0", ', /invalid JSON/],
    ["d.json", "[]", /not a HAR file/],
    ["e.html", "<p>", /this page is not a report/],
    ["f.html", '<script type="application/json" id="report">{}</script>', /the report is damaged/],
    ["g.json", '{"openapi":"3.1.0","paths":{}}', /no request that a policy could allow/],
    ["h.yaml", "", /not a HAR file/],
  ])("%s gets a clear message", async (name, content, message) => {
    const { code, errors } = await init(source({ [name]: content }));
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(message)] });
  });
});

describe("the file that is written", () => {
  const from = () =>
    source({ "openapi.json": { openapi: "3.0.3", servers: [{ url: api }], paths: { "/a": { get: {} } } } });

  test("is never one that exists", async () => {
    const config = source({ "cors-panel.config.mjs": "keep" });
    const { code, errors } = await run("audit", "--init", from(), "--config", config);
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(/already exists/)] });
    expect(readFileSync(config, "utf8")).toBe("keep");
  });

  test.each<[string[], RegExp]>([
    [["--config", "policy.json"], /needs a name that ends with/],
    [["--profile", "mcp"], /exclude each other/],
    [["--base", "x"], /^--base: /],
    [["--origin", "https://*.com"], /^--origin: Anyone/],
    [["--origin", "app.example"], /^--origin: .* is not an origin/],
  ])("%j is bad usage", async (argv, message) => {
    const { code, errors } = await run("audit", "--init", from(), ...argv);
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(message)] });
  });

  test("a source that does not exist", async () => {
    const { code, errors } = await run("audit", "--init", join(folder, "none.yaml"));
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(/no such file/)] });
  });
});
