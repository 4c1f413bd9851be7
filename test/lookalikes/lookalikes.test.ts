import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { lookAlikes } from "../../src/lookalikes/index.ts";
import { api, type Call, logOf, page } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { expectTranslated } from "../text/expect-translated.ts";

type Case = {
  readonly id: string;
  readonly certainty: "certain" | "possible";
  readonly calls: readonly Call[];
};

/** A call that failed with this error. */
const failed = (error: string, rest: Partial<Call> = {}): Call => ({ error: `net::ERR_${error}`, ...rest });

const cases: readonly Case[] = [
  { id: "unsupported-url-scheme", certainty: "certain", calls: [{ url: "localhost:4000/api", error: "" }] },
  {
    id: "mixed-content",
    certainty: "certain",
    calls: [{ page: "https://shop.example", url: "http://api.shop.example/orders", error: "" }],
  },
  {
    id: "same-origin-mode",
    certainty: "certain",
    calls: [
      {
        url: `${page}/orders`,
        line: 7,
        headers: { "Sec-Fetch-Mode": "same-origin" },
        answer: { status: 302, redirectURL: api },
        error: null,
      },
      { line: 7, headers: { "Sec-Fetch-Mode": "same-origin" }, answer: { status: 302 }, error: "" },
    ],
  },
  { id: "server-not-listening", certainty: "certain", calls: [failed("CONNECTION_REFUSED")] },
  {
    id: "server-not-listening",
    certainty: "certain",
    calls: [
      failed("CONNECTION_REFUSED", { method: "PUT", preflight: { status: 0, error: "net::ERR_CONNECTION_REFUSED" } }),
    ],
  },
  { id: "server-hung-up", certainty: "certain", calls: [failed("EMPTY_RESPONSE")] },
  { id: "server-hung-up", certainty: "certain", calls: [failed("CONNECTION_RESET")] },
  { id: "connection-timeout", certainty: "certain", calls: [failed("CONNECTION_TIMED_OUT")] },
  { id: "host-unreachable", certainty: "certain", calls: [failed("ADDRESS_UNREACHABLE")] },
  { id: "unknown-host-name", certainty: "certain", calls: [failed("NAME_NOT_RESOLVED")] },
  {
    id: "untrusted-certificate",
    certainty: "certain",
    calls: [failed("CERT_DATE_INVALID", { url: "https://api.test/" })],
  },
  {
    id: "tls-mismatch",
    certainty: "certain",
    calls: [failed("SSL_PROTOCOL_ERROR", { url: "https://localhost:4000/" })],
  },
  { id: "unsafe-port", certainty: "certain", calls: [failed("UNSAFE_PORT")] },
  { id: "proxy-failure", certainty: "certain", calls: [failed("PROXY_CONNECTION_FAILED")] },
  { id: "offline", certainty: "certain", calls: [failed("INTERNET_DISCONNECTED")] },
  { id: "blocked-by-extension", certainty: "certain", calls: [failed("BLOCKED_BY_CLIENT")] },
  {
    id: "local-network-blocked",
    certainty: "certain",
    calls: [failed("BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", { url: "http://127.0.0.1:5700/", type: "image" })],
  },
  { id: "blocked-by-administrator", certainty: "certain", calls: [failed("BLOCKED_BY_ADMINISTRATOR")] },
  { id: "content-security-policy", certainty: "certain", calls: [failed("BLOCKED_BY_CSP")] },
  {
    id: "content-security-policy",
    certainty: "possible",
    calls: [
      {
        url: `${page}/`,
        type: "document",
        answer: { status: 200, headers: { "Content-Security-Policy": "img-src 'self'" } },
        error: null,
      },
      { type: "image", error: "" },
    ],
  },
  { id: "unsent-request", certainty: "possible", calls: [{ error: "" }] },
  {
    id: "opaque-response-blocked",
    certainty: "certain",
    calls: [failed("BLOCKED_BY_ORB", { type: "ping", method: "POST" })],
  },
  {
    id: "embedder-policy",
    certainty: "certain",
    calls: [failed("BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep", { type: "image" })],
  },
  {
    id: "resource-policy",
    certainty: "certain",
    calls: [failed("BLOCKED_BY_RESPONSE.NotSameOrigin", { type: "image", answer: { status: 200 } })],
  },
  { id: "too-many-redirects", certainty: "certain", calls: [failed("TOO_MANY_REDIRECTS")] },
  { id: "unusable-redirect", certainty: "certain", calls: [failed("UNSAFE_REDIRECT")] },
  {
    id: "unusable-redirect",
    certainty: "certain",
    calls: [failed("INVALID_REDIRECT", { answer: { status: 302, redirectURL: "http://[::1" } })],
  },
  {
    id: "unwanted-redirect",
    certainty: "certain",
    calls: [
      {
        answer: {
          status: 302,
          headers: { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true" },
          redirectURL: `${api}/2`,
        },
      },
    ],
  },
  { id: "aborted", certainty: "certain", calls: [failed("ABORTED")] },
  { id: "broken-protocol", certainty: "certain", calls: [failed("HTTP2_PROTOCOL_ERROR")] },
  { id: "broken-protocol", certainty: "certain", calls: [failed("QUIC_PROTOCOL_ERROR")] },
  { id: "broken-body", certainty: "certain", calls: [failed("CONTENT_LENGTH_MISMATCH", { answer: { status: 200 } })] },
  { id: "exhausted-resources", certainty: "certain", calls: [failed("INSUFFICIENT_RESOURCES")] },
  { id: "cache-failure", certainty: "certain", calls: [failed("CACHE_MISS")] },
  { id: "network-error", certainty: "possible", calls: [failed("SOMETHING_NEW")] },
];

describe.each(cases)("$id ($certainty): $calls", ({ id, certainty, calls }) => {
  test("has a translation of every text", () => expectTranslated(logOf(...calls)));

  const last = diagnose(readHar(logOf(...calls))).at(-1);

  test("matches, and has no CORS verdict", () => {
    expect(last?.outcome).toBe("failed");
    expect(last?.verdict).toBeNull();
    expect([last?.lookAlike?.id, last?.lookAlike?.certainty]).toEqual([id, certainty]);
  });

  test("has complete texts, with the facts filled in", () => {
    for (const text of [last?.lookAlike?.title ?? "", last?.lookAlike?.explain ?? ""]) {
      expect(text).toMatch(/^\S.*\S$/);
      expect(text).not.toMatch(/``|\bundefined\b|NaN/);
      expect(text.split("`").length % 2, `backticks in: ${text}`).toBe(1);
    }
  });
});

describe("in captures", () => {
  const chromium = new Map(chromiumCaptures().map(({ name, log }) => [name, log]));
  const firefox = new Map(firefoxCaptures().map(({ name, log }) => [name, log]));

  test.each([
    ["not-cors-abort", "aborted"],
    ["not-cors-bad-port", "unsafe-port"],
    ["not-cors-blocked-by-devtools", "unsent-request"],
    ["not-cors-blocked-by-extension", "blocked-by-extension"],
    ["not-cors-body-cut", "broken-body"],
    ["not-cors-certificate", "untrusted-certificate"],
    ["not-cors-coep", "embedder-policy"],
    ["not-cors-connection-refused", "server-not-listening"],
    ["not-cors-corp", "resource-policy"],
    ["not-cors-csp-elements", "content-security-policy"],
    ["not-cors-empty-response", "server-hung-up"],
    ["not-cors-mixed-content", "mixed-content"],
    ["not-cors-name-not-resolved", "unknown-host-name"],
    ["not-cors-offline", "offline"],
    ["not-cors-orb", "opaque-response-blocked"],
    ["not-cors-response-error", "broken-body"],
    ["redirect-loop", "too-many-redirects"],
    ["redirect-mode-same-origin", "same-origin-mode"],
    ["scheme-disabled", "unsupported-url-scheme"],
    ["service-worker-passes-on", "service-worker-answer"],
  ])("Chromium's %s is %s", (name, id) => expect(idsIn(chromium.get(name))).toEqual([id]));

  test.each([
    ["server-down-simple", "missing-response"],
    ["server-down-preflighted", "missing-response"],
    ["dns-failure", "missing-response"],
    ["aborted", "missing-response"],
    ["tls-untrusted", "untrusted-certificate"],
    ["csp-blocked", "content-security-policy"],
    ["mode-same-origin", "unsent-request"],
  ])("Firefox's %s is %s", (name, id) => expect(idsIn(firefox.get(name))).toEqual([id]));

  test.each([...chromium, ...firefox])("every failure in %s matches a specific look-alike", (_, log) => {
    const failed = diagnose(readHar(log)).filter(({ outcome }) => outcome === "failed");
    expect(failed.filter(({ lookAlike }) => lookAlike === null || lookAlike.id === "network-error")).toEqual([]);
  });

  test.each([...chromium, ...firefox])("no allowed or refused fetch in %s matches a look-alike", (_, log) => {
    const others = diagnose(readHar(log)).filter(({ outcome }) => outcome !== "failed");
    expect(others.filter(({ lookAlike }) => lookAlike !== null)).toEqual([]);
  });
});

describe("a request that the page canceled after its response had arrived", () => {
  const lines = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true" };
  const diagnosisOf = (headers: Readonly<Record<string, string>>, call: Partial<Call> = {}) =>
    diagnose(readHar(logOf(failed("ABORTED", { answer: { status: 200, headers }, ...call })))).at(-1);

  test("has failed, and would have been refused, where the response fails the CORS check", () => {
    const diagnosis = diagnosisOf({});
    expect(diagnosis).toMatchObject({ outcome: "failed", isBlocked: false, verdict: null });
    expect(diagnosis?.lookAlike?.title).toMatch(/canceled the request.*The browser would have refused the response$/);
    expect(diagnosis?.lookAlike?.explain).toContain("The response has no `Access-Control-Allow-Origin`");
    expect(diagnosis?.findings[0]).toMatchObject({ cause: "missing-allow-origin", certainty: "certain" });
  });

  test("is allowed where something overrode the headers, which the recording then does not show", () => {
    const log = logOf(failed("ABORTED", { answer: { status: 200 } }));
    const server = new URL(log.entries.at(-1)?.request.url ?? "").origin;
    const override = { server, from: 0, until: Number.POSITIVE_INFINITY };
    expect(diagnose({ ...readHar(log), headerOverrides: [override] }).at(-1)).toMatchObject({ outcome: "allowed" });
    const other = { ...override, server: "https://other.example" };
    expect(diagnose({ ...readHar(log), headerOverrides: [other] }).at(-1)).toMatchObject({ outcome: "failed" });
  });

  test("is allowed where the response passes", () => {
    expect(diagnosisOf(lines)).toMatchObject({ outcome: "allowed", cannotTell: null });
  });

  test("is allowed with a doubt where the response passes only without credentials", () => {
    const diagnosis = diagnosisOf({ "Access-Control-Allow-Origin": "*" });
    expect(diagnosis).toMatchObject({ outcome: "allowed", credentials: "unknown", findings: [] });
    expect(diagnosis?.cannotTell?.because).toContain("passes only without credentials");
  });

  test("is allowed with a 304 that the page itself asked for", () => {
    const preflight = { status: 204, headers: { ...lines, "Access-Control-Allow-Headers": "if-none-match" } };
    const call = { headers: { "If-None-Match": "1" }, preflight, answer: { status: 304, headers: lines } };
    expect(diagnosisOf({}, call)).toMatchObject({ outcome: "allowed" });
  });

  test("is unknown where the recording does not say that a script made it", () => {
    expect(diagnosisOf({}, { type: "ping", method: "POST" })).toMatchObject({ outcome: "unknown", verdict: null });
  });

  test("is allowed where a service worker sent the response, which the browser does not check", () => {
    const log = logOf(failed("ABORTED", { answer: { status: 200 } }));
    for (const { response } of log.entries) response._fetchedViaServiceWorker = true;
    expect(diagnose(readHar(log)).at(-1)).toMatchObject({ outcome: "allowed" });
  });
});

describe("the advice about mixed content names https URLs that the recording shows, or else the default port", () => {
  const shop = { page: "https://shop.example", line: 7 };
  const redirectedTo = (target: string, from = "https://api.shop.example/orders") => [
    { ...shop, url: from, answer: { status: 302, redirectURL: target }, error: null },
    { ...shop, url: target, error: "" },
  ];
  test.each([
    [redirectedTo("http://api.shop.example/orders/?a=1"), "Request `https://api.shop.example/orders/?a=1` directly:"],
    [redirectedTo("http://api.shop.example:8080/orders/"), "Request `https://api.shop.example/orders/` directly:"],
    [
      redirectedTo("http://api.shop.example/orders/", "https://api.shop.example:8443/orders"),
      "Request `https://api.shop.example:8443/orders/` directly:",
    ],
    [redirectedTo("http://files.shop.example/a"), "Request `https://files.shop.example/a` directly:"],
    [
      redirectedTo("http://files.shop.example:8080/a"),
      "Request the URL for https directly: its port is usually another one than 8080.",
    ],
    [[{ ...shop, url: "http://api.shop.example/orders", error: "" }], "Request the server with `https://`. If"],
    [
      [{ ...shop, url: "http://api.shop.example:8080/orders", error: "" }],
      "Request the server with `https://` and its port for https, which is usually another one than 8080. If",
    ],
  ])("%j: %s", (calls, advice) => {
    expectTranslated(logOf(...calls));
    const { lookAlike } = diagnose(readHar(logOf(...calls))).at(-1) ?? {};
    expect(lookAlike?.id).toBe("mixed-content");
    expect(lookAlike?.explain).toContain(advice);
  });
});

test("a page on http, or an http server on this machine, is no mixed content", () => {
  expect(idsIn(logOf({ url: "http://api.shop.example/orders", error: "" }))).toEqual(["unsent-request"]);
  expect(idsIn(logOf({ page: "https://shop.example", url: "http://localhost:4000/", error: "" }))).toEqual([
    "unsent-request",
  ]);
});

describe("look-alikes", () => {
  const ids = lookAlikes.map(({ id }) => id);

  test("are all in the list, one for each file, with the file's name as id", () => {
    const files = readdirSync(new URL("../../src/lookalikes/", import.meta.url));
    const names = files
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((name) => !["lookalike", "index"].includes(name));
    expect([...ids].sort()).toEqual(names.sort());
  });

  test("end with the one that matches every failure", () => expect(ids.at(-1)).toBe("network-error"));
});

function idsIn(log: unknown): string[] {
  return [...new Set(diagnose(readHar(log)).flatMap(({ lookAlike }) => (lookAlike ? [lookAlike.id] : [])))];
}
