import { describe, expect, test } from "vitest";
import { diagnoseFetches } from "../../src/diagnose.ts";
import { type CorsFetch, type Diagnosis, diagnose, lastHop, readHar } from "../../src/index.ts";
import { type Answer, type Call, logOf, page } from "../har.ts";

// What becomes of a verdict where the recording leaves it open which of several preflights a request had.

const origin = { "Access-Control-Allow-Origin": page };
const credentials = { "Access-Control-Allow-Credentials": "true" };
const passing: Answer = { status: 204, headers: { ...origin, ...credentials, "Access-Control-Allow-Methods": "PUT" } };
const withoutMethod: Answer = { status: 204, headers: { ...origin, ...credentials } };
const withoutOrigin: Answer = { status: 204, headers: {} };
const notOk: Answer = { status: 404, headers: passing.headers ?? {} };

/** The diagnosis of a request that may have had each of the other preflights instead of its own. */
function diagnosed(call: Call, others: readonly Answer[], change: Partial<CorsFetch> = {}): Diagnosis {
  const put: Call = { method: "PUT", ...call };
  const recording = readHar({ log: logOf(put, ...others.map((preflight) => ({ method: "PUT", preflight }))) });
  const ambiguousPreflights = recording.exchanges
    .filter(({ resourceType }) => resourceType === "preflight")
    .slice(-others.length);
  const [fetch] = diagnose(recording).map((one) => one.fetch);
  if (!fetch) throw new Error("the call is no cross-origin fetch");
  const hops = [{ ...lastHop(fetch), ambiguousPreflights }];
  const [diagnosis] = diagnoseFetches([{ ...fetch, hops, ...change }], recording);
  return diagnosis as Diagnosis;
}

const summary = ({ outcome, verdict, alternatives }: Diagnosis) => ({
  outcome,
  verdict: verdict && `${verdict.certainty} ${verdict.cause}`,
  alternatives,
});

describe("a request that any of several preflights may have stopped", () => {
  test("is possibly refused for what stopped its own preflight, and for what stopped the others", () => {
    expect(summary(diagnosed({ preflight: notOk }, [withoutMethod, withoutOrigin, withoutMethod]))).toEqual({
      outcome: "refused",
      verdict: "possible preflight-status-not-ok",
      alternatives: ["MethodDisallowedByPreflightResponse", "PreflightMissingAllowOriginHeader"],
    });
  });

  test("is certainly refused where the others are refused for the same, or not at all", () => {
    expect(summary(diagnosed({ preflight: notOk }, [notOk, { ...notOk, status: 500 }, passing]))).toEqual({
      outcome: "refused",
      verdict: "certain preflight-status-not-ok",
      alternatives: [],
    });
  });

  test("may have been refused for what is already among the alternatives", () => {
    const wildcard: Answer = { status: 204, headers: { "Access-Control-Allow-Origin": "*" } };
    const [own] = diagnose(readHar({ log: logOf({ method: "PUT", preflight: wildcard }) }));
    if (!own) throw new Error("the call is no cross-origin fetch");
    expect(own.findings.map(({ certainty }) => certainty)).toContain("certain");
    const { verdict, alternatives, findings } = diagnosed({ preflight: wildcard }, [wildcard]);
    expect({ verdict, alternatives, findings }).toEqual({
      verdict: own.verdict,
      alternatives: own.alternatives,
      findings: own.findings,
    });
  });

  test("failed where it failed for another reason than CORS", () => {
    const reset = { preflight: passing, error: "net::ERR_CONNECTION_RESET" };
    expect(summary(diagnosed(reset, [notOk]))).toEqual({ outcome: "failed", verdict: null, alternatives: [] });
  });

  test("is allowed where its response passed before the page canceled it", () => {
    const canceled: Call = { preflight: passing, answer: { status: 200, headers: passing.headers ?? {} } };
    expect(summary(diagnosed({ ...canceled, error: "net::ERR_ABORTED" }, [notOk]))).toEqual({
      outcome: "allowed",
      verdict: null,
      alternatives: [],
    });
  });

  test("was likelier stopped by one of them than by what is merely possible, where its own preflight passes", () => {
    const { outcome, alternatives } = summary(diagnosed({ preflight: passing }, [notOk, withoutMethod]));
    expect(outcome).toBe("unknown");
    expect(alternatives.slice(0, 3)).toEqual([
      "PreflightInvalidStatus",
      "MethodDisallowedByPreflightResponse",
      "MissingAllowOriginHeader",
    ]);
    expect(new Set(alternatives).size).toBe(alternatives.length);
    const withoutPreflight = summary(diagnosed({}, [withoutMethod]));
    expect(withoutPreflight.alternatives[0]).toBe("MethodDisallowedByPreflightResponse");
    expect(new Set(withoutPreflight.alternatives).size).toBe(withoutPreflight.alternatives.length);
  });
});

describe("the response of a worker's request that any of several preflights may have stopped", () => {
  const alternativesOf = (call: Call, context: CorsFetch["context"]) =>
    diagnosed({ preflight: notOk, ...call }, [withoutMethod], { context }).alternatives;

  test("may be refused as well, because DevTools record no response of a worker's blocked request", () => {
    expect(alternativesOf({}, "page")).toEqual(["MethodDisallowedByPreflightResponse"]);
    expect(alternativesOf({}, "worker").slice(0, 2)).toEqual([
      "MethodDisallowedByPreflightResponse",
      "MissingAllowOriginHeader",
    ]);
  });

  test("is not refused where the recording has it", () => {
    const call = { preflight: passing, answer: { status: 200 }, headers: { Cookie: "a=1" } };
    const { verdict, alternatives } = summary(diagnosed(call, [withoutMethod], { context: "worker" }));
    expect({ verdict, alternatives }).toEqual({
      verdict: "possible missing-allow-origin",
      alternatives: ["MethodDisallowedByPreflightResponse"],
    });
  });
});
