import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { api, type Call, logOf, page } from "../har.ts";

// What is said of a request that the browser blocked, where the recording lacks the response or the response passes the check.

type Entry = ReturnType<typeof logOf>["entries"][number];

const origin = { "Access-Control-Allow-Origin": page };
const passing = { ...origin, "Access-Control-Allow-Credentials": "true" };
const local = "http://192.168.0.1/x";
const conditional = { "If-None-Match": '"1"' };

function diagnosed(
  calls: readonly Call[],
  change: (entry: Entry, index: number) => object = (entry) => entry,
): Diagnosis {
  const log = logOf(...calls);
  const diagnosis = diagnose(readHar({ log: { ...log, entries: log.entries.map(change) } })).at(-1);
  if (!diagnosis) throw new Error("the last call is no cross-origin fetch");
  return diagnosis;
}

describe("a response that the browser kept from the page", () => {
  test("is blocked although its outcome is unknown", () => {
    const allowed: Call = { headers: { Cookie: "a=1" }, answer: { status: 200, headers: passing } };
    const unrecorded: Call = { page: "https://shop.example", url: "https://api.example/x" };
    const revalidated: Call = { headers: conditional, answer: { status: 304 } };
    for (const call of [allowed, unrecorded, revalidated]) {
      expect(diagnosed([call])).toMatchObject({ outcome: "unknown", isBlocked: true, verdict: null });
    }
  });

  test("is not known to be blocked where the recording lacks the request after the preflight", () => {
    const preflight = { status: 204, headers: { ...passing, "Access-Control-Allow-Methods": "PUT" } };
    const log = logOf({ method: "PUT", preflight });
    const [diagnosis] = diagnose(readHar({ log: { ...log, entries: log.entries.slice(0, 1) } }));
    expect(diagnosis).toMatchObject({ outcome: "unknown", isBlocked: false });
  });

  test("failed in the service worker that sent it", () => {
    const viaServiceWorker = ({ response, ...entry }: Entry) => ({
      ...entry,
      response: { ...response, _fetchedViaServiceWorker: true },
    });
    expect(diagnosed([{}], viaServiceWorker)).toMatchObject({ outcome: "failed", isBlocked: false });
  });

  test("is unknown in a worker, of which DevTools record no response", () => {
    const call: Call = { page: "https://shop.example", url: "https://api.example/x", method: "PUT" };
    const log = logOf(call, { ...call, preflight: { status: 204 } });
    const [alone] = log.entries.map(({ pageref, ...entry }) => entry);
    const script = { ...alone, _initiator: { type: "other" }, _resourceType: "script" };
    const url = "https://shop.example/";
    const entries = [{ ...script, pageref: "page_1", request: { ...alone?.request, method: "GET", url } }, alone];
    const diagnosis = diagnose(readHar({ log: { ...log, entries } })).at(-1);
    expect(diagnosis).toMatchObject({ outcome: "unknown", isBlocked: true, fetch: { context: "worker" } });
    expect(diagnosis?.cannotTell?.because).toMatch(/DevTools does not record the response headers of a worker's/);
    expect(diagnosis?.alternatives.slice(0, 2)).toEqual([
      "PreflightMissingAllowOriginHeader",
      "PreflightAllowOriginMismatch",
    ]);
  });
});

describe("what the HTTP cache had stored decides", () => {
  const stored = (headers: Readonly<Record<string, string>>): Call => ({
    answer: { status: 200, headers: { ...headers, "Cache-Control": "max-age=60" } },
    error: null,
  });

  test("possibly, and nothing is excluded that else is possible", () => {
    const { outcome, verdict, alternatives, findings } = diagnosed([stored({ ...origin }), {}]);
    expect(outcome).toBe("refused");
    expect(verdict).toMatchObject({ cause: "allow-credentials-not-true", certainty: "possible" });
    expect(findings.map(({ certainty }) => certainty)).toEqual(["possible"]);
    expect(alternatives).toContain("MissingAllowOriginHeader");
    expect(alternatives).not.toContain("InvalidAllowCredentials");
  });

  test("nothing where it passes the check", () => {
    const { outcome, verdict, cannotTell } = diagnosed([
      stored(passing),
      { headers: conditional, answer: { status: 304 } },
    ]);
    expect({ outcome, verdict }).toEqual({ outcome: "unknown", verdict: null });
    expect(cannotTell?.because).toMatch(/304/);
  });
});

describe("a request to the local network", () => {
  test("from a page elsewhere is possibly refused for that", () => {
    const diagnosis = diagnosed([{ page: "https://shop.example", url: local }]);
    expect(diagnosis).toMatchObject({
      outcome: "refused",
      verdict: { cause: "local-network-access-denied", certainty: "possible" },
      findings: [{ certainty: "possible" }],
    });
    expect(diagnosed([{ page: "http://shop.example", url: local }]).verdict).toMatchObject({
      cause: "insecure-local-network",
      certainty: "possible",
    });
  });

  test("is not, from a page on the local network or to a server elsewhere", () => {
    const remote: Call = { page: "https://shop.example", url: "https://api.example/x" };
    for (const call of [remote, { url: local }, { page: "http://10.0.0.1", url: local }]) {
      expect(diagnosed([call])).toMatchObject({ outcome: "unknown", verdict: null });
    }
  });

  test("possibly is, where another request to that server was", () => {
    const error = "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS";
    const blocked: Call = { url: `${local}/other`, method: "PUT", preflight: { status: 0, error }, error };
    expect(diagnosed([blocked, { url: local }]).verdict).toMatchObject({ certainty: "possible" });
  });

  test("has the names for a page on https, or for another page, first", () => {
    const namesOf = (from: string) =>
      diagnosed([{ page: from, url: local }]).alternatives.filter((name) => name.includes("LocalNetwork"));
    expect(namesOf("https://shop.example")).toEqual(["InvalidLocalNetworkAccess", "InsecureLocalNetwork"]);
    expect(namesOf("http://10.0.0.1")).toEqual([
      "InsecureLocalNetwork",
      "LocalNetworkAccessPermissionDenied",
      "InvalidLocalNetworkAccess",
    ]);
    expect(namesOf("http://https.example")).toEqual([
      "LocalNetworkAccessPermissionDenied",
      "InvalidLocalNetworkAccess",
    ]);
  });
});

describe("a preflight that is not recorded may have been refused", () => {
  const first = (more: Partial<Call>, change?: (entry: Entry) => object) =>
    diagnosed([{ page: "https://shop.example", url: "https://api.example/x", ...more }], change).alternatives[0];
  const withoutType = ({ _resourceType, ...entry }: Entry) => entry;

  test("where the request needs one, or may need one", () => {
    const refused = "PreflightMissingAllowOriginHeader";
    expect(first({ headers: { Pragma: "no-cache" } })).toBe(refused);
    expect(first({ method: "POST", headers: { "Content-Type": "text/plain" } }, withoutType)).toBe(refused);
    expect(first({ method: "POST", type: "xhr" })).toBe(refused);
  });

  test("and not where it needs none", () => {
    expect(first({})).toBe("MissingAllowOriginHeader");
    expect(first({}, withoutType)).toBe("MissingAllowOriginHeader");
    expect(first({ method: "POST", type: "fetch" })).toBe("MissingAllowOriginHeader");
    expect(first({ headers: { Accept: "*/*" } })).toBe("MissingAllowOriginHeader");
  });
});

test("a reason is as sure as the weaker of its own evidence and the cause that it stands beneath", () => {
  const altered: Call = { url: `${api}/open`, answer: { status: 200 }, error: null, headers: { Cookie: "a=1" } };
  const reasonOf = (...calls: readonly Call[]) => {
    const [{ id, certainty } = {}] = diagnosed(calls).reasons;
    return `${certainty} ${id}`;
  };
  const login: Call = { answer: { status: 401 } };
  expect(reasonOf(login)).toBe("certain auth-before-cors");
  expect(reasonOf(altered, login)).toBe("possible auth-before-cors");
  const gateway: Call = { answer: { status: 403, headers: { "x-amzn-ErrorType": "ForbiddenException" } } };
  expect(diagnosed([gateway]).verdict?.certainty).toBe("certain");
  expect(reasonOf(gateway)).toMatch(/^possible/);
});
