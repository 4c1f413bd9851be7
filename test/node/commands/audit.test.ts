import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import cors, { type CorsOptions } from "cors";
import express5 from "express";
import express4 from "express4";
import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "../../free-port.ts";
import { type Listening, listenHttp, listenRaw } from "../http/listen.ts";
import { run } from "../run.ts";
import { page, rule, runAudit } from "./run-audit.ts";

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const right: CorsOptions = { origin: [page], methods: ["GET", "PUT"], allowedHeaders: ["content-type"] };

describe.each([
  ["Express 4", express4],
  ["Express 5", express5],
])("%s with the cors package", (_, express) => {
  let seen: string[];
  let bodies: string[];

  async function serve(options: CorsOptions | undefined): Promise<string> {
    seen = [];
    bodies = [];
    const app = express().set("env", "test");
    app.use((request, _response, next) => {
      seen.push(request.method);
      next();
    });
    app.post("/search", express.text({ type: "*/*" }), ({ headers, path, body }, _response, next) => {
      bodies.push(`${headers.origin} ${path} ${headers["content-type"]} ${body}`);
      next();
    });
    app.use(cors(options));
    app.use((_request, response) => response.json([]));
    const server = await listenHttp(app);
    open.push(server);
    return `http://localhost:${server.port}`;
  }

  test("a server that keeps the policy exactly passes, and receives only GET and preflights", async () => {
    const { code, lax, strict, text } = await runAudit(await serve(right));
    expect({ code, lax, strict }).toEqual({ code: 0, lax: [], strict: [] });
    expect(text).toContain("every allowed request passes, nothing else allowed");
    expect(new Set(seen)).toEqual(new Set(["GET", "OPTIONS"]));
  });

  test.each<[string, CorsOptions["origin"], string[]]>([
    ["a pattern without anchors", /example\.com/, ["suffix", "prefix", "scheme"]],
    ["a pattern without an end", /^https:\/\/app\.example\.com/, ["suffix"]],
    ["a pattern without a start", /app\.example\.com$/, ["prefix", "subdomain", "scheme"]],
    ["a pattern with bare dots", /^https:\/\/app.example.com$/, ["dot"]],
    ["a pattern for every subdomain", /^https:\/\/([a-z]+\.)*app\.example\.com$/, ["subdomain"]],
    ["a list with null in it", [page, "null"], ["null"]],
    ["a star", "*", ["unrelated"]],
    ["each origin repeated", true, ["unrelated"]],
  ])("%s is found too lax", async (_, origin, expected) => {
    const { code, lax, strict, text } = await runAudit(await serve({ ...right, origin }));
    expect({ code, lax, strict }).toEqual({ code: 1, lax: expected, strict: [] });
    expect(text).toContain("TOO LAX");
    expect(text).toContain(`origin: ['${page}']`);
  });

  test("a pattern that ignores case is harmless", async () => {
    const { code, lax, report, text } = await runAudit(
      await serve({ ...right, origin: /^https:\/\/app\.example\.com$/i }),
    );
    expect({ code, lax }).toEqual({ code: 0, lax: ["letter-case"] });
    expect(report.overgrants[0].harmless).toBe(true);
    expect(text).toMatch(/^Note: .*upper case/m);
  });

  test("each origin repeated, with credentials, is found before the credentials themselves", async () => {
    const { code, lax } = await runAudit(await serve({ ...right, origin: true, credentials: true }));
    expect({ code, lax }).toEqual({ code: 1, lax: ["unrelated with credentials", "credentials with credentials"] });
    const stated = await runAudit(await serve({ ...right, credentials: true }), [{ ...rule, credentials: true }]);
    expect({ code: stated.code, lax: stated.lax }).toEqual({ code: 0, lax: [] });
  });

  test("the package's defaults allow more methods and headers than the policy", async () => {
    const { code, lax } = await runAudit(await serve({ origin: [page] }));
    expect({ code, lax }).toEqual({ code: 1, lax: ["method PATCH", "method DELETE", "header x-cors-panel-audit"] });
  });

  test.each<[string, CorsOptions, string]>([
    ["another origin", { ...right, origin: ["https://other.example"] }, "missing-allow-origin"],
    ["no PUT", { ...right, methods: ["GET"] }, "method-not-allowed"],
    ["no header", { ...right, allowedHeaders: ["x-other"] }, "header-not-allowed"],
  ])("%s is found too strict, with the fix", async (_, options, cause) => {
    const { code, lax, strict, text, report } = await runAudit(await serve(options));
    expect({ code, lax, strict: new Set(strict) }).toEqual({ code: 1, lax: [], strict: new Set([cause]) });
    expect(text).toContain(`too strict: ${cause}`);
    const [refused] = report.stated.filter(({ outcome }: { outcome: string }) => outcome === "refused");
    expect(refused.fixes[0]).toMatchObject({ stack: "express-cors" });
  });

  test("a policy for every origin leaves no forbidden origin to try", async () => {
    const { code, lax, strict } = await runAudit(await serve({ ...right, origin: "*" }), [{ ...rule, origins: "*" }]);
    expect({ code, lax, strict }).toEqual({ code: 0, lax: [], strict: [] });
  });

  test("the code for one rule of several says that it is not for the whole server", async () => {
    const others = [rule, { origins: [page], routes: ["/prices"] }];
    const hint = "Use this code for these URLs only";
    const origin = /example\.com/;
    expect((await runAudit(await serve({ ...right, origin }), others)).text).toContain(hint);
    expect((await runAudit(await serve({ ...right, origin }))).text).not.toContain(hint);
  });

  test("the report on a server that is down repeats no line", async () => {
    const { code, text } = await runAudit("http://localhost:1");
    const lines = text
      .replace(/\n {2}/g, " ")
      .split("\n")
      .filter((line) => line.startsWith("No response: "));
    expect(code).toBe(2);
    expect(lines).toEqual([...new Set(lines)]);
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(lines.at(-1)).toMatch(/^No response: \d+ more$/);
  });

  test("a POST that needs no preflight is not sent, and the report says so", async () => {
    const { report, text } = await runAudit(await serve(right), [
      rule,
      { origins: [page], routes: ["/forms"], methods: ["POST"] },
    ]);
    expect(report.notAsked).toMatchObject([{ method: "POST", origin: page }]);
    expect(text).toContain("Not tested: POST");
    expect(seen).not.toContain("POST");
  });

  test("a POST that the policy names as harmless is sent, and shows what its response exposes", async () => {
    const search = {
      origins: [page],
      routes: ["/search", "/forms"],
      methods: ["POST"],
      headers: ["content-type", "authorization"],
      exposedHeaders: ["X-Total"],
      harmless: [{ method: "POST", route: "/search", body: '{"limit":0}' }],
    };
    const options = { origin: [page], methods: ["POST"], allowedHeaders: ["content-type", "authorization"] };
    const hidden = await runAudit(await serve(options), [search]);
    expect(hidden.report.exposedHeaders).toMatchObject([
      { url: expect.stringMatching(/search$/), name: "X-Total", state: "hidden", method: "POST" },
      { url: expect.stringMatching(/forms$/), name: "X-Total", state: "untested" },
    ]);
    expect(hidden).toMatchObject({ code: 1, lax: [], strict: [] });
    // The JSON and the text report are two runs. Only the allowed origin sends the request, without the header that has no value.
    expect(bodies).toEqual(Array(2).fill(`${page} /search application/json {"limit":0}`));
    const exposed = await runAudit(await serve({ ...options, exposedHeaders: ["X-Total"] }), [search]);
    expect(exposed).toMatchObject({ code: 0, lax: [], strict: [] });
    expect(exposed.report.exposedHeaders).toMatchObject([{ state: "exposed" }, { state: "untested" }]);
  });

  test("a harmless POST without a preflight is judged by its response", async () => {
    const forms = {
      origins: [page],
      routes: ["/forms"],
      methods: ["POST"],
      harmless: [{ method: "POST", route: "/forms" }],
    };
    const { code, report, strict } = await runAudit(await serve({ origin: ["https://other.example.com"] }), [forms]);
    expect({ code, strict, notAsked: report.notAsked }).toEqual({
      code: 1,
      strict: ["missing-allow-origin"],
      notAsked: [],
    });
  });
});

describe("a server that does not respond", () => {
  test("is reported as not running", async () => {
    const { code, text } = await runAudit(`http://localhost:${await freePort()}`);
    expect(code).toBe(2);
    expect(text).toMatch(/no response.*No server is listening/s);
  });

  test("ends the audit at the timeout", async () => {
    const server = await listenRaw(() => {});
    open.push(server);
    const { code, report } = await runAudit(`http://localhost:${server.port}`, [rule], "--timeout", "0.3");
    expect(code).toBe(2);
    expect(report.unanswered.length).toBeGreaterThan(10);
  });
});

test.each([
  [["--format", "nope"], /unknown format/],
  [["--concurrency", "0"], /whole number/],
  [["--timeout", "-1"], /ambiguous|number of seconds/],
  [["x"], /set the policy with --config/],
  [[], /Create one, or use --config/],
])("%j is bad usage", async (argv, message) => {
  const { code, errors } = await run("audit", ...argv);
  expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(message)] });
});

test("the report contains no secrets", async () => {
  const secret = [
    { ...rule, routes: ["/orders?token=s3cr3t"] },
    { ...rule, routes: ["/forms?token=s3cr3t"], methods: ["POST"], headers: [] },
  ];
  const { text, report } = await runAudit(`http://localhost:${await freePort()}`, secret);
  expect(text).toContain("/forms");
  expect(`${text}${JSON.stringify(report)}`).not.toContain("s3cr3t");
});

test("--report writes the report to a file as well", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cors-panel-audit-report-"));
  const path = join(folder, "reports", "audit.json");
  await runAudit(`http://localhost:${await freePort()}`, [rule], "--report", `json=${path}`);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: 1, asked: expect.any(Number) });
  rmSync(folder, { recursive: true });
});
