import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Check, causes, checklistOf, type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, api, logOf, page } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";

describe("the checklist says what the findings say", () => {
  const captured = [...chromiumCaptures(), ...firefoxCaptures()];

  test.each(captured)("$name", ({ log }) => {
    for (const diagnosis of diagnose(readHar(log))) expectAgreement(diagnosis);
  });

  test("whatever the server answers", () => {
    fc.assert(
      fc.property(
        answers,
        answers,
        fc.constantFrom("GET", "PUT", "patch"),
        outcomes,
        (preflight, answer, method, error) => {
          const headers = { "x-api-key": "1", "content-type": "application/json" };
          const [diagnosis] = diagnose(
            readHar({ log: logOf({ method, headers, preflight, error, ...(error !== "" && { answer }) }) }),
          );
          if (diagnosis) expectAgreement(diagnosis);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a step that the browser never came to", () => {
  test("is not reached, and what else fails on the refused response is told", () => {
    const call = {
      method: "PUT",
      headers: { "x-api-key": "1" },
      preflight: { status: 404, headers: { "Access-Control-Allow-Origin": page } },
    };
    const checks = checklistOf(only(logOf(call)));
    expect(checks.map(({ step, id, state }) => `${step} ${id} ${state}`)).toEqual([
      "preflight preflight-redirect pass",
      "preflight allow-origin pass",
      "preflight allow-credentials open",
      "preflight preflight-status fail",
      "preflight allow-methods fail",
      "preflight allow-headers fail",
      "actual allow-origin not-reached",
    ]);
    expect(checks.find(({ id }) => id === "preflight-status")).toMatchObject({ got: "404", want: "200–299" });
  });

  test("is not reached either where no response came", () => {
    const call = {
      method: "PUT",
      preflight: { status: 0, error: "net::ERR_EMPTY_RESPONSE" },
      error: "net::ERR_EMPTY_RESPONSE",
    };
    expect(new Set(checklistOf(only(logOf(call))).map(({ state }) => state))).toEqual(new Set(["not-reached"]));
  });
});

test("a redirect's requests are told one after the other", () => {
  const granted = { "Access-Control-Allow-Origin": page };
  const checks = checklistOf(
    only(
      logOf(
        { line: 7, answer: { status: 302, headers: granted, redirectURL: `${api}/2` }, error: null },
        { line: 7, url: `${api}/2`, answer: { status: 200 } },
      ),
    ),
  );
  expect(checks.map(({ hop, id, state }) => `${hop} ${id} ${state}`)).toEqual([
    "0 allow-origin pass",
    "0 redirect-url pass",
    "1 allow-origin fail",
    "1 allow-credentials open",
  ]);
});

function expectAgreement(diagnosis: Diagnosis): void {
  const checks = checklistOf(diagnosis);
  const last = diagnosis.fetch.hops.length - 1;
  const told = ({ id, step }: Check) => `${step} ${id}`;
  const found = (certainty: string) =>
    diagnosis.findings
      .filter((finding) => finding.certainty === certainty)
      .map(({ cause, step }) => `${step} ${checkOf(cause)}`);
  const inState = (wanted: string) => checks.filter(({ state }) => state === wanted).map(told);
  expect(inState("fail").sort()).toEqual(found("certain").sort());
  expect(inState("open")).toEqual(expect.arrayContaining(found("possible")));
  expect(checks.filter(({ hop, state }) => hop < last && state !== "pass")).toEqual([]);
  if (diagnosis.outcome === "allowed" && diagnosis.findings.length === 0) {
    expect(checks.filter(({ state }) => state !== "pass")).toEqual([]);
  }
  const stopped = checks.findIndex(({ state }) => state === "fail");
  const later = checks.slice(stopped + 1).filter(({ step }) => step !== checks[stopped]?.step);
  if (stopped >= 0) expect(later.filter(({ state }) => state !== "not-reached")).toEqual([]);
}

function checkOf(cause: string): string | undefined {
  return causes.find(({ id }) => id === cause)?.check;
}

function only(log: ReturnType<typeof logOf>): Diagnosis {
  const [diagnosis, ...others] = diagnose(readHar({ log }));
  if (!diagnosis || others.length > 0) throw new Error("the log holds one fetch");
  return diagnosis;
}

const values = (...usual: readonly string[]) => fc.option(fc.constantFrom(...usual), { nil: undefined });
const outcomes = fc.constantFrom("net::ERR_FAILED", null, "", "net::ERR_ABORTED");
const answers: fc.Arbitrary<Answer> = fc
  .record({
    status: fc.constantFrom(200, 204, 301, 307, 404, 500),
    origin: values("*", page, "null", `${page}, *`, "x", ""),
    credentials: values("true", "True"),
    methods: values("*", "PUT", "PATCH", "PUT DELETE"),
    names: values("*", "x-api-key", "x-api-key, content-type", "a b"),
    location: values("http://user:pass@other.test/", `${api}/2`),
  })
  .map(({ status, origin, credentials, methods, names, location }) => ({
    status,
    ...(status < 400 && status > 300 && location && { redirectURL: location }),
    headers: Object.fromEntries(
      Object.entries({
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": credentials,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": names,
      }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  }));
