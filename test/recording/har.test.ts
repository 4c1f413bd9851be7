import { expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";

const page = "http://localhost:3000";
const api = "http://localhost:4000/orders";
const other = "http://127.0.0.1:5000/orders";

/** An entry as a proxy or a server records it: without the browser's errors, and without requests that were never sent. */
interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly at: number;
  readonly asked: Readonly<Record<string, string>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What an observer in the page noted of the call. */
  readonly observedCall?: object;
}

function judge(...recorded: readonly Recorded[]): Diagnosis[] {
  const list = (headers: Recorded["headers"]) => Object.entries(headers).map(([name, value]) => ({ name, value }));
  const entries = recorded.map(({ method, url, at, asked, status, headers, observedCall }) => ({
    startedDateTime: new Date(Date.UTC(2026, 10, 24) + at).toISOString(),
    time: 10,
    request: { method, url, headers: list({ Host: new URL(url).host, ...asked }) },
    response: { status, headers: list(headers) },
    _observedCall: observedCall,
  }));
  return diagnose(readHar({ log: { version: "1.2", creator: { name: "proxy", version: "1" }, entries } }));
}

const put = { Origin: page, "Access-Control-Request-Method": "PUT" };
const allowed = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Methods": "PUT" };

test("a preflight that stops a redirected request belongs to the redirected fetch", () => {
  const diagnoses = judge(
    { method: "OPTIONS", url: api, at: 0, asked: put, status: 204, headers: allowed },
    { method: "PUT", url: api, at: 12, asked: { Origin: page }, status: 307, headers: { ...allowed, Location: other } },
    { method: "OPTIONS", url: other, at: 24, asked: { ...put, Origin: "null" }, status: 204, headers: allowed },
  );
  expect(diagnoses).toHaveLength(1);
  expect(diagnoses[0]).toMatchObject({
    outcome: "refused",
    verdict: { cause: "allow-origin-mismatch", step: "preflight", certainty: "certain", want: null },
  });
  expect(diagnoses[0]?.fetch.hops.map(({ url }) => url)).toEqual([api, other]);
});

test.each([
  ["asks for another method", { "Access-Control-Request-Method": "DELETE" }, 24],
  ["comes from another origin", { Origin: "http://other.test" }, 24],
  ["was sent before the redirect", {}, 2],
  ["was sent much later", {}, 5000],
])("a preflight that %s is of another fetch", (_, asked, at) => {
  const diagnoses = judge(
    { method: "OPTIONS", url: api, at: 0, asked: put, status: 204, headers: allowed },
    { method: "PUT", url: api, at: 12, asked: { Origin: page }, status: 307, headers: { ...allowed, Location: other } },
    { method: "OPTIONS", url: other, at, asked: { ...put, ...asked }, status: 204, headers: {} },
  );
  expect(diagnoses.map(({ outcome }) => outcome).sort()).toEqual(["refused", "unknown"]);
});

test.each([
  ["that is refused itself", { headers: { Location: other } }],
  ["that the page asked to see itself", { observedCall: { mode: "cors", credentials: "omit", redirect: "manual" } }],
  ["of a request without CORS", { asked: { "Sec-Fetch-Mode": "no-cors" } }],
])("a preflight after a redirect %s is of another fetch", (_, changed) => {
  const headers = { "Access-Control-Allow-Origin": page, Location: other };
  const redirect = { method: "GET", url: api, at: 0, asked: { Origin: page }, status: 302, headers };
  const asked = { Origin: page, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-a" };
  const preflight = { method: "OPTIONS", url: other, at: 24, asked, status: 403, headers: {} };
  const hopsOf = (...recorded: Recorded[]) => judge(...recorded).map(({ fetch }) => fetch.hops.map(({ url }) => url));
  expect(hopsOf(redirect, preflight)).toEqual([[api, other]]);
  expect(hopsOf({ ...redirect, ...changed }, preflight)).toEqual([[api], [other]]);
});

test("a time that no clock shows is not known", () => {
  const at = (startedDateTime: string) =>
    readHar({ log: { entries: [{ startedDateTime, request: { url: api }, response: { status: 0 } }] } }).exchanges[0]
      ?.startedAt;
  expect(at("2026-11-23T12:00:30.000Z")).toBe(Date.UTC(2026, 10, 23, 12, 0, 30));
  expect(at("2026-11-23T24:00:30.000Z")).toBeNaN();
});

test("the outcome of a redirect with an empty `Location` is unknown where the browser is", () => {
  const headers = { "Access-Control-Allow-Origin": page, Location: "" };
  const [diagnosis] = judge({ method: "GET", url: api, at: 0, asked: { Origin: page }, status: 302, headers });
  expect(diagnosis?.outcome).toBe("unknown");
  expect(diagnosis?.cannotTell).not.toBeNull();
});

test("a redirect to a URL with a user name is allowed where the page asked for the redirect itself", () => {
  const headers = { "Access-Control-Allow-Origin": page, Location: "http://u:p@127.0.0.1:5000/orders" };
  const fetch = { method: "GET", url: api, at: 0, asked: { Origin: page }, status: 302, headers };
  const outcomeOf = (observedCall?: object) => judge({ ...fetch, ...(observedCall && { observedCall }) })[0];
  const call = { mode: "cors", credentials: "omit" };
  expect(outcomeOf({ ...call, redirect: "manual" })?.outcome).toBe("allowed");
  expect(outcomeOf({ ...call, redirect: "follow" })?.verdict?.certainty).toBe("certain");
  expect(outcomeOf()?.verdict).toMatchObject({ cause: "redirect-with-credentials", certainty: "possible" });
});
