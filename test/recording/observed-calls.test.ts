import { describe, expect, test } from "vitest";
import { diagnose, mergeObservedCalls, readHar, readObservations, redactHar } from "../../src/index.ts";

const from = "https://app.example/";
const url = "https://api.example/orders?id=1";
const start = Date.UTC(2026, 0, 2, 3, 4, 5);

type Fields = Readonly<Record<string, unknown>>;

function call(at: number, credentials = "include", fields: Fields = {}): Fields {
  return {
    kind: "fetch",
    url,
    method: "GET",
    mode: "cors",
    credentials,
    redirect: "follow",
    at: start + at,
    ...fields,
  };
}

function entry(at: number, fields: Fields = {}) {
  return {
    startedDateTime: new Date(start + at).toISOString(),
    time: 5,
    request: { method: "GET", url, headers: [{ name: "Origin", value: "https://app.example" }] },
    response: {
      status: 200,
      headers: [{ name: "Access-Control-Allow-Origin", value: "*" }],
      _error: "net::ERR_FAILED",
    },
    _resourceType: "fetch",
    _initiator: { type: "script", url: from },
    ...fields,
  };
}

function noted(...notes: readonly unknown[]) {
  return readObservations(JSON.stringify({ from, notes }));
}

/** The credentials that each entry is said to have been asked for with, "" for none. */
function told(entries: readonly ReturnType<typeof entry>[], ...notes: readonly unknown[]): string[] {
  return mergeObservedCalls(entries, noted(...notes)).map((entry) =>
    "_observedCall" in entry ? entry._observedCall.credentials : "",
  );
}

function diagnosed(entries: readonly ReturnType<typeof entry>[], ...notes: readonly unknown[]) {
  const log = { creator: { name: "WebInspector" }, entries: mergeObservedCalls(entries, noted(...notes)) };
  return diagnose(readHar(log));
}

describe("what a watched call asked for", () => {
  test("goes to the entry of that call, and to no other", () => {
    const others = [
      entry(3, { _resourceType: "xhr" }),
      entry(3, { request: { method: "PUT", url, headers: [] } }),
      entry(3, { request: { method: "GET", url: `${url}2`, headers: [] } }),
      entry(500),
    ];
    expect(told([entry(1), ...others], call(0))).toEqual(["include", "", "", "", ""]);
  });

  test("goes by order where calls of one request differ", () => {
    expect(told([entry(1), entry(4)], call(0), call(3, "omit"))).toEqual(["include", "omit"]);
    expect(told([entry(1), entry(900)], call(899, "omit"), call(0))).toEqual(["include", "omit"]);
  });

  test("is not guessed where an entry may be another's", () => {
    expect(told([entry(1), entry(2)], call(0))).toEqual(["", ""]);
    expect(told([entry(1)], call(0), call(0, "omit"))).toEqual([""]);
    expect(told([entry(1)], call(0), call(0))).toEqual(["include"]);
  });

  test("makes a verdict of the credentials mode", () => {
    expect(diagnosed([entry(1)], call(0))).toMatchObject([
      { credentials: "include", verdict: { cause: "wildcard-origin-with-credentials", certainty: "certain" } },
    ]);
    const [omitted] = diagnosed([entry(1)], call(0, "same-origin"));
    expect(omitted).toMatchObject({ credentials: "omit", outcome: "unknown", verdict: null });
  });

  test("survives in a saved file, without what may be secret", () => {
    const entries = mergeObservedCalls([entry(1)], noted(call(0)));
    const saved = redactHar({ log: { entries } });
    const forged = { _observedCall: { mode: "secret", token: "secret", blockedBy: "secret" } };
    expect(JSON.stringify(redactHar({ log: { entries: [forged] } }))).not.toContain("secret");
    expect(saved).toMatchObject({ log: { entries: [{ _observedCall: { credentials: "include", mode: "cors" } }] } });
  });
});

describe("a call without an entry", () => {
  test("is listed where it could never have one, in its place", () => {
    const own = call(0, "same-origin", { mode: "same-origin", url: `${url}&own` });
    const [lost, ...others] = diagnosed([entry(1)], own, call(1));
    expect(lost).toMatchObject({ outcome: "failed", lookAlike: { id: "same-origin-mode", certainty: "certain" } });
    expect(others).toHaveLength(1);
    expect(told([], call(0))).toEqual([]);
    expect(told([], call(0, "include", { mode: "same-origin", url: `${from}own` }))).toEqual([]);
  });

  test("is said to be stopped by the page's policy where the page was told so", () => {
    const block = { kind: "block", url, directive: "connect-src", at: start + 20 };
    expect(diagnosed([], call(0), block)).toMatchObject([
      { outcome: "failed", lookAlike: { id: "content-security-policy", certainty: "certain" } },
    ]);
    expect(diagnosed([], call(0), { ...block, url: `${url}2` })).toEqual([]);
    expect(diagnosed([], call(30), block)).toEqual([]);
  });
});

test.each([
  null,
  7,
  "",
  "{",
  "[]",
  '{"from":"https://app.example/","notes":7}',
  JSON.stringify({ from: "nowhere", notes: [call(0)] }),
  JSON.stringify({ from, notes: [null, 1, "x", [], {}] }),
  JSON.stringify({ from, notes: [call(0, "include", { method: "GET\r\nX: y" })] }),
  JSON.stringify({ from, notes: [call(0, "include", { url: "%%" }), call(0, "include", { at: "1" })] }),
  JSON.stringify({ from, notes: [call(1e18), call(0, "include", { at: null }), call(0, "include", { kind: "x" })] }),
  `"${"x".repeat(5_000_000)}"`,
])("nothing is read from a forged answer (%#)", (answer) => expect(readObservations(answer)).toEqual([]));

test("words that the standard does not know are not taken over", () => {
  const [diagnosis] = diagnosed([entry(1)], call(0, "<img src=x>", { mode: "x", redirect: 7 }));
  expect(diagnosis?.fetch.hops[0]?.actual?.observedCall).toEqual({
    mode: "unknown",
    credentials: "unknown",
    redirect: "unknown",
    blockedBy: "",
  });
});
