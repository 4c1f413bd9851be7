import cors, { type CorsOptions } from "cors";
import express from "express";
import { afterEach, describe, expect, test } from "vitest";
import { profiles } from "../../src/audit/profiles/index.ts";
import { isCorsSafelistedMethod, isForbiddenRequestHeader } from "../../src/fetch/safelist.ts";
import { isAuditReport } from "../node/commands/run-audit.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { run } from "../node/run.ts";

const page = "https://app.example.com";
let server: Listening | undefined;
afterEach(() => server?.close());

/** Audits an Express server with these options of the cors package against a profile. */
async function audit(profile: string, options: CorsOptions) {
  const methods: string[] = [];
  const app = express().set("env", "test");
  app.use((request, _response, next) => {
    methods.push(request.method);
    next();
  });
  app.use(cors({ origin: [page], ...options }));
  app.use((_request, response) => {
    response.status(405).json({});
  });
  server = await listenHttp(app);
  const argv = ["audit", "--profile", profile, "--base", `http://localhost:${server.port}/mcp`, "--origin", page];
  const { code, out, errors } = await run(...argv, "--json");
  expect(errors).toEqual([]);
  const report = JSON.parse(out);
  expect(isAuditReport(report) || isAuditReport.errors).toBe(true);
  const refused: { method: string; findings: { names: string[] }[] }[] = report.stated.filter(
    ({ outcome }: { outcome: string }) => outcome === "refused",
  );
  const headers = (state: string): string[] =>
    report.exposedHeaders.flatMap((header: { name: string; state: string }) =>
      header.state === state ? [header.name] : [],
    );
  return {
    code,
    refused: refused.map(({ method, findings }) => `${method}: ${findings.flatMap(({ names }) => names).join(" ")}`),
    lax: report.overgrants.map(({ kind, name }: Record<string, string>) => `${kind} ${name}`),
    hidden: headers("hidden"),
    exposed: headers("exposed"),
    untested: headers("untested"),
    methods: new Set(methods),
    text: (await run(...argv)).out,
    report,
  };
}

const session = ["content-type", "authorization", "mcp-protocol-version", "mcp-session-id", "last-event-id"];

describe("MCP with sessions", () => {
  test("a server that allows and exposes everything passes", async () => {
    const { code, refused, hidden, exposed, methods } = await audit("mcp-sessions", {
      methods: ["GET", "POST", "DELETE"],
      allowedHeaders: session,
      exposedHeaders: ["Mcp-Session-Id", "WWW-Authenticate"],
    });
    expect({ code, refused, hidden }).toEqual({ code: 0, refused: [], hidden: [] });
    expect(exposed).toEqual(["Mcp-Session-Id", "WWW-Authenticate"]);
    expect(methods).toEqual(new Set(["GET", "OPTIONS"]));
  });

  test("a session id that the page cannot read is found, with the value to send", async () => {
    const { code, hidden, text, report } = await audit("mcp-sessions", {
      methods: ["GET", "POST", "DELETE"],
      allowedHeaders: session,
      exposedHeaders: ["X-Request-Id", "WWW-Authenticate"],
    });
    expect({ code, hidden }).toEqual({ code: 1, hidden: ["Mcp-Session-Id"] });
    expect(text).toContain("TOO STRICT");
    expect(text.replace(/\s+/g, " ")).toContain(
      "Send `Access-Control-Expose-Headers: X-Request-Id, WWW-Authenticate, Mcp-Session-Id`",
    );
    expect(report.fixes[0].code).toContain("Mcp-Session-Id");
  });

  test("each header and method that the server refuses is named", async () => {
    const { code, refused } = await audit("mcp-sessions", {
      methods: ["GET", "POST"],
      allowedHeaders: ["content-type", "authorization", "mcp-session-id"],
      exposedHeaders: ["Mcp-Session-Id", "WWW-Authenticate"],
    });
    expect(code).toBe(1);
    expect(refused).toEqual([
      "POST: mcp-protocol-version",
      "GET: last-event-id mcp-protocol-version",
      "DELETE: DELETE mcp-protocol-version",
    ]);
  });
});

test("MCP since 2026-07-28 needs POST only, so GET and DELETE are none of the policy's", async () => {
  const { code, refused, lax, untested } = await audit("mcp", {
    methods: ["POST"],
    allowedHeaders: ["content-type", "authorization", "mcp-protocol-version", "mcp-method", "mcp-name"],
  });
  expect({ code, refused, lax, untested }).toEqual({ code: 0, refused: [], lax: [], untested: ["WWW-Authenticate"] });
});

test("tus reads its offset on HEAD", async () => {
  const { code, hidden, exposed, untested } = await audit("tus", {
    methods: ["POST", "HEAD", "PATCH", "DELETE"],
    allowedHeaders: [
      ...["authorization", "content-type", "tus-resumable"],
      ...["upload-length", "upload-metadata", "upload-offset"],
    ],
    exposedHeaders: ["Upload-Offset", "Tus-Resumable"],
  });
  expect({ code, hidden, exposed, untested }).toEqual({
    code: 1,
    hidden: ["Upload-Length"],
    exposed: ["Upload-Offset", "Tus-Resumable"],
    untested: ["Location"],
  });
});

test("S3 without ETag, GraphQL without JSON, gRPC-Web whose status no request can show", async () => {
  const s3Headers = [
    ...["authorization", "content-type", "x-amz-checksum-crc32", "x-amz-content-sha256", "x-amz-date"],
    ...["x-amz-sdk-checksum-algorithm", "x-amz-security-token", "x-amz-user-agent"],
  ];
  expect(
    await audit("s3", { methods: ["GET", "PUT", "POST", "HEAD", "DELETE"], allowedHeaders: s3Headers }),
  ).toMatchObject({ code: 1, refused: [], hidden: ["ETag", "x-amz-request-id"] });
  await server?.close();
  expect(await audit("graphql", { methods: ["POST"], allowedHeaders: ["authorization"] })).toMatchObject({
    code: 1,
    refused: ["POST: content-type"],
  });
  await server?.close();
  const grpc = ["authorization", "content-type", "grpc-timeout", "x-grpc-web", "x-user-agent"];
  const { text, ...result } = await audit("grpc-web", { methods: ["POST"], allowedHeaders: grpc });
  expect(result).toMatchObject({
    code: 0,
    refused: [],
    untested: ["Grpc-Status", "Grpc-Message", "Grpc-Status-Details-Bin"],
  });
  expect(text).toContain("Not tested: whether ");
});

test("every profile names its sources, and only headers that a page can set", () => {
  for (const { sources, requests } of profiles) {
    expect(sources.every((source) => source.startsWith("https://"))).toBe(true);
    expect(sources).not.toEqual([]);
    for (const { method, headers } of requests) {
      expect(Object.keys(headers).filter(isForbiddenRequestHeader)).toEqual([]);
      expect(isCorsSafelistedMethod(method) || /^(HEAD|PUT|PATCH|DELETE)$/.test(method)).toBe(true);
    }
  }
});

test.each<[string[], RegExp]>([
  [["--profile", "soap", "--base", "https://x/", "--origin", page], /^--profile must be one of mcp, mcp-sessions/],
  [["--profile", "mcp", "--origin", page], /--profile needs --base/],
  [["--profile", "mcp", "--base", "https://x/"], /--profile needs --origin/],
  [["--profile", "mcp", "--base", "https://x/", "--origin", `${page}/`], /^--origin: .* use https:\/\/app/],
  [["--profile", "mcp", "--base", "x", "--origin", page], /^--base: `x` must be a URL/],
  [["--profile", "mcp", "--config", "x.json", "--origin", page], /exclude each other/],
  [["--origin", page], /--origin needs --profile/],
])("%j is bad usage", async (argv, message) => {
  const { code, errors } = await run("audit", ...argv);
  expect({ code, errors }).toEqual({ code: 2, errors: [expect.stringMatching(message)] });
});
