import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastHop, readHar } from "../../src/index.ts";
import { pair } from "../../src/pairing/pairing.ts";
import {
  type CauseMatch,
  checkResponse,
  decidingStep,
  preflightStep,
  underCredentialsMode,
  withoutCredentials,
} from "../../src/verdict/check-response.ts";
import { type Call, logOf } from "../har.ts";
import { recordFetches } from "../oracle/chromium-har.ts";
import { randomFetch } from "../oracle/random-fetches.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";

/** What a match says, apart from the step, which has another credentials mode. */
const saidBy = ({ cause, evidence: { subject, got, want, names } }: CauseMatch) => ({
  id: cause.id,
  subject,
  got,
  want,
  names,
});

/** Both ways to check the responses of a recording for requests without credentials. */
function checksOf(har: unknown) {
  const steps = pair(readHar(har)).flatMap((fetch) => {
    const hop = lastHop(fetch);
    const deciding = decidingStep(hop, fetch.origin);
    return [...(deciding ? [deciding] : []), ...(hop.preflight ? [preflightStep(hop.preflight)] : [])];
  });
  return steps.map((step) => ({
    derived: withoutCredentials(checkResponse(step), step).map(saidBy),
    checked: checkResponse(underCredentialsMode(step, "omit")).map(saidBy),
  }));
}

describe("the causes without credentials are found among those with credentials", () => {
  test.each([...chromiumCaptures(), ...firefoxCaptures()])("in the capture $name", ({ log }) => {
    for (const { derived, checked } of checksOf(log)) expect(derived).toEqual(checked);
  });

  test("of random fetches", () => {
    const recording = fc.array(randomFetch(), { minLength: 100, maxLength: 100 });
    for (const fetches of fc.sample(recording, { seed: 1, numRuns: 10 }))
      for (const { derived, checked } of checksOf(recordFetches(fetches).har)) expect(derived).toEqual(checked);
  });

  test("of a preflight with wildcards, which are none with credentials", () => {
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "*",
      "Access-Control-Allow-Headers": "*",
    };
    const call: Call = { method: "PUT", headers: { "X-Trace": "1" }, preflight: { status: 204, headers } };
    const checks = checksOf({ log: logOf(call) });
    expect(checks.length).toBeGreaterThan(0);
    for (const { derived, checked } of checks) {
      expect(checked).toEqual([]);
      expect(derived).toEqual([]);
    }
  });
});
