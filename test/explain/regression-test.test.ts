import { parse } from "acorn";
import { describe, expect, test } from "vitest";
import { diagnose, readHar, regressionTestsOf } from "../../src/index.ts";
import { api, type Call, logOf, page } from "../har.ts";

const refusedPut: Call = {
  method: "PUT",
  url: `${api}/1?token=s3cret`,
  headers: { "content-type": "application/json", "x-api-key": "1" },
  preflight: { status: 404 },
};

describe("the tests of a refused fetch", () => {
  test("ask what the browser asked, and take no secret along", () => {
    const { supertest, fetch } = testsOf(refusedPut) ?? { supertest: "", fetch: "" };
    for (const code of [supertest, fetch]) {
      expect(code).toContain(`const origin = '${page}'`);
      expect(code).toContain("'Access-Control-Request-Headers': 'content-type,x-api-key'");
      expect(code).toContain("'Access-Control-Request-Method': 'PUT'");
      expect(code).toContain("const path = '/api/orders/1?token=REDACTED'");
      expect(code).not.toContain("s3cret");
    }
    expect(fetch).toContain("process.env.SERVER ?? 'http://localhost:4000'");
    expect(supertest).toContain(".put(path)");
  });

  test("need the exact origin and no wildcard where credentials are sent", () => {
    const answer = { status: 200, headers: { "Access-Control-Allow-Origin": "*" } };
    const { fetch = "" } = testsOf({ answer, headers: { Cookie: "id=1" } }) ?? {};
    expect(fetch).toContain("assert.equal(headers.get('access-control-allow-origin'), origin)");
    expect(fetch).toContain("'true'");
    expect(fetch).not.toContain("'*'");
  });

  test("are none where no server can make the fetch pass", () => {
    expect(testsOf({ answer: { status: 200 }, origin: "null", page: "file:///home/user/x.html" })).toBeNull();
    expect(
      testsOf({ answer: { status: 200, headers: { "Access-Control-Allow-Origin": page } }, error: null }),
    ).toBeNull();
  });
});

describe("whatever a recording holds stays text", () => {
  const hostile = [
    "'; process.exit(1); '",
    "\\u0027+x+\\u0027",
    "\n});process.exit();//",
    "${process.exit()}",
    "</script>",
    "\u2028*/",
    "`",
  ];

  test.each(hostile)("%j", (text) => {
    const encoded = encodeURI(text);
    for (const call of [
      { ...refusedPut, url: `${api}/${encoded}` },
      { ...refusedPut, url: `http://localhost:4000/?q=${text.replace(/[\n\u2028]/g, "")}` },
      { ...refusedPut, method: text },
      { ...refusedPut, headers: { [text]: "1" } },
    ]) {
      const tests = testsOf(call);
      for (const code of Object.values(tests ?? {})) {
        const names = callees(parse(code, { ecmaVersion: 2023, sourceType: "module" }));
        expect(names.filter((name) => name === "exit" || name === "process")).toEqual([]);
      }
    }
  });
});

function testsOf(call: Call) {
  const [diagnosis] = diagnose(readHar({ log: logOf(call) }));
  if (!diagnosis) throw new Error("the log holds a fetch");
  return regressionTestsOf(diagnosis);
}

/** The names of all functions that the code calls. */
function callees(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(callees);
  if (typeof node !== "object" || node === null) return [];
  const { type, callee } = node as { type?: string; callee?: { name?: string; property?: { name?: string } } };
  const own = type === "CallExpression" ? [callee?.name ?? callee?.property?.name ?? ""] : [];
  return [...own, ...Object.values(node).flatMap(callees)];
}
