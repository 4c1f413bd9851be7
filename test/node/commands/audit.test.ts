import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import cors, { type CorsOptions } from "cors";
import express5 from "express";
import express4 from "express4";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { nearOrigins } from "../../../src/audit/near-origins.ts";
import { isAllowedByRule, questionsOf } from "../../../src/audit/questions.ts";
import { type AuditRule, readConfig } from "../../../src/audit/read-config.ts";
import { freePort } from "../../real-servers/targets.ts";
import { type Listening, listenHttp, listenRaw } from "../http/listen.ts";
import { run } from "../run.ts";

const page = "https://app.example.com";
const folder = mkdtempSync(join(tmpdir(), "cors-panel-audit-"));
const open: Listening[] = [];
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const rule = { origins: [page], routes: ["/orders"], methods: ["GET", "PUT"], headers: ["content-type"] };
const right: CorsOptions = { origin: [page], methods: ["GET", "PUT"], allowedHeaders: ["content-type"] };

/** The schemas let later versions add fields; a field that they do not tell of yet is a mistake here. */
const [auditSchema, reportSchema] = ["audit", "report"].map((name) =>
  JSON.parse(readFileSync(new URL(`../../../docs/${name}.schema.json`, import.meta.url), "utf8"), (_, value) =>
    value?.properties ? { ...value, additionalProperties: false } : value,
  ),
);
const isAudit = new Ajv({ allowUnionTypes: true }).addSchema(reportSchema, "report.schema.json").compile(auditSchema);

/** Audits a server and gives the JSON report, and the text that people see. */
async function audit(base: string, allow: readonly unknown[] = [rule], ...argv: string[]) {
  const config = join(folder, "cors-panel.config.json");
  writeFileSync(config, JSON.stringify({ allow }));
  const { code, out, errors } = await run("audit", "--config", config, "--base", base, "--json", ...argv);
  const { out: text } = await run("audit", "--config", config, "--base", base, ...argv);
  const report = JSON.parse(out);
  expect(isAudit(report) || isAudit.errors).toBe(true);
  const lax: string[] = report.overgrants.map(
    (found: { kind: string; likeness: string | null; name: string; withCredentials: boolean }) =>
      [found.likeness ?? found.kind, found.name, found.withCredentials && "with credentials"].filter(Boolean).join(" "),
  );
  const strict = report.stated.flatMap(({ outcome, cause }: { outcome: string; cause: string }) =>
    outcome === "refused" ? [cause] : [],
  );
  return { code, errors, report, lax, strict, text };
}

describe.each([
  ["Express 4", express4],
  ["Express 5", express5],
])("%s with the cors package", (_, express) => {
  let seen: string[];

  async function serve(options: CorsOptions | undefined): Promise<string> {
    seen = [];
    const app = express().set("env", "test");
    app.use((request, _response, next) => {
      seen.push(request.method);
      next();
    });
    app.use(cors(options));
    app.use((_request, response) => response.json([]));
    const server = await listenHttp(app);
    open.push(server);
    return `http://localhost:${server.port}`;
  }

  test("a policy that is kept exactly yields nothing, and nothing but GET and preflights is sent", async () => {
    const { code, lax, strict, text } = await audit(await serve(right));
    expect({ code, lax, strict }).toEqual({ code: 0, lax: [], strict: [] });
    expect(text).toContain("every allowed one passes, nothing else is let in");
    expect(new Set(seen)).toEqual(new Set(["GET", "OPTIONS"]));
  });

  test.each<[string, CorsOptions["origin"], string[]]>([
    ["a pattern without anchors", /example\.com/, ["suffix", "prefix", "dot", "subdomain", "scheme", "port"]],
    ["a pattern without an end", /^https:\/\/app\.example\.com/, ["suffix", "port"]],
    ["a pattern without a start", /app\.example\.com$/, ["prefix", "subdomain", "scheme"]],
    ["a pattern with bare dots", /^https:\/\/app.example.com$/, ["dot", "dot"]],
    ["a pattern for every subdomain", /^https:\/\/([a-z]+\.)*app\.example\.com$/, ["subdomain"]],
    ["a list with null in it", [page, "null"], ["null"]],
    ["a star", "*", ["unrelated"]],
    ["each origin repeated", true, ["unrelated"]],
  ])("%s is found too lax", async (_, origin, expected) => {
    const { code, lax, strict, text } = await audit(await serve({ ...right, origin }));
    expect({ code, lax, strict }).toEqual({ code: 1, lax: expected, strict: [] });
    expect(text).toContain("TOO LAX");
    expect(text).toContain(`origin: ['${page}']`);
  });

  test("a pattern without regard to case is no danger", async () => {
    const { code, lax, report, text } = await audit(
      await serve({ ...right, origin: /^https:\/\/app\.example\.com$/i }),
    );
    expect({ code, lax }).toEqual({ code: 0, lax: ["letter-case"] });
    expect(report.overgrants[0].harmless).toBe(true);
    expect(text).toMatch(/^Note: .*upper case/m);
  });

  test("each origin repeated, with credentials, is the worst", async () => {
    const { code, lax } = await audit(await serve({ ...right, origin: true, credentials: true }));
    expect({ code, lax }).toEqual({ code: 1, lax: ["unrelated with credentials", "credentials with credentials"] });
    const stated = await audit(await serve({ ...right, credentials: true }), [{ ...rule, credentials: true }]);
    expect({ code: stated.code, lax: stated.lax }).toEqual({ code: 0, lax: [] });
  });

  test("the package's defaults let in more methods and headers than were stated", async () => {
    const { code, lax } = await audit(await serve({ origin: [page] }));
    expect({ code, lax }).toEqual({ code: 1, lax: ["method PATCH", "method DELETE", "header x-cors-panel-audit"] });
  });

  test.each<[string, CorsOptions, string]>([
    ["another origin", { ...right, origin: ["https://other.example"] }, "missing-allow-origin"],
    ["no PUT", { ...right, methods: ["GET"] }, "method-not-allowed"],
    ["no header", { ...right, allowedHeaders: ["x-other"] }, "header-not-allowed"],
  ])("%s is found too strict, with the fix", async (_, options, cause) => {
    const { code, lax, strict, text, report } = await audit(await serve(options));
    expect({ code, lax, strict: new Set(strict) }).toEqual({ code: 1, lax: [], strict: new Set([cause]) });
    expect(text).toContain(`too strict: ${cause}`);
    const [refused] = report.stated.filter(({ outcome }: { outcome: string }) => outcome === "refused");
    expect(refused.fixes[0]).toMatchObject({ stack: "express-cors" });
  });

  test("a policy for everybody leaves no foreign origin to try", async () => {
    const { code, lax, strict } = await audit(await serve({ ...right, origin: "*" }), [{ ...rule, origins: "*" }]);
    expect({ code, lax, strict }).toEqual({ code: 0, lax: [], strict: [] });
  });

  test("code for one rule of several says that it is not for the whole server", async () => {
    const others = [rule, { origins: [page], routes: ["/prices"] }];
    const hint = "Let it answer for these URLs alone";
    const origin = /example\.com/;
    expect((await audit(await serve({ ...right, origin }), others)).text).toContain(hint);
    expect((await audit(await serve({ ...right, origin }))).text).not.toContain(hint);
  });

  test("a server that is down is told without saying a line twice", async () => {
    const { code, text } = await audit("http://localhost:1");
    const lines = text.split("\n").filter((line) => line.startsWith("No answer: "));
    expect(code).toBe(2);
    expect(lines).toEqual([...new Set(lines)]);
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(lines.at(-1)).toMatch(/^No answer: \d+ more$/);
  });

  test("a POST that needs no preflight is not sent, and said to be left out", async () => {
    const { report, text } = await audit(await serve(right), [
      rule,
      { origins: [page], routes: ["/forms"], methods: ["POST"] },
    ]);
    expect(report.notAsked).toMatchObject([{ method: "POST", origin: page }]);
    expect(text).toContain("Not asked: POST");
    expect(seen).not.toContain("POST");
  });
});

describe("the reports for CI", () => {
  const schema = {
    fileName: "junit-10.xsd",
    contents: readFileSync(new URL("../../report/schemas/junit-10.xsd", import.meta.url), "utf8"),
  };

  /** A server that lets everybody in, refuses PUT, and puts into its answer what would end or begin a command. */
  async function reported(format: string): Promise<string> {
    const hostile = '"><!--%0A::error::x ##[add-mask]';
    const server = await listenHttp((request, response) => {
      response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
      response.setHeader("Access-Control-Allow-Methods", hostile);
      response.end();
    });
    open.push(server);
    const { code, report } = await audit(`http://localhost:${server.port}`);
    expect(code).toBe(1);
    expect(report.overgrants).not.toEqual([]);
    const config = join(folder, "cors-panel.config.json");
    const { out } = await run(
      "audit",
      "--config",
      config,
      "--base",
      `http://localhost:${server.port}`,
      "--format",
      format,
    );
    return out;
  }

  test("JUnit keeps to its schema, with a failure for each thing that is too strict or too lax", async () => {
    const contents = await reported("junit");
    expect((await validateXML({ xml: { fileName: "report.xml", contents }, schema })).errors).toEqual([]);
    expect(contents).toContain('name="allows https://app.example.com: GET ');
    expect(contents).toContain('type="too-lax-origin"');
    expect(contents).toMatch(/type="(method-not-allowed|invalid-allow-methods|header-not-allowed)"/);
    const names = [...contents.matchAll(/<testcase [^>]*\bname="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
    const failures = contents.split("<failure ").length - 1;
    expect(contents).toContain(` failures="${failures}"`);
  });

  test("GitHub's annotations hold no command of the server's", async () => {
    const lines = (await reported("github")).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::error title=CORS, too lax"))).toEqual([]);
    expect(lines.some((line) => line.startsWith("::error title=CORS%2C too lax"))).toBe(true);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]+::[^\r]*$/);
  });

  test("another format is refused by name", async () => {
    const { code, errors } = await run("audit", "--format", "sarif");
    expect({ code, errors }).toEqual({
      code: 2,
      errors: ["an audit is reported as text, json, junit, github, not as sarif"],
    });
  });
});

describe("a server that does not answer", () => {
  test("is told as such", async () => {
    const { code, text } = await audit(`http://localhost:${await freePort()}`);
    expect(code).toBe(2);
    expect(text).toMatch(/no answer.*the server is not running/s);
  });

  test("ends the audit in time", async () => {
    const server = await listenRaw(() => {});
    open.push(server);
    const { code, report } = await audit(`http://localhost:${server.port}`, [rule], "--timeout", "0.3");
    expect(code).toBe(2);
    expect(report.unanswered.length).toBeGreaterThan(10);
  });
});

describe("what is asked, for any policy", () => {
  const host = fc.constantFrom("a.example", "app.a.example", "b.test", "localhost:3000", "10.0.0.1");
  const rules = fc.array(
    fc.record<AuditRule>({
      origins: fc.oneof(
        fc.constant("*" as const),
        fc.uniqueArray(
          host.map((name) => `https://${name}`),
          { minLength: 1 },
        ),
      ),
      urls: fc.uniqueArray(fc.constantFrom("https://api.example/a", "https://api.example/b"), { minLength: 1 }),
      methods: fc.uniqueArray(fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE"), { minLength: 1 }),
      headers: fc
        .uniqueArray(fc.constantFrom("content-type", "X-Api-Key", "Authorization"))
        .map((names) => names.map((name) => ({ name, value: null }))),
      credentials: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  );

  test("only GET and HEAD are sent themselves", () => {
    fc.assert(
      fc.property(rules, (rules) => {
        for (const { actual, call } of questionsOf(rules).list)
          expect(!actual || /^(GET|HEAD)$/.test(call.method)).toBe(true);
      }),
    );
  });

  test("no rule allows what is asked as forbidden", () => {
    fc.assert(
      fc.property(rules, (rules) => {
        for (const { call, forbidden } of questionsOf(rules).list) {
          if (!forbidden) continue;
          const also = ({ methods, headers }: AuditRule) =>
            forbidden.kind === "origin" ||
            (forbidden.kind === "method" && methods.includes(forbidden.name)) ||
            headers.some(({ name }) => name.toLowerCase() === forbidden.name);
          expect(isAllowedByRule(rules, call, also)).toBe(false);
        }
      }),
    );
  });
});

test("the neighbors of an origin", () => {
  expect(nearOrigins("https://app.example.com").map(({ origin }) => origin)).toEqual([
    "https://cors-panel-audit.test",
    "null",
    "https://app.example.com.cors-panel-audit.test",
    "https://evilapp.example.com",
    "https://appxexample.com",
    "https://app.examplexcom",
    "https://evil.app.example.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://APP.EXAMPLE.COM",
  ]);
  expect(nearOrigins("http://127.0.0.1:8443").map(({ likeness }) => likeness)).toEqual(["unrelated", "null", "port"]);
});

describe("a policy file", () => {
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  test.each<[unknown, string[]]>([
    [3, ["the configuration: must be an object"]],
    [{}, ["allow: missing"]],
    [{ allow: [] }, ["allow: no rule states what is allowed"]],
    [
      { allow: [3], more: 1 },
      ["the configuration: `more` is no setting; there are base, allow", "allow[0]: must be an object"],
    ],
    [{ allow: [{}] }, ["allow[0].origins: missing", "allow[0].routes: missing"]],
    [
      {
        base: "ftp://x/",
        allow: [{ ...rule, origins: [`${page}/`, 3], methods: "GET", headers: { Cookie: "a", "X-A": 1 } }],
      },
      [
        "base: `ftp://x/` is neither http nor https",
        `allow[0].origins[0]: \`${page}/\` is not how a browser writes an origin: write ${page}`,
        "allow[0].origins[1]: must be a text",
        "allow[0].routes[0]: a path needs a server: set base, or use --base https://api.example",
        "allow[0].methods: must be a list",
        "allow[0].headers.Cookie: a page cannot set `Cookie`: the browser does",
        "allow[0].headers.X-A: must be a text",
      ],
    ],
    [
      { base: "https://x/", allow: [{ origins: "*", routes: ["orders", "https://u:p@x/"], credentials: true }] },
      [
        "allow[0]: with credentials no browser accepts every origin: name the origins",
        "allow[0].routes[0]: `orders` is neither a path that begins with / nor a URL",
        "allow[0].routes[1]: a URL with a user name or password in it cannot be fetched: take it out",
      ],
    ],
  ])("%j", (value, problems) => expect(readConfig(value, undefined)).toEqual({ problems }));

  test.each([
    ["docs/audit.md", () => readFileSync(new URL("../../../docs/audit.md", import.meta.url), "utf8")],
    ["audit --help", async () => (await run("audit", "--help")).out],
  ])("as %s shows it is in order", async (_, source) => {
    const [, written] = /defineConfig\((\{.*?\n\s*\})\);/s.exec(await source()) ?? [];
    const read = readConfig(new Function(`return ${written}`)(), undefined);
    expect(read).toMatchObject({ rules: expect.arrayContaining([expect.objectContaining({ credentials: true })]) });
  });

  test("routes are paths below the base, with its own path", () => {
    const read = readConfig(
      { base: "https://x/v1/?a#b", allow: [{ ...rule, routes: ["/a?b=c#d", "https://y/"] }] },
      undefined,
    );
    expect(read).toMatchObject({ rules: [{ urls: ["https://x/v1/a?b=c", "https://y/"] }] });
  });

  test.each([
    ["missing.json", undefined, /missing\.json: no such file/],
    ["broken.json", "{", /broken\.json: .*JSON/],
    ["empty.js", "export const a = 1;", /empty\.js: it has no default export/],
    ["throws.js", "throw new Error('of its own');", /throws\.js: of its own/],
    ["fine.json", '{"allow":[{"origins":"*","routes":["x"]}]}', /fine\.json: allow\[0\]\.routes\[0\]: `x` is neither/],
  ])("%s", async (name, content, message) => {
    const path = content === undefined ? join(folder, name) : file(name, content);
    const { code, out, errors } = await run("audit", "--config", path);
    expect({ code, out, errors }).toEqual({ code: 2, out: "", errors: [expect.stringMatching(message)] });
  });

  test.each([
    [["--format", "nope"], /no format is called/],
    [["--concurrency", "0"], /whole number/],
    [["--timeout", "-1"], /ambiguous|number of seconds/],
    [["x"], /name the policy with --config/],
    [[], /write one, or name one with --config/],
  ])("%j is bad usage", async (argv, message) => {
    const { code, errors } = await run("audit", ...argv);
    expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(message)] });
  });
});

test("secrets are left out of the report", async () => {
  const secret = [
    { ...rule, routes: ["/orders?token=s3cr3t"] },
    { ...rule, routes: ["/forms?token=s3cr3t"], methods: ["POST"], headers: [] },
  ];
  const { text, report } = await audit(`http://localhost:${await freePort()}`, secret);
  expect(text).toContain("/forms");
  expect(`${text}${JSON.stringify(report)}`).not.toContain("s3cr3t");
});

test("a report goes to a file as well", async () => {
  const path = join(folder, "reports", "audit.json");
  await audit(`http://localhost:${await freePort()}`, [rule], "--report", `json=${path}`);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: 1, asked: expect.any(Number) });
});
