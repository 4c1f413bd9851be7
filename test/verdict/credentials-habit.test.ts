import { describe, expect, test } from "vitest";
import { historyOf } from "../../src/history/history.ts";
import { diagnose, readHar } from "../../src/index.ts";
import { pair } from "../../src/pairing/pairing.ts";
import { verdictsByHabit } from "../../src/verdict/credentials-habit.ts";
import { judgeFetch } from "../../src/verdict/verdict.ts";
import { type Call, logOf, page } from "../har.ts";

// Where the credentials mode decides which of two causes stopped a request, the other requests of the page to that server tell which
// is likelier.

const origin = { "Access-Control-Allow-Origin": page };
const put: Call = {
  method: "PUT",
  preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*" } },
};
const withCookie: Call = {
  headers: { Cookie: "a=1" },
  answer: { status: 200, headers: { ...origin, "Access-Control-Allow-Credentials": "true" } },
  error: null,
};
const withoutCredentials: Call = {
  headers: { "User-Agent": "Chrome/156.0.0.0", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site" },
  answer: { status: 200, headers: origin },
  error: null,
};

/** The cause of the `PUT` among these calls. */
function causeAmong(...calls: readonly Call[]) {
  const diagnosis = diagnose(readHar({ log: logOf(...calls) })).find(({ fetch }) => fetch.hops[0]?.method === "PUT");
  const { verdict, alternatives = [], findings = [] } = diagnosis ?? {};
  return [`${verdict?.certainty} ${verdict?.cause}`, ...alternatives, findings.length];
}

const likelyWithout = ["possible method-not-allowed", "PreflightWildcardOriginNotAllowed", 3];
const likelyWith = ["possible wildcard-origin-with-credentials", "MethodDisallowedByPreflightResponse", 3];

describe("a cause that depends on the credentials mode is likelier", () => {
  test("the one without credentials, where nothing shows the habit of the page", () => {
    expect(causeAmong(put)).toEqual(likelyWithout);
    expect(causeAmong({ url: "http://localhost:4000/open", answer: { status: 200 } }, put)).toEqual(likelyWithout);
  });

  test("the one with credentials, where more requests carry them than do not, before it or after", () => {
    expect(causeAmong(withCookie, put)).toEqual(likelyWith);
    expect(causeAmong(put, withCookie)).toEqual(likelyWith);
    expect(causeAmong(withCookie, withoutCredentials, put)).toEqual(likelyWithout);
    expect(causeAmong(withCookie, withoutCredentials, withCookie, put)).toEqual(likelyWith);
  });

  test("the one without, where more responses passed that only pass without credentials", () => {
    const provenByOutcome: Call = { answer: { status: 200, headers: origin }, error: null };
    expect(causeAmong(withCookie, provenByOutcome, put)).toEqual(likelyWithout);
    const ofCanceled: Call = { ...provenByOutcome, error: "net::ERR_ABORTED" };
    expect(causeAmong(withCookie, ofCanceled, put)).toEqual(likelyWith);
  });

  test("the one without, where the requests with credentials go to another server or come from another page", () => {
    expect(causeAmong({ ...withCookie, url: "http://localhost:5000/x" }, put)).toEqual(likelyWithout);
    expect(causeAmong(withCookie, { ...withCookie, url: "http://localhost:5000/x" }, put)).toEqual(likelyWith);
    const other = "http://localhost:3001";
    expect(causeAmong({ ...withCookie, origin: other }, put)).toEqual(likelyWithout);
    expect(causeAmong({ ...withCookie, url: "http://localhost:4000/x" }, put)).toEqual(likelyWith);
  });
});

test("a certain cause stays, whatever the page's habit", () => {
  const refused: Call = { method: "PUT", preflight: { status: 204 } };
  expect(causeAmong(withCookie, refused)).toEqual(["certain missing-allow-origin", 3]);
});

test("the causes that a habit may still choose from are known before the habit is", () => {
  const causesOf = (call: Call) => {
    const recording = readHar({ log: logOf(call) });
    return pair(recording).map((fetch) =>
      verdictsByHabit(judgeFetch(fetch, historyOf(recording), false)).map(
        ({ matches, blocking }) => matches[blocking]?.match.cause.id,
      ),
    );
  };
  expect(causesOf(put)).toEqual([["method-not-allowed", "wildcard-origin-with-credentials"]]);
  expect(causesOf({ method: "PUT", preflight: { status: 204 } })).toEqual([["missing-allow-origin"]]);
});

test("a habit is told of recordings without the browser's error too, where a response passes only without credentials", () => {
  const log = logOf(withCookie, { answer: { status: 200, headers: origin } }, put);
  const entries = log.entries.map(({ response: { _error, ...response }, ...entry }) => ({ ...entry, response }));
  const diagnosis = diagnose(readHar({ log: { ...log, entries } })).at(-1);
  expect(diagnosis?.verdict).toMatchObject({ cause: "method-not-allowed", certainty: "possible" });
});
