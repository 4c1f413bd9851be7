import { describe, expect, test } from "vitest";
import { diagnose, fixesFor, readHar } from "../../src/index.ts";
import { type Answer, type Call, logOf, page } from "../har.ts";

/** A GET with this header of its own, whose preflight got this response. */
const preflight = (status: number, headers: Answer["headers"], body?: string): Call => ({
  headers: { "x-shop": "1" },
  preflight: { status, ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) },
});
const allowedBefore: Call = { answer: { status: 200, headers: { "Access-Control-Allow-Origin": page } }, error: null };
const threeVary = { Vary: ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"] };

describe("the headline of a CORS refusal", () => {
  test.each([
    ["Disallowed CORS origin", 400, `refused the origin \`${page}\``],
    ["Disallowed CORS headers", 400, "refused the header `x-shop`"],
    ["Disallowed CORS method, headers", 400, "refused the method `GET` and the header `x-shop`"],
    ["CORS preflight request failed: headers are not allowed: X-SHOP", 403, "refused the header `x-shop`"],
    [`CORS preflight request failed: origin '${page}' is not allowed`, 403, `refused the origin \`${page}\``],
    ["CORS preflight request failed: no origins are allowed", 403, `refused the origin \`${page}\``],
    ['{"message":"CORS error: Origin not allowed"}', 200, `refused the origin \`${page}\``],
    ['{"message":"CORS is disabled for this route"}', 200, "has no CORS rule for the path `/api/orders`"],
    ["Origin is not allowed to make this request", 400, `refused the origin \`${page}\``],
    ["Requested method is not allowed", 400, "refused the method `GET`"],
    ["One or more headers requested are not allowed", 400, "refused the header `x-shop`"],
    [`{"Message":"The origin '${page}' is not allowed."}`, 400, `refused the origin \`${page}\``],
    [`{"Message":"The collection of headers 'x-shop' is not allowed."}`, 400, "refused the header `x-shop`"],
    ["Invalid CORS request", 403, `refused the CORS request from \`${page}\``],
    ["CORS Rejected - Invalid origin", 403, `refused the origin \`${page}\``],
    ['{"type":"ORIGIN_NOT_ALLOWED"}', 403, `refused the origin \`${page}\``],
    ["CORS not enabled or no matching rule found for this request.", 403, "refused the CORS request from"],
  ])("names what `%s` refuses", (body, status, expected) => {
    const [reason] = lastReasons(preflight(status, {}, body));
    expect(reason).toMatchObject({ title: expect.stringContaining(expected), certainty: "certain", remedy: "grant" });
    expect(reason?.evidence).toContain(`${status} with`);
  });

  test("names the method or the header where the origin is allowed elsewhere", () => {
    const [reason] = lastReasons(allowedBefore, preflight(403, threeVary, "Invalid CORS request"));
    expect(reason?.title).toContain("refused the header `x-shop`");
  });

  test("leaves a header out that another preflight allows", () => {
    const granted = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Headers": "X-Tea" };
    const asks = (names: string): Call => ({
      headers: Object.fromEntries(names.split(",").map((name) => [name, "1"])),
      preflight: { status: 200, headers: threeVary },
    });
    const before: Call = { ...asks("x-tea"), preflight: { status: 200, headers: granted }, ...allowedBefore };
    expect(lastReasons(before, asks("x-shop,x-tea"))[0]?.title).toContain("refused the header `x-shop`");
  });
});

describe("the explanation of a CORS refusal", () => {
  test("names the request without `Origin` that tells an unknown server's 403", () => {
    const [reason] = lastReasons({ answer: { status: 403 } });
    expect(reason?.explain).toContain("Repeat the request with curl, without the header `Origin`");
  });

  test("names the setting of a known library", () => {
    const [reason] = lastReasons(preflight(400, {}, "Disallowed CORS headers"));
    expect(reason?.explain).toContain("Add `x-shop` to `allow_headers`");
  });

  test("says how rack-cors compares strings", () => {
    const [reason] = lastReasons(preflight(200, { Vary: "Origin", "X-Rack-CORS": "miss; no-origin" }));
    expect(reason?.explain).toContain("Add `http://localhost:3000` to `origins`");
    expect(reason?.explain).toContain("regular expression without quotes");
  });

  test("adds the origin where the server looked it up in vain", () => {
    const headers = { Vary: "Origin", "Access-Control-Allow-Origin": "undefined" };
    const [reason] = lastReasons({ answer: { status: 200, headers } });
    expect(reason?.title).toContain(`did not find \`${page}\` in its list and sent \`undefined\``);
  });
});

describe("the fix of a CORS refusal", () => {
  test("leaves the preflight's status to the CORS middleware", () => {
    expect(remediesFor(preflight(400, {}, "Disallowed CORS origin"))).toEqual(["grant"]);
  });

  test("does not say that the server allows any header after it refused one", () => {
    expect(warningsFor(allowedBefore, preflight(200, threeVary))).not.toContain("whatever header is asked for");
  });

  test.each([
    [200, true],
    [403, false],
  ])("with status %i, says that the server can stay as it is for an extension: %s", (status, isSaid) => {
    const call: Call = { origin: "chrome-extension://mdkmkgmeleogeakokmdmcmiphcpinamb", answer: { status } };
    expect(warningsFor(call).includes("leave the server unchanged")).toBe(isSaid);
  });
});

function lastReasons(...calls: readonly Call[]) {
  return lastRefusal(calls)?.reasons ?? [];
}

function lastRefusal(calls: readonly Call[]) {
  return diagnose(readHar(logOf(...calls))).findLast(({ outcome }) => outcome === "refused");
}

function fixesOf(calls: readonly Call[]) {
  const refusal = lastRefusal(calls);
  return refusal ? fixesFor([refusal], readHar(logOf(...calls))) : [];
}

function remediesFor(...calls: readonly Call[]): string[] {
  return [...new Set(fixesOf(calls).map(({ remedy }) => remedy))];
}

function warningsFor(...calls: readonly Call[]): string {
  return fixesOf(calls)
    .flatMap(({ warnings }) => warnings)
    .join("\n");
}

test("a page that was loaded from a file gets the advice to load it otherwise, and no code for the server", () => {
  const call: Call = { page: "file://", origin: "file://", answer: { status: 200, headers: { Vary: "Origin" } } };
  const [reason] = lastReasons(call);
  expect(reason?.id).toBe("file-origin");
  expect(fixesOf([call]).map(({ stack, title }) => [stack, title])).toEqual([
    ["page", "Load the page over https or from a custom scheme such as `app://`, and allow that origin"],
  ]);
});
