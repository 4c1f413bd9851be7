import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

// Which of the recorded responses decides a fetch, and which causes are told of it.

const origin = { "Access-Control-Allow-Origin": page };
const credentials = { "Access-Control-Allow-Credentials": "true" };

function judge(...calls: readonly Call[]): Diagnosis {
  const diagnosis = diagnose(readHar({ log: logOf(...calls) })).at(-1);
  if (!diagnosis) throw new Error("the last call is no cross-origin fetch");
  return diagnosis;
}

const causesOf = ({ findings }: Diagnosis) =>
  findings.map(({ step, certainty, cause }) => `${certainty} ${cause} of the ${step}`);

describe("every cause that a response shows is told,", () => {
  test("the one that stopped the browser first", () => {
    expect(causesOf(judge({ method: "PUT", preflight: { status: 404 } }))).toEqual([
      "certain missing-allow-origin of the preflight",
      "possible allow-credentials-not-true of the preflight",
      "certain preflight-status-not-ok of the preflight",
      "certain method-not-allowed of the preflight",
    ]);
  });

  test("but only the redirect of a preflight whose response is not recorded", () => {
    const preflight: Answer = { status: 0, error: "net::ERR_INVALID_REDIRECT" };
    expect(causesOf(judge({ method: "PUT", preflight }))).toEqual(["certain preflight-redirect of the preflight"]);
  });

  test("and with a recorded response whatever else it lacks", () => {
    const redirectURL = `${api}/`;
    const preflight: Answer = { status: 302, redirectURL, error: "net::ERR_INVALID_REDIRECT" };
    expect(causesOf(judge({ method: "PUT", preflight })).slice(0, 2)).toEqual([
      "certain preflight-redirect of the preflight",
      "certain missing-allow-origin of the preflight",
    ]);
  });
});

describe("a conditional request of the browser's cache", () => {
  const conditional = { "If-None-Match": '"1"' };
  const sinceYesterday = { "If-Modified-Since": "Sun, 29 Nov 2026 12:00:00 GMT" };

  test.each([
    ["an entity tag", conditional],
    ["a date", sinceYesterday],
  ])("by %s is judged by what the cache holds when the server confirms it", (_, headers) => {
    const { outcome, cannotTell } = judge({ headers, answer: { status: 304 } });
    expect(outcome).toBe("unknown");
    expect(cannotTell?.because).toMatch(/304, and the recording lacks the headers in the browser's cache/);
    expect(cannotTell?.todo).toMatch(/"Disable cache"/);
  });

  test("is judged by the response when the server sends a new one", () => {
    for (const status of [200, 412]) {
      expect(judge({ headers: conditional, answer: { status } }).verdict).toMatchObject({
        cause: "missing-allow-origin",
        certainty: "certain",
      });
    }
  });

  test("was not stopped by its preflight, although that passes only without credentials", () => {
    const preflight = { status: 204, headers: { ...origin, "Access-Control-Allow-Headers": "x-a" } };
    const log = logOf({ headers: { ...conditional, "X-A": "1" }, preflight, answer: { status: 304 } });
    const entries = log.entries.map(({ request, ...entry }) => ({
      ...entry,
      request: {
        ...request,
        headers: request.headers.map(({ name, value }) => ({ name, value: value.replace("if-none-match,", "") })),
      },
    }));
    const [diagnosis] = diagnose(readHar({ log: { ...log, entries } }));
    const { outcome, verdict, alternatives = [] } = diagnosis ?? {};
    expect({ outcome, verdict }).toEqual({ outcome: "unknown", verdict: null });
    expect(alternatives[0]).toBe("MissingAllowOriginHeader");
  });
});

describe("the advice on a refused preflight", () => {
  const withStorage = { "Sec-Fetch-Storage-Access": "none", "Sec-Fetch-Mode": "cors" };

  test("is for a beacon, where one sent the request", () => {
    const preflight = { status: 204, headers: { ...origin, "Access-Control-Allow-Headers": "content-type" } };
    const headers = { ...withStorage, "Content-Type": "application/json" };
    const explain = (type: string) => judge({ method: "POST", type, headers, preflight }).verdict?.explain;
    expect(explain("ping")).toMatch(/`navigator\.sendBeacon` always sends credentials/);
    expect(explain("fetch")).toMatch(/remove `credentials: "include"`/);
  });

  test("is to request the final URL, where a redirect made the origin opaque", () => {
    const elsewhere = "http://other.test/orders";
    const line = 7;
    const method = "PUT";
    const preflight = { status: 204, headers: { ...origin, ...credentials, "Access-Control-Allow-Methods": "PUT" } };
    const redirect = { status: 307, headers: { ...origin, ...credentials }, redirectURL: elsewhere };
    const { verdict } = judge(
      { line, method, preflight, answer: redirect, error: null },
      { line, method, url: elsewhere, origin: "null", preflight: { status: 204 } },
    );
    expect(verdict?.explain).toMatch(/^Request the final URL directly\./);
    const opaque = judge({ page: "data:text/html,x", origin: "null", method, preflight: { status: 204 } });
    expect(opaque.verdict?.explain).toMatch(/^Open the page over http or https\./);
  });
});

test("a redirect that the page takes as it is says nothing of headers, if it passes in one credentials mode", () => {
  const redirectURL = "http://ann:secret@localhost:4000/x";
  const manual: Call = { answer: { status: 302, headers: origin, redirectURL }, error: null };
  expect(judge(manual, { answer: { status: 500 } }).verdict?.certainty).toBe("certain");
  const impossible: Call = { answer: { status: 302, redirectURL }, error: null };
  expect(judge(impossible, { method: "PUT", preflight: { status: 404 } }).verdict?.certainty).toBe("possible");
});
