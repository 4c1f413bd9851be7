import { expect, test } from "vitest";
import type { Cause, Step } from "../../src/causes/cause.ts";
import { causes } from "../../src/causes/index.ts";
import { passesCorsCheck } from "../../src/fetch/cors-check.ts";
import { corsHeadersIn } from "../../src/fetch/cors-headers.ts";
import { readHar } from "../../src/index.ts";
import { checkResponse } from "../../src/verdict/check-response.ts";

const origins = ["https://app.example", "null", "*", ""];
const allowedOrigins = [
  null,
  "*",
  "null",
  "",
  "https://app.example",
  "https://other.example",
  "https://app.example, *",
];
const allowedCredentials = [null, "true", "True", ""];

const actualCauses = (causes as readonly Cause[]).filter(({ judges }) => judges.includes("actual"));

test("a response passes the CORS check exactly where no cause refuses it", () => {
  const found = { passes: 0, refused: 0 };
  for (const origin of origins)
    for (const credentials of ["include", "omit"] as const)
      for (const allowOrigin of allowedOrigins)
        for (const allowCredentials of allowedCredentials) {
          const step = stepOf({ origin, credentials }, allowOrigin, allowCredentials);
          const passes = passesCorsCheck(origin, credentials, corsHeadersIn(step.exchange.responseHeaders));
          expect({ origin, credentials, allowOrigin, allowCredentials, passes }).toEqual({
            origin,
            credentials,
            allowOrigin,
            allowCredentials,
            passes: !actualCauses.some(({ detect }) => detect(step)),
          });
          expect(checkResponse(step).length === 0).toBe(passes);
          found[passes ? "passes" : "refused"]++;
        }
  expect(found.passes).toBeGreaterThan(10);
  expect(found.refused).toBeGreaterThan(10);
});

function stepOf(
  request: Pick<Step, "origin" | "credentials">,
  allowOrigin: string | null,
  allowCredentials: string | null,
): Step {
  const headers = Object.entries({
    "Access-Control-Allow-Origin": allowOrigin,
    "Access-Control-Allow-Credentials": allowCredentials,
  }).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  const entry = {
    request: { method: "GET", url: "https://api.example/x", headers: [] },
    response: { status: 200, headers },
  };
  const [exchange] = readHar({ log: { entries: [entry] } }).exchanges;
  if (!exchange) throw new TypeError("the entry has a URL");
  return { name: "actual", exchange, method: "GET", headerNames: [], isCrossOrigin: true, pageOrigin: "", ...request };
}
