import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { exampleOrigin, matchesOrigin, originExpression, statedOriginProblem } from "../../src/audit/origin-pattern.ts";
import { publicSuffixList } from "../../src/node/http/public-suffix-list.ts";
import { runAudit } from "../node/commands/run-audit.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";

test.each([
  ["https://*.example.com", ["https://a.example.com", "https://a.b.example.com", "https://a_b-1.example.com"]],
  ["https://pr-*.example.com", ["https://pr-1.example.com"]],
  ["http://localhost:*", ["http://localhost:3000", "http://localhost"]],
  ["https://api.*.example.co.uk:8443", ["https://api.eu.example.co.uk:8443"]],
])("%s stands for %j", (pattern, origins) => {
  expect(statedOriginProblem(pattern, publicSuffixList)).toBeNull();
  for (const origin of [...origins, exampleOrigin(pattern)]) expect(matchesOrigin(pattern, origin)).toBe(true);
});

test.each([
  ["https://*.example.com", "https://example.com"],
  ["https://*.example.com", "https://evilexample.com"],
  ["https://*.example.com", "https://a.example.com.evil.test"],
  ["https://*.example.com", "https://axexample.com"],
  ["https://*.example.com", "http://a.example.com"],
  ["https://*.example.com", "https://a.example.com:8443"],
  ["https://pr-*.example.com", "https://pr-1.evil.example.com"],
  ["https://pr-*.example.com", "https://pr-.example.com"],
  ["http://localhost:*", "http://localhost.evil.test:3000"],
  ["https://app.example.com", "https://app.example.com:8443"],
])("%s does not stand for %s", (pattern, origin) => expect(matchesOrigin(pattern, origin)).toBe(false));

test("no pattern of one's own domain stands for a page of somebody else", () => {
  const host = fc.stringMatching(/^[a-z0-9.-]{1,30}$/);
  fc.assert(
    fc.property(host, (text) => {
      const origin = `https://${text}`;
      if (matchesOrigin("https://*.example.com", origin)) expect(text.endsWith(".example.com")).toBe(true);
    }),
  );
});

test.each([
  ["*", /is not a pattern/],
  ["https://**.example.com", /is not a pattern/],
  ["file://*", /is not a pattern/],
  ["https://*", /Anyone can have a host name/],
  ["https://*.com", /Anyone can have a host name/],
  ["https://*.co.uk", /Anyone can have a host name/],
  ["https://example.*", /Anyone can have a host name/],
  ["https://*example.com", /Anyone can have a host name/],
  ["https://*.vercel.app", /Every customer of `vercel\.app`/],
  ["https://my-app-*.vercel.app", /Every customer of `vercel\.app`/],
  ["https://*.Example.com", /is not a pattern/],
  ["https://*.example.com/", /is not a pattern/],
  ["https://*.10.0.0.1", /is not an origin/],
])("%s cannot be stated", (pattern, problem) =>
  expect(statedOriginProblem(pattern, publicSuffixList)).toMatch(problem),
);

describe("a policy with a pattern", () => {
  let server: Listening | undefined;
  afterEach(() => server?.close());
  const rule = { origins: ["https://*.example.com"], routes: ["/me"], credentials: true };

  async function audit(pattern: RegExp) {
    server = await listenHttp((request, response) => {
      if (pattern.test(request.headers.origin ?? "")) {
        response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "");
        response.setHeader("Access-Control-Allow-Credentials", "true");
      }
      response.end();
    });
    return runAudit(`http://localhost:${server.port}`, [rule]);
  }

  test("a server with the same pattern follows it", async () => {
    const expression = originExpression("https://*.example.com");
    expect(await audit(new RegExp(expression))).toMatchObject({ code: 0, lax: [], strict: [] });
  });

  test("a server without its start and its escapes does not", async () => {
    const { code, lax, text } = await audit(/.*.example.com$/);
    expect({ code, lax }).toEqual({
      code: 1,
      lax: ["prefix with credentials", "scheme with credentials"],
    });
    expect(text.replace(/\s+/g, " ")).toContain("^https:\\/\\/([a-z0-9_-]+\\.)+example\\.com$");
  });

  test("a server that allows one host only is too strict", async () => {
    expect((await audit(/^https:\/\/app\.example\.com$/)).strict).toEqual(["missing-allow-origin"]);
  });
});
