import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, type Call, logOf, page } from "../har.ts";

// What is said of the requests of workers, of which DevTools record less than of a page's.

type Entry = ReturnType<typeof logOf>["entries"][number];

const origin = { "Access-Control-Allow-Origin": page };
const allowMethods = { "Access-Control-Allow-Methods": "PUT" };
const passing = { ...origin, ...allowMethods, "Access-Control-Allow-Credentials": "true" };
const onlyWithoutCredentials: Answer = { status: 204, headers: { ...origin, ...allowMethods } };

/** The diagnosis of a dedicated worker's request: its entry names no page, and the one of its preflight does. */
function inWorker(call: Call, change: (entry: Entry) => object = (entry) => entry): Diagnosis {
  const log = logOf({ method: "PUT", ...call });
  const entries = log.entries.map((entry) => {
    const { pageref, ...rest } = entry;
    return entry._resourceType === "preflight" ? entry : change(rest as Entry);
  });
  const [diagnosis] = diagnose(readHar({ log: { ...log, entries } }));
  if (diagnosis?.fetch.context !== "worker") throw new Error("the call is no fetch of a worker");
  return diagnosis;
}

describe("a worker's request that ended without a recorded response", () => {
  test("was stopped by its preflight, or by a response that DevTools do not record", () => {
    const { outcome, isBlocked, verdict, alternatives, cannotTell } = inWorker({ preflight: onlyWithoutCredentials });
    expect({ outcome, isBlocked, verdict }).toEqual({ outcome: "unknown", isBlocked: true, verdict: null });
    expect(alternatives.slice(0, 3)).toEqual([
      "PreflightInvalidAllowCredentials",
      "MissingAllowOriginHeader",
      "AllowOriginMismatch",
    ]);
    expect(cannotTell?.because).toBe(
      "a worker sent the request, and DevTools does not record the response headers of a worker's blocked request",
    );
    expect(cannotTell?.todo).toMatch(/^send the same request from the page/);
  });

  test("was surely stopped by a preflight that fails in every credentials mode", () => {
    expect(inWorker({ preflight: { status: 404, headers: passing } }).verdict).toMatchObject({
      cause: "preflight-status-not-ok",
      certainty: "certain",
    });
  });

  test("was stopped by its response where the preflight passes in every credentials mode", () => {
    const { outcome, alternatives } = inWorker({ preflight: { status: 204, headers: passing } });
    expect(outcome).toBe("unknown");
    expect(alternatives[0]).toBe("MissingAllowOriginHeader");
    expect(alternatives).not.toContain("PreflightInvalidAllowCredentials");
  });

  test("was surely stopped by its preflight where the request is known to carry credentials", () => {
    const observed = { mode: "cors", credentials: "include", redirect: "follow" };
    const change = (entry: Entry) => ({ ...entry, _observedCall: observed });
    expect(inWorker({ preflight: onlyWithoutCredentials }, change).verdict).toMatchObject({
      cause: "allow-credentials-not-true",
      certainty: "certain",
    });
  });
});

test("a worker's request with a recorded response is judged by it", () => {
  const answer = { status: 200, headers: { "Access-Control-Allow-Origin": "https://other.example" } };
  expect(inWorker({ preflight: onlyWithoutCredentials, answer }).verdict).toMatchObject({
    cause: "allow-origin-mismatch",
    certainty: "certain",
  });
});

test("a page's request was surely stopped by such a preflight", () => {
  const [diagnosis] = diagnose(readHar({ log: logOf({ method: "PUT", preflight: onlyWithoutCredentials }) }));
  expect(diagnosis).toMatchObject({
    fetch: { context: "page" },
    credentials: "include",
    verdict: { cause: "allow-credentials-not-true", certainty: "certain" },
  });
});

describe("a service worker's own request that got a response and failed", () => {
  const script = `${page}/worker.js`;
  const log = logOf({ url: script, type: "script" }, { initiator: script, answer: { status: 200, headers: origin } });
  const [loaded, asked] = log.entries.map(({ pageref, ...entry }) => entry);
  const [document] = logOf({ url: `${page}/`, type: "document", answer: { status: 200 }, error: null }).entries;
  const entries = [document, { ...loaded, _initiator: { type: "other" } }, asked];

  test("was refused, or its page canceled the fetch", () => {
    const diagnosis = diagnose(readHar({ log: { ...log, entries } })).at(-1);
    expect(diagnosis).toMatchObject({ fetch: { context: "service-worker" }, outcome: "unknown", isBlocked: false });
    expect(diagnosis?.alternatives).toEqual(["InvalidAllowCredentials"]);
    expect(diagnosis?.cannotTell?.because).toBe(
      "a service worker sent this request, and in a recording a canceled request looks like a refused request",
    );
    expect(diagnosis?.cannotTell?.todo).toMatch(/^turn on "Bypass for network"/);
  });

  test("was refused where the page's own fetch is recorded, and failed with it", () => {
    const ofPage = { ...asked, pageref: "page_1", response: { ...asked?.response, status: 0, headers: [] } };
    const waiting = { ...ofPage, request: { ...asked?.request, httpVersion: "", headersSize: -1, headers: [] } };
    const diagnoses = diagnose(readHar({ log: { ...log, entries: [...entries.slice(0, 2), waiting, asked] } }));
    expect(diagnoses).toHaveLength(1);
    expect(diagnoses[0]).toMatchObject({
      fetch: { context: "service-worker", pageExchange: { page: "page_1" } },
      verdict: { cause: "allow-credentials-not-true", certainty: "certain" },
    });
  });

  test("may have been refused for anything where it got no response", () => {
    const unanswered = { ...asked, response: { ...asked?.response, status: 0, headers: [] } };
    const all = [...entries.slice(0, 2), unanswered];
    const diagnosis = diagnose(readHar({ log: { ...log, entries: all } })).at(-1);
    expect(diagnosis).toMatchObject({ fetch: { context: "service-worker" }, outcome: "unknown", isBlocked: true });
    expect(diagnosis?.cannotTell?.because).toMatch(/DevTools does not record the response headers of a worker's/);
    expect(diagnosis?.alternatives[0]).toBe("MissingAllowOriginHeader");
  });
});

test("an image that a service worker passed on failed with the page's own request", () => {
  const script = `${page}/worker.js`;
  const noCors = { "Sec-Fetch-Mode": "no-cors" };
  const image: Call = { initiator: script, type: "image", origin: null, headers: noCors, answer: { status: 200 } };
  const log = logOf({ url: script, type: "script" }, { ...image, error: null });
  const [loaded, passedOn] = log.entries.map(({ pageref, ...entry }) => entry);
  const ofPage = (error: string | null) => ({
    ...passedOn,
    pageref: "page_1",
    request: { ...passedOn?.request, httpVersion: "", headersSize: -1, headers: [] },
    response: { ...passedOn?.response, status: 0, headers: [], _error: error },
  });
  const outcomeWith = (error: string | null) => {
    const entries = [{ ...loaded, _initiator: { type: "other" } }, ofPage(error), passedOn];
    const [diagnosis, ...others] = diagnose(readHar({ log: { ...log, entries } }));
    expect(others).toEqual([]);
    return diagnosis?.outcome;
  };
  expect(outcomeWith("net::ERR_FAILED")).toBe("failed");
  expect(outcomeWith("net::ERR_ABORTED")).toBe("allowed");
});
