import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diagnose, findNotes, type RecognizedNote, readHar } from "../../src/index.ts";
import { notes } from "../../src/notes/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { expectTranslated } from "../text/expect-translated.ts";

type Case = {
  readonly id: string;
  readonly calls: readonly Call[];
  /** Similar recordings that the note must not apply to. */
  readonly never: readonly (readonly Call[])[];
};

const exact = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true" };
const any = { "Access-Control-Allow-Origin": "*" };

/** An allowed call to another site. The request headers show whether its mode is `include` or `omit`. */
const passed = (headers: Answer["headers"], mode: "include" | "omit" = "omit", rest: Partial<Call> = {}): Call => ({
  headers: {
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Site": "cross-site",
    "User-Agent": "Chrome/156.0.0.0",
    ...(mode === "include" && { "Sec-Fetch-Storage-Access": "none" }),
    ...rest.headers,
  },
  ...without(rest, "headers"),
  answer: { status: 200, headers: headers ?? {}, ...rest.answer },
  error: null,
});
const put = (headers: Answer["headers"]): Call => ({
  ...passed(any),
  method: "PUT",
  preflight: { status: 204, headers: { ...any, "Access-Control-Allow-Methods": "PUT", ...headers } },
});
const preflighted = (name: string, allowed: string, method = "GET"): Call => ({
  method,
  headers: { [name]: "tea" },
  preflight: { status: 204, headers: { ...any, "Access-Control-Allow-Headers": allowed } },
  answer: { status: 200, headers: any },
  error: null,
});

/** A call from a page on another site whose origin the server allows by name. */
const fromSite = (site: string, headers: Record<string, string> = {}): Call =>
  passed({ ...exact, "Access-Control-Allow-Origin": site, ...headers }, "omit", {
    page: site,
    url: "https://api.shop.example/",
  });

const cases: readonly Case[] = [
  {
    id: "passes-against-its-headers",
    calls: [passed({})],
    never: [[passed(any)], [passed({}, "omit", { answer: { status: 304 } })], [{ answer: { status: 200 } }]],
  },
  {
    id: "unreadable-response-headers",
    calls: [passed({ ...any, "X-Total-Count": "3", Link: "<2>; rel=next" })],
    never: [
      [passed({ ...any, "X-Total-Count": "3", "Access-Control-Expose-Headers": "x-total-count" })],
      [passed({ ...any, "X-Total-Count": "3", "Access-Control-Expose-Headers": "*" })],
      [passed({ ...any, Date: "today", Server: "nginx", ETag: '"1"', "X-Powered-By": "Express", "Set-Cookie": "a=1" })],
      [passed({ ...any, "X-Accel-Buffering": "no", "X-Frame-Options": "DENY", "CF-Ray": "1-LHR", Via: "1.1 x" })],
      [passed({ ...any, NEL: "{}", "Report-To": "{}", "Accept-Ranges": "bytes", "SB-Gateway-Version": "1" })],
      [passed({ ...any, "X-Total-Count": "3" }, "omit", { type: "font" })],
      [passed({ ...any, "Grpc-Status": "7", "Access-Control-Expose-Headers": "grpc-status" })],
    ],
  },
  ...["Mcp-Session-Id", "Grpc-Status", "Grpc-Message", "Upload-Offset", "X-Total-Count"].map((name) => ({
    id: "unreadable-response-headers",
    calls: [passed({ ...any, [name]: "3" })],
    never: [[passed({ ...any, [name]: "3", "Access-Control-Expose-Headers": name.toLowerCase() })]],
  })),
  {
    id: "unreadable-response-headers",
    calls: [passed({ ...any, ETag: '"1"' }, "omit", { method: "POST" })],
    never: [[passed({ ...any, ETag: '"1"' })]],
  },
  {
    id: "unreadable-response-headers",
    calls: [
      passed({ ...any, "Accept-Ranges": "bytes" }, "omit", {
        answer: { status: 206, headers: { ...any, "Accept-Ranges": "bytes", "Content-Range": "bytes 0-9/99" } },
      }),
    ],
    never: [[passed({ ...any, "Accept-Ranges": "bytes", "Content-Type": "application/json" })]],
  },
  {
    id: "literal-expose-wildcard",
    calls: [passed({ ...exact, "Access-Control-Expose-Headers": "*" }, "include")],
    never: [[passed({ ...exact, "Access-Control-Expose-Headers": "*" })]],
  },
  {
    id: "unsent-cookie",
    calls: [passed(exact, "include", { answer: { status: 401, headers: exact } })],
    never: [
      [passed(exact, "include")],
      [passed(exact, "include", { answer: { status: 401, headers: exact }, headers: { Cookie: "id=1" } })],
      [passed(exact, "omit", { answer: { status: 401, headers: exact } })],
    ],
  },
  {
    id: "ignored-set-cookie",
    calls: [passed({ ...any, "Set-Cookie": "id=1; Path=/" })],
    never: [
      [passed({ ...exact, "Set-Cookie": "id=1" }, "include")],
      [{ answer: { status: 200, headers: { ...exact, "Set-Cookie": "id=1" } }, error: null }],
    ],
  },
  {
    id: "cookie-not-for-other-sites",
    calls: [passed({ ...exact, "Set-Cookie": "id=1; SameSite=Lax" }, "include")],
    never: [[passed({ ...exact, "Set-Cookie": "id=1; SameSite=None; Secure" }, "include")]],
  },
  {
    id: "csrf-rejected",
    calls: [
      passed(exact, "include", { method: "POST", answer: { status: 403, headers: exact, body: "CSRF token missing" } }),
    ],
    never: [[passed(exact, "include", { method: "POST", answer: { status: 403, headers: exact, body: "No entry" } })]],
  },
  {
    id: "html-for-json",
    calls: [passed({ ...any, "Content-Type": "text/html" }, "omit", { headers: { Accept: "application/json, */*" } })],
    never: [[passed({ ...any, "Content-Type": "text/html" }, "omit", { headers: { Accept: "*/*" } })]],
  },
  {
    id: "opaque-response",
    calls: [{ origin: null, headers: { "Sec-Fetch-Mode": "no-cors" }, answer: { status: 200 }, error: null }],
    never: [
      [{ type: "image", origin: null, headers: { "Sec-Fetch-Mode": "no-cors" }, answer: { status: 200 }, error: null }],
    ],
  },
  {
    id: "missing-vary-origin",
    calls: [
      { type: "image", origin: null, headers: { "Sec-Fetch-Mode": "no-cors" }, answer: { status: 200 }, error: null },
      passed({ "Access-Control-Allow-Origin": page }),
    ],
    never: [
      [passed({ "Access-Control-Allow-Origin": page })],
      [
        { type: "image", origin: null, headers: { "Sec-Fetch-Mode": "no-cors" }, answer: { status: 200 }, error: null },
        passed({ "Access-Control-Allow-Origin": page, Vary: "Accept-Encoding, Origin" }),
      ],
    ],
  },
  {
    id: "missing-vary-origin",
    calls: [
      passed({ "Access-Control-Allow-Origin": page }),
      passed({ "Access-Control-Allow-Origin": "http://localhost:3001" }, "omit", {
        page: "http://localhost:3001",
        url: `${api}/2`,
      }),
    ],
    never: [[passed(any), passed(any, "omit", { page: "http://localhost:3001" })]],
  },
  {
    id: "repeated-cors-header",
    calls: [passed({ ...any, "Access-Control-Allow-Headers": ["a", "a"] })],
    never: [[passed({ ...any, Vary: ["Origin", "Accept"] })]],
  },
  {
    id: "wildcard-with-allow-credentials",
    calls: [passed({ ...any, "Access-Control-Allow-Credentials": "true" })],
    never: [[passed(exact)]],
  },
  {
    id: "authorization-under-wildcard",
    calls: [preflighted("Authorization", "*")],
    never: [[preflighted("Authorization", "*, Authorization")], [preflighted("X-Shop", "*")]],
  },
  {
    id: "null-origin-allowed",
    calls: [passed({ "Access-Control-Allow-Origin": "null" }, "omit", { page: "file:///home/me/index.html" })],
    never: [[passed(any, "omit", { page: "file:///home/me/index.html" })]],
  },
  {
    id: "insecure-origin-allowed",
    calls: [
      passed({ ...exact, "Access-Control-Allow-Origin": "http://shop.example" }, "include", {
        page: "http://shop.example",
        url: "https://api.shop.example/",
      }),
    ],
    never: [[passed(exact, "include", { url: "https://api.shop.example/" })]],
  },
  {
    id: "every-origin-with-credentials",
    calls: [fromSite("https://a.example"), fromSite("https://b.example")],
    never: [
      [fromSite("https://a.example"), fromSite("https://a.example")],
      [fromSite("https://a.example"), fromSite("https://b.example", { "Access-Control-Allow-Credentials": "false" })],
      [
        fromSite("https://a.example"),
        fromSite("https://b.example"),
        { ...fromSite("https://c.example"), answer: { status: 200, headers: any } },
      ],
    ],
  },
  {
    id: "local-origin-allowed",
    calls: [passed(exact, "include", { url: "https://api.shop.example/" })],
    never: [
      [passed(exact, "include")],
      [passed({ "Access-Control-Allow-Origin": page }, "omit", { url: "https://api.shop.example/" })],
      [fromSite("https://a.example")],
    ],
  },
  {
    id: "repeated-preflight",
    calls: [put({ "Access-Control-Max-Age": "0" }), put({ "Access-Control-Max-Age": "0" })],
    never: [
      [put({}), { ...put({}), url: `${api}/2` }],
      [put({ "Access-Control-Max-Age": "600" }), put({ "Access-Control-Max-Age": "600" })],
    ],
  },
  {
    id: "avoidable-preflight",
    calls: [preflighted("Content-Type", "Content-Type")],
    never: [[preflighted("Content-Type", "Content-Type", "POST")], [preflighted("X-Shop", "X-Shop")]],
  },
];

describe.each(cases)("$id", ({ id, calls, never }) => {
  test("has a translation of every text", () => expectTranslated(logOf(...calls)));

  test("applies, with complete texts", () => {
    const diagnoses = diagnose(readHar(logOf(...calls)));
    expect(diagnoses.map(({ outcome }) => outcome)).not.toContain("refused");
    const note = notesIn(logOf(...calls)).find((candidate) => candidate.id === id);
    expect(note).toBeDefined();
    for (const text of [note?.title ?? "", note?.evidence ?? "", note?.explain ?? ""]) {
      expect(text).toMatch(/^\S.*\S$/);
      expect(text.split("`").length % 2, `backticks in: ${text}`).toBe(1);
    }
  });

  test.each(never.map((others) => ({ others })))("does not apply to a similar recording: %#", ({ others }) => {
    expect(idsIn(logOf(...others))).not.toContain(id);
  });
});

describe("notes", () => {
  test("are all in the list, one for each file, with the file's name as id", () => {
    const files = readdirSync(new URL("../../src/notes/", import.meta.url));
    const names = files.map((file) => file.replace(/\.ts$/, "")).filter((name) => !["note", "index"].includes(name));
    expect(notes.map(({ id }) => id).sort()).toEqual(names.sort());
  });

  test("do not apply to calls that are in order", () => {
    const good = chromiumCaptures().filter(({ name }) => /-ok(-|$)/.test(name) && !name.includes("missing"));
    expect(good.length).toBeGreaterThan(5);
    const noted = good.filter(({ name, log }) => !name.includes("preflight-ok-actual") && idsIn(log).length > 0);
    expect(noted.map(({ name, log }) => [name, ...idsIn(log)])).toEqual([]);
  });

  test("count repeated preflights in one note, with their duration", () => {
    const noCache = { "Access-Control-Max-Age": "0" };
    const applying = notesIn(logOf(put(noCache), put(noCache), put(noCache)));
    expect(applying.map(({ evidence }) => evidence)).toEqual([
      "3 preflights for `PUT` of this URL, 120 ms in all, with `Access-Control-Max-Age: 0`",
    ]);
  });
});

describe("an unreadable header that the next request fails without", () => {
  const session = passed({ ...any, "Mcp-Session-Id": "5a0f" }, "omit", { method: "POST" });
  const failing = (rest: Partial<Call>, body = '{"message":"Bad Request: Missing session ID"}'): Call => ({
    ...passed(any, "omit", { method: "POST", ...rest }),
    answer: { status: 400, headers: any, body },
  });
  const evidenceOf = (...calls: readonly Call[]) => notesIn(logOf(...calls))[0]?.evidence;

  test("is named with the status", () => {
    expect(evidenceOf(session, failing({}))).toBe(
      "`Mcp-Session-Id` not in `Access-Control-Expose-Headers`, and the next `POST`, without `Mcp-Session-Id`, got HTTP 400",
    );
  });

  test.each([
    ["the next request sends it", failing({ headers: { "Mcp-Session-Id": "5a0f" } })],
    ["the error is another one", failing({}, '{"message":"No such tool"}')],
    ["the next request goes to another server", failing({ url: "http://localhost:5000/mcp" })],
  ])("is not blamed where %s", (_, next) => {
    expect(evidenceOf(session, next)).toBe("`Mcp-Session-Id` not in `Access-Control-Expose-Headers`");
  });
});

function notesIn(log: unknown): RecognizedNote[] {
  const recording = readHar(log);
  return [...findNotes(diagnose(recording), recording).values()].flat();
}

function idsIn(log: unknown): string[] {
  return notesIn(log).map(({ id }) => id);
}

function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = object;
  return rest;
}
