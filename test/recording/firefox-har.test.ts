import { describe, expect, test } from "vitest";
import { consoleTextOf, type Diagnosis, diagnose, readHar } from "../../src/index.ts";

const page = "http://localhost:3000";
const api = "http://localhost:4000/orders";
const allowed = { "Access-Control-Allow-Origin": page };

type Pair = readonly [name: string, value: string];

/** The fields of a Firefox entry that a test sets. */
interface Recorded {
  readonly method?: string;
  readonly url?: string;
  readonly at?: number;
  readonly time?: number;
  /** 0 where DevTools had no status. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>> | readonly Pair[];
  readonly asked?: Readonly<Record<string, string>>;
  readonly redirectURL?: string;
  readonly httpVersion?: string;
  /** True for a request that Firefox lists but never sent. */
  readonly unsent?: boolean;
  readonly pageref?: string;
}

function entry(recorded: Recorded) {
  const { url = api, at = 0, status = 200, headers = {}, asked = {}, redirectURL = "", unsent = false } = recorded;
  const { httpVersion = "HTTP/1.1" } = recorded;
  const list = (values: NonNullable<Recorded["headers"]>) =>
    (isList(values) ? values : Object.entries(values)).map(([name, value]) => ({ name, value }));
  return {
    ...(recorded.pageref === undefined ? {} : { pageref: recorded.pageref }),
    startedDateTime: new Date(Date.UTC(2026, 10, 24) + at).toISOString(),
    time: unsent ? 0 : (recorded.time ?? 3),
    request: {
      method: recorded.method ?? "GET",
      url,
      headers: list({ Referer: `${page}/`, ...(unsent ? {} : { Origin: page, "Sec-Fetch-Mode": "cors" }), ...asked }),
      headersSize: unsent ? 0 : 400,
    },
    response: { status, httpVersion, headers: list(headers), redirectURL },
    timings: unsent ? {} : { blocked: 1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 2, receive: 0 },
  };
}

function isList(values: NonNullable<Recorded["headers"]>): values is readonly Pair[] {
  return Array.isArray(values);
}

function judge(...recorded: readonly Recorded[]): Diagnosis[] {
  const log = {
    version: "1.2",
    creator: { name: "Firefox", version: "153.0" },
    pages: [],
    entries: recorded.map(entry),
  };
  return diagnose(readHar({ log }));
}

test("a request is paired with its slow preflight, although its own recorded time lacks the wait for it", () => {
  const preflight = { method: "OPTIONS", at: 2, time: 900, asked: { "Access-Control-Request-Method": "PUT" } };
  const [diagnosis, ...others] = judge({ method: "PUT", headers: allowed }, { ...preflight, headers: allowed });
  expect(others).toEqual([]);
  expect(diagnosis?.fetch.hops[0]?.preflight?.index).toBe(1);
});

test("equal requests are paired with their slow preflights, which stopped them, although their end is not recorded", () => {
  const asked = { "Access-Control-Request-Method": "PUT" };
  const call = (at: number) => [
    { method: "PUT", at, status: 0, unsent: true },
    { method: "OPTIONS", at: at + 2, time: 900, asked },
  ];
  const diagnoses = judge(...call(0), ...call(40), ...call(80));
  expect(diagnoses.map(({ fetch }) => fetch.hops[0]?.preflight?.index)).toEqual([1, 3, 5]);
  expect(diagnoses.map(({ verdict }) => verdict?.cause)).toEqual(Array(3).fill("missing-allow-origin"));
});

test.each([
  ["/elsewhere", "CORSExternalRedirectNotAllowed", "(Reason: CORS request external redirect not allowed)."],
  ["shop://cart", "CORSDidNotSucceed", "(Reason: CORS request did not succeed). Status code: (null)."],
  ["http://u:p@localhost/x", "CORSDidNotSucceed", "(Reason: CORS request did not succeed). Status code: (null)."],
])("a preflight redirected to %s is %s in Firefox", (location, name, text) => {
  const asked = { "Access-Control-Request-Method": "PUT" };
  const headers = { ...allowed, Location: location };
  const [diagnosis] = judge(
    { method: "PUT", status: 0, unsent: true },
    { method: "OPTIONS", status: 302, headers, asked },
  );
  expect(diagnosis?.verdict).toMatchObject({ cause: "preflight-redirect", reportedAs: { firefox: name } });
  expect(diagnosis && consoleTextOf(diagnosis).firefox).toContain(text);
});

test("empty lines of a repeated header count over HTTP/1.1, and not over HTTP/2", () => {
  const causeOf = (httpVersion: string, ...values: readonly string[]) => {
    const headers = values.map((value): Pair => ["access-control-allow-origin", value]);
    const [diagnosis] = judge({ httpVersion, headers });
    return diagnosis?.verdict?.cause ?? diagnosis?.outcome;
  };
  expect(causeOf("HTTP/1.1", "", "*")).toBe("multiple-allow-origins");
  expect(causeOf("HTTP/2", "", "*")).toBe("allowed");
  expect(causeOf("HTTP/2", page, "")).toBe("allowed");
  expect(causeOf("HTTP/2", "*", "*")).toBe("multiple-allow-origins");
  expect(causeOf("HTTP/2", "", "")).toBe("invalid-allow-origin");
});

describe("a redirect in Firefox's recording", () => {
  test("is one fetch with its target, whatever page each is said to be of", () => {
    const target = `${api}/new`;
    const [diagnosis, ...others] = judge(
      { status: 302, headers: allowed, redirectURL: target, pageref: "page_7" },
      { url: target, at: 3 },
    );
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({ outcome: "refused", verdict: { cause: "missing-allow-origin" } });
    expect(diagnosis?.fetch.hops).toHaveLength(2);
  });

  test("that is not followed is judged by its own response, although its target is listed", () => {
    const target = `${api}/new`;
    const [diagnosis, ...others] = judge(
      { status: 302, redirectURL: target },
      { url: target, at: 3, status: 0, unsent: true },
    );
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({ outcome: "refused", verdict: { cause: "missing-allow-origin" } });
    expect(diagnosis?.fetch.hops).toHaveLength(1);
  });

  test.each([
    ["its URL", { "Access-Control-Allow-Origin": "*" }, api],
    ["nothing, which stands for its URL", { "Access-Control-Allow-Origin": "*", Location: "" }, ""],
  ])("to itself is one fetch, however quick it is: %s", (_, headers, redirectURL) => {
    const hop = { status: 302, headers, redirectURL };
    const loop = judge(...Array.from({ length: 21 }, (_, index) => ({ ...hop, at: 2 * index })));
    expect(loop.map(({ fetch, lookAlike }) => [fetch.hops.length, lookAlike?.id])).toEqual([
      [21, "too-many-redirects"],
    ]);
    expect(judge(...Array.from({ length: 20 }, (_, index) => ({ ...hop, at: 2 * index })))[0]?.outcome).toBe("unknown");
  });
});

describe("a 304 in Firefox's recording", () => {
  const confirmed = { at: 1000, status: 304, asked: { "If-None-Match": '"1"' } };

  test("is judged by the headers that it confirms", () => {
    expect(judge({ headers: allowed }, confirmed)[1]).toMatchObject({ outcome: "allowed" });
    expect(judge({}, confirmed)[1]).toMatchObject({
      outcome: "refused",
      verdict: { cause: "missing-allow-origin", certainty: "possible" },
    });
  });

  test("says nothing where those are not recorded", () => {
    expect(judge(confirmed)[0]).toMatchObject({ outcome: "unknown", cannotTell: { because: /304/ } });
  });
});

test("headers without a status tell that there was a response, and not which", () => {
  const [diagnosis] = judge({ status: 0, headers: { Vary: "Origin" } });
  expect(diagnosis).toMatchObject({ outcome: "unknown", lookAlike: null, cannotTell: { because: /not complete/ } });
  expect(diagnosis?.alternatives).toContain("MissingAllowOriginHeader");
});

test("several origins and redirects of a preflight have the names under which Firefox's console has them", () => {
  const named = (...headers: readonly Pair[]) => judge({ headers })[0]?.verdict?.reportedAs.firefox;
  const [spelled, lower] = ["Access-Control-Allow-Origin", "access-control-allow-origin"];
  expect(named([spelled, "*"], [spelled, "*"])).toBe("CORSMultipleAllowOriginNotAllowed");
  expect(named([lower, "*"], [lower, "*"])).toBe("CORSAllowOriginNotMatchingOrigin");
  expect(named([spelled, `${page}, *`])).toBe("CORSAllowOriginNotMatchingOrigin");
  const redirected = (...headers: readonly Pair[]) => {
    const preflight = { method: "OPTIONS", asked: { "Access-Control-Request-Method": "PUT" }, status: 301, headers };
    return judge({ method: "PUT", status: 0, unsent: true }, { ...preflight, redirectURL: `${api}/` })[0]?.verdict;
  };
  expect(redirected()?.reportedAs.firefox).toBe("CORSMissingAllowOrigin");
  expect(redirected([spelled, "*"])?.reportedAs.firefox).toBe("CORSExternalRedirectNotAllowed");
  expect(redirected()).toMatchObject({
    cause: "missing-allow-origin",
    reportedAs: { chrome: "PreflightDisallowedRedirect", firefox: "CORSMissingAllowOrigin" },
  });
});

describe("Firefox checks in an order of its own", () => {
  const causesOf = (headers: readonly Pair[], rest: object = {}) => {
    const preflight = { method: "OPTIONS", asked: { "Access-Control-Request-Method": "PUT" }, headers, ...rest };
    const [diagnosis] = judge({ method: "PUT", status: 0, unsent: true }, preflight);
    return diagnosis?.findings.filter(({ certainty }) => certainty === "certain").map(({ cause }) => cause);
  };
  const origin = (value: string): Pair => ["Access-Control-Allow-Origin", value];

  test("an answer's origin before its redirect", () => {
    const redirect = { status: 301, redirectURL: `${api}/` };
    const [first, second] = causesOf([origin("https://other.example")], redirect) ?? [];
    expect([first, second]).toEqual(["allow-origin-mismatch", "preflight-redirect"]);
    expect(causesOf([origin(page), ["Access-Control-Allow-Credentials", "true"]], redirect)?.[0]).toBe(
      "preflight-redirect",
    );
  });

  test("which leaves the redirect a reason of what the origin was refused for", () => {
    const preflight = { method: "OPTIONS", asked: { "Access-Control-Request-Method": "PUT" }, status: 301 };
    const headers = [origin("https://other.example")];
    const slash = { ...preflight, headers, redirectURL: `${api}/` };
    const [diagnosis] = judge({ method: "PUT", status: 0, unsent: true }, slash);
    expect(diagnosis?.reasons.map(({ id }) => id)).toContain("slash-redirect");
  });

  test("the method before the list of headers", () => {
    const unreadable: Pair = ["Access-Control-Allow-Headers", "x-a x-b"];
    const granted = [origin(page), ["Access-Control-Allow-Credentials", "true"]] as const;
    expect(causesOf([...granted, unreadable])).toEqual(["method-not-allowed", "invalid-allow-headers"]);
  });
});
