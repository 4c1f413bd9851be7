import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

// What became of a fetch, by how the browser says that it ended.

const allowed = { "Access-Control-Allow-Origin": page };
const withCredentials = { ...allowed, "Access-Control-Allow-Credentials": "true" };
const cors = { "User-Agent": "Chrome/156.0.0.0", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site" };
const sameSite = { ...cors, "Sec-Fetch-Site": "same-site" };

type Entry = ReturnType<typeof logOf>["entries"][number];

function judge(call: Call, change: (entry: Entry) => object = (entry) => entry): Diagnosis {
  const log = logOf(call);
  const diagnosis = diagnose(readHar({ log: { ...log, entries: log.entries.map(change) } })).at(-1);
  if (!diagnosis) throw new Error("the call is no cross-origin fetch");
  return diagnosis;
}
const get = (headers: Answer["headers"] = {}, more: Partial<Call> = {}, status = 200): Call => ({
  headers: sameSite,
  answer: { status, headers },
  error: null,
  ...more,
});

describe("a request that the page canceled", () => {
  const error = "net::ERR_ABORTED";

  test("had the response before, where that passes the check in any credentials mode", () => {
    expect(judge(get(withCredentials, { error }))).toMatchObject({ outcome: "allowed", cannotTell: null });
  });

  test("had it at least without credentials, where it passes only so", () => {
    const { outcome, cannotTell, alternatives, findings, credentials } = judge(get(allowed, { error }));
    expect({ outcome, alternatives, findings, credentials }).toEqual({
      outcome: "allowed",
      alternatives: ["InvalidAllowCredentials"],
      findings: [],
      credentials: "unknown",
    });
    expect(cannotTell?.because).toMatch(/passes only without credentials/);
  });

  test("never had a response that fails the check", () => {
    const { outcome, findings, verdict } = judge(get({}, { error }));
    expect({ outcome, verdict }).toEqual({ outcome: "failed", verdict: null });
    expect(findings.map(({ cause, certainty }) => [cause, certainty])).toEqual([
      ["missing-allow-origin", "certain"],
      ["allow-credentials-not-true", "possible"],
    ]);
  });

  test("may have had one that fails the check, where the browser may not have checked it", () => {
    const unknownMode = judge({ method: "POST", type: "other", answer: { status: 200 }, error });
    expect(unknownMode).toMatchObject({ outcome: "unknown", alternatives: ["MissingAllowOriginHeader"] });
  });

  test("failed before a response, and had one whatever its status", () => {
    expect(judge({ error }).outcome).toBe("failed");
    expect(judge(get(withCredentials, { error }, 500)).outcome).toBe("allowed");
    expect(judge(get(withCredentials, { error }, 299)).outcome).toBe("allowed");
  });

  test("had a 304 that it asked for, and has no other", () => {
    expect(judge(get(withCredentials, { error }, 304)).outcome).toBe("allowed");
    const revalidated = get(withCredentials, { error, headers: { ...sameSite, "If-None-Match": '"1"' } }, 304);
    expect(judge(revalidated).outcome).toBe("failed");
  });
});

describe("another network error", () => {
  test.each(["net::ERR_CONNECTION_RESET", "net::ERR_CERT_DATE_INVALID", ""])("is no refusal: %j", (error) => {
    expect(judge(get({}, { error }))).toMatchObject({ outcome: "failed", verdict: null, isBlocked: false });
    const put: Call = { method: "PUT", preflight: { status: 404 }, error };
    expect(judge(put).outcome).toBe("failed");
  });
});

describe("a fetch that the check does not apply to", () => {
  const noCors = { ...cors, "Sec-Fetch-Mode": "no-cors" };
  const outcomeOf = (call: Call, change?: (entry: Entry) => object) =>
    judge({ type: "image", headers: noCors, ...call }, change).outcome;
  const withoutError = ({ response: { _error, ...response }, ...entry }: Entry) => ({ ...entry, response });

  test("is allowed whatever its headers, or fails", () => {
    expect(outcomeOf({ answer: { status: 200 }, error: null })).toBe("allowed");
    expect(outcomeOf({ answer: { status: 404 }, error: null })).toBe("allowed");
    expect(outcomeOf({ answer: { status: 200 }, error: "net::ERR_ABORTED" })).toBe("allowed");
    expect(outcomeOf({ answer: { status: 404 }, error: "net::ERR_ABORTED" })).toBe("failed");
    expect(outcomeOf({ answer: { status: 200 }, error: "net::ERR_FAILED" })).toBe("failed");
  });

  test("is allowed by its status, where the recorder has no errors", () => {
    expect(outcomeOf({ answer: { status: 404 } }, withoutError)).toBe("allowed");
    expect(outcomeOf({ answer: { status: 0 } }, withoutError)).toBe("failed");
  });
});

describe("a preflight whose request is not recorded", () => {
  const only = (preflight: Answer, origin?: string) => {
    const log = logOf({ method: "PUT", preflight, ...(origin && { origin }) });
    return diagnose(readHar({ log: { ...log, entries: log.entries.slice(0, 1) } }))[0];
  };
  const passing = { ...withCredentials, "Access-Control-Allow-Methods": "PUT" };

  test("is refused where every credentials mode refuses it", () => {
    expect(only({ status: 404, headers: passing })).toMatchObject({
      outcome: "refused",
      verdict: { cause: "preflight-status-not-ok", certainty: "certain" },
    });
  });

  test("leaves open what became of the request after it", () => {
    const open = only({ status: 204, headers: passing });
    expect(open).toMatchObject({ outcome: "unknown", alternatives: [] });
    expect(open?.cannotTell?.because).toMatch(/lacks the request after the preflight/);
    expect(open?.cannotTell?.todo).toMatch(/^reload with DevTools open, and clear the Network panel's filter$/);
    const { "Access-Control-Allow-Credentials": _, ...without } = passing;
    expect(only({ status: 204, headers: without })?.alternatives).toEqual(["PreflightInvalidAllowCredentials"]);
  });

  test("failed where it got no response", () => {
    expect(only({ status: 0, error: "net::ERR_CONNECTION_REFUSED" })?.outcome).toBe("failed");
  });
});

describe("a request that its preflight passes at least without credentials", () => {
  const put: Call = {
    method: "PUT",
    preflight: { status: 204, headers: { ...allowed, "Access-Control-Allow-Methods": "PUT" } },
  };
  /** The preflight of `logOf` ends 41 ms after its request has started. */
  const ending = (distance: number) =>
    judge(put, (entry) => (entry._resourceType === "preflight" ? entry : { ...entry, time: 41 + distance }));

  test("was stopped by it, where it ends together with it", () => {
    for (const distance of [2, 149, 150]) {
      expect(ending(distance)).toMatchObject({
        outcome: "refused",
        credentials: "include",
        verdict: { cause: "allow-credentials-not-true", certainty: "certain" },
      });
    }
  });

  test("may have been sent, where it ends later", () => {
    expect(ending(151)).toMatchObject({ outcome: "unknown", isBlocked: true });
    expect(ending(151).alternatives[0]).toBe("PreflightInvalidAllowCredentials");
    expect(ending(151).alternatives).toContain("MissingAllowOriginHeader");
  });
});

describe("what is possible of a request of which nothing but its failure is recorded", () => {
  const check = ["MissingAllowOriginHeader", "AllowOriginMismatch", "WildcardOriginNotAllowed"];
  const preflight = check.map((name) => `Preflight${name}`);
  const namesOf = (call: Call, change?: (entry: Entry) => object) => judge(call, change).alternatives;
  const remote = { page: "https://shop.example", url: "https://api.example/x" };

  test("is a refused response, the most frequent causes first", () => {
    const names = namesOf(remote);
    expect(names.slice(0, 3)).toEqual(check);
    expect(names.filter((name) => name.startsWith("Preflight"))).toEqual([]);
    expect(names.filter((name) => /Local|Scheme/.test(name))).toEqual([]);
  });

  test.each([
    ["another method", { method: "PUT" }],
    ["a header", { headers: { "X-A": "1" } }],
    ["a header that browsers set too", { headers: { "Cache-Control": "no-cache" } }],
    ["an upload with a progress listener, which no recording shows", { method: "POST", type: "xhr" }],
  ] as [string, Partial<Call>][])("is before that a refused preflight: %s", (_, more) => {
    const names = namesOf({ ...remote, ...more });
    expect(names.slice(0, 3)).toEqual(preflight);
    expect(names).toContain("PreflightDisallowedRedirect");
    expect(names.indexOf("MissingAllowOriginHeader")).toBeGreaterThan(names.indexOf("PreflightInvalidStatus"));
  });

  test("is no refused preflight of a fetch that needs none", () => {
    for (const more of [{ method: "POST", type: "fetch" }, { type: "xhr" }]) {
      expect(namesOf({ ...remote, ...more })).not.toContain("PreflightInvalidStatus");
    }
  });

  test("is also local network access, for a host of this machine or its network", () => {
    const names = judge({ page: "https://shop.example", url: "http://192.168.0.1/x" });
    expect(names).toMatchObject({
      outcome: "refused",
      verdict: { cause: "local-network-access-denied", certainty: "possible" },
    });
    expect(names.alternatives).toContain("InvalidLocalNetworkAccess");
    expect(names.alternatives).toContain("InsecureLocalNetwork");
    expect(names.alternatives).toContain("MissingAllowOriginHeader");
    expect(judge({ url: api }).verdict).toBeNull();
  });
});

describe("a response of which the recorded headers allow the request, and which the browser refused all the same,", () => {
  test("is not told why", () => {
    const { outcome, verdict, cannotTell, alternatives } = judge(
      get(withCredentials, { error: "net::ERR_FAILED", headers: { ...cors, Cookie: "a=1" } }),
    );
    expect({ outcome, verdict, alternatives }).toEqual({ outcome: "unknown", verdict: null, alternatives: [] });
    expect(cannotTell?.because).toMatch(/the recorded headers allow the request/);
    expect(cannotTell?.todo).toMatch(/private window/);
  });

  test("is possibly refused for credentials, although nothing was sent with them", () => {
    expect(judge(get(allowed, { error: "net::ERR_FAILED", headers: cors }))).toMatchObject({
      outcome: "refused",
      verdict: { cause: "allow-credentials-not-true", certainty: "possible" },
    });
  });

  test("failed at a redirect, which the page did not want", () => {
    const answer = { status: 302, headers: withCredentials, redirectURL: `${api}/elsewhere` };
    expect(judge({ headers: cors, answer }).outcome).toBe("failed");
  });
});
