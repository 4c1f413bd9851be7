import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { type Listening, listenHttp } from "../http/listen.ts";
import { run } from "../run.ts";
import { page, rule, runAudit, runPolicy } from "./run-audit.ts";

let server: Listening | undefined;
afterEach(() => server?.close());

describe("the reports for CI", () => {
  const schema = {
    fileName: "junit-10.xsd",
    contents: readFileSync(new URL("../../report/schemas/junit-10.xsd", import.meta.url), "utf8"),
  };

  /**
   * Audits a server that allows every origin, refuses PUT, and sends a header with text that would end or begin a
   * command of the report's format.
   */
  async function auditHostileServer(format: string): Promise<string> {
    const hostile = '"><!--%0A::error::x ##[add-mask]';
    server = await listenHttp((request, response) => {
      response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
      response.setHeader("Access-Control-Allow-Methods", hostile);
      response.end();
    });
    const base = `http://localhost:${server.port}`;
    const { code, report } = await runAudit(base);
    expect(code).toBe(1);
    expect(report.overgrants).not.toEqual([]);
    const { out } = await runPolicy(base, [rule], "--format", format);
    return out;
  }

  test("JUnit matches its schema, with a failure for each finding", async () => {
    const contents = await auditHostileServer("junit");
    expect((await validateXML({ xml: { fileName: "report.xml", contents }, schema })).errors).toEqual([]);
    expect(contents).toContain('name="allows https://app.example.com: GET ');
    expect(contents).toContain('type="too-lax-origin"');
    expect(contents).toMatch(/type="(method-not-allowed|invalid-allow-methods|header-not-allowed)"/);
    const names = [...contents.matchAll(/<testcase [^>]*\bname="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
    const failures = contents.split("<failure ").length - 1;
    expect(contents).toContain(` failures="${failures}"`);
  });

  test("GitHub's annotations contain no command from the server", async () => {
    const lines = (await auditHostileServer("github")).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::error title=CORS, too lax"))).toEqual([]);
    expect(lines.some((line) => line.startsWith("::error title=CORS%2C too lax"))).toBe(true);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]+::[^\r]*$/);
  });

  test("the brief report has one block for the headers that several routes hide alike, and each code once", async () => {
    server = await listenHttp((request, response) => {
      if (request.headers.origin === page) response.setHeader("Access-Control-Allow-Origin", page);
      response.end();
    });
    const hiding = [{ origins: [page], routes: ["/orders", "/teas"], exposedHeaders: ["X-Total"] }];
    const { code, out } = await runPolicy(`http://localhost:${server.port}`, hiding, "--format", "brief");
    expect(code).toBe(1);
    const lines = out.split("\n");
    expect(lines.filter((line) => line.startsWith("TOO STRICT"))).toHaveLength(1);
    expect(out).toMatch(/^at {9}\S+\/orders, \S+\/teas$/m);
    expect(lines.filter((line) => line.includes("the code for the rule of"))).toHaveLength(1);
    expect(lines.at(-2)).toMatch(/^---- .* 2 headers not exposed/);
  });

  test("the brief report breaks up what the server sent as a command of a CI system", async () => {
    const report = await auditHostileServer("brief");
    expect(report).toMatch(/^TOO LAX/m);
    expect(report).toContain("granted");
    expect(report).not.toMatch(/^::error|##\[add-mask\]/m);
  });

  test("a header that the page cannot read is a failure in each", async () => {
    server = await listenHttp((request, response) => {
      if (request.headers.origin === page) response.setHeader("Access-Control-Allow-Origin", page);
      response.end();
    });
    const hiding = [{ origins: [page], routes: ["/orders"], exposedHeaders: ["X-Total", "Content-Type"] }];
    const base = `http://localhost:${server.port}`;
    const junit = (await runPolicy(base, hiding, "--format", "junit")).out;
    expect((await validateXML({ xml: { fileName: "report.xml", contents: junit }, schema })).errors).toEqual([]);
    expect(junit).toContain(
      '<failure type="hidden-header" message="A page cannot read `X-Total` in the response to GET"',
    );
    expect(junit).toContain(' failures="1"');
    const { code, out } = await runPolicy(base, hiding, "--format", "github");
    expect(code).toBe(1);
    expect(out).toContain("::error title=CORS%2C too strict%3A A page cannot read `X-Total` in the response to GET::");
  });

  test("other formats are refused", async () => {
    const { code, errors } = await run("audit", "--format", "sarif");
    expect({ code, errors }).toEqual({
      code: 2,
      errors: ['audit has no format "sarif"; its formats are text, brief, json, junit, github'],
    });
  });
});
