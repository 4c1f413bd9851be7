import { describe, expect, test } from "vitest";
import { diagnose, mergeObservedCalls, readHar, readObservations, redactHar } from "../../src/index.ts";
import { withObservedCalls } from "../../src/recording/observed-exchanges.ts";

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

function observed(...notes: readonly unknown[]) {
  return readObservations(JSON.stringify({ from, notes }));
}

/** The credentials mode in each entry's `_observedCall`, "" for an entry without one. */
function credentialsOf(entries: readonly ReturnType<typeof entry>[], ...notes: readonly unknown[]): string[] {
  return mergeObservedCalls(entries, observed(...notes)).map((entry) =>
    "_observedCall" in entry ? entry._observedCall.credentials : "",
  );
}

function diagnosed(entries: readonly ReturnType<typeof entry>[], ...notes: readonly unknown[]) {
  const log = { creator: { name: "WebInspector" }, entries: mergeObservedCalls(entries, observed(...notes)) };
  return diagnose(readHar(log));
}

describe("an observed call", () => {
  test("goes to the entry of that call, and to no other", () => {
    const others = [
      entry(3, { _resourceType: "xhr" }),
      entry(3, { request: { method: "PUT", url, headers: [] } }),
      entry(3, { request: { method: "GET", url: `${url}2`, headers: [] } }),
      entry(500),
    ];
    expect(credentialsOf([entry(1), ...others], call(0))).toEqual(["include", "", "", "", ""]);
  });

  test("is matched by order where several calls have the same method and URL", () => {
    expect(credentialsOf([entry(1), entry(4)], call(0), call(3, "omit"))).toEqual(["include", "omit"]);
    expect(credentialsOf([entry(1), entry(900)], call(899, "omit"), call(0))).toEqual(["include", "omit"]);
  });

  test("is not guessed where an entry may belong to another call", () => {
    expect(credentialsOf([entry(1), entry(2)], call(0))).toEqual(["", ""]);
    expect(credentialsOf([entry(1)], call(0), call(0, "omit"))).toEqual([""]);
    expect(credentialsOf([entry(1)], call(0), call(0))).toEqual(["include"]);
  });

  test("decides the credentials mode", () => {
    expect(diagnosed([entry(1)], call(0))).toMatchObject([
      { credentials: "include", verdict: { cause: "wildcard-origin-with-credentials", certainty: "certain" } },
    ]);
    const [omitted] = diagnosed([entry(1)], call(0, "same-origin"));
    expect(omitted).toMatchObject({ credentials: "omit", outcome: "unknown", verdict: null });
  });

  test("is kept in a saved file, without anything that may be secret", () => {
    const entries = mergeObservedCalls([entry(1)], observed(call(0)));
    const saved = redactHar({ log: { entries } });
    const forged = { _observedCall: { mode: "secret", token: "secret", blockedBy: "secret" } };
    expect(JSON.stringify(redactHar({ log: { entries: [forged] } }))).not.toContain("secret");
    expect(saved).toMatchObject({ log: { entries: [{ _observedCall: { credentials: "include", mode: "cors" } }] } });
  });
});

describe("a call without an entry", () => {
  test("is listed in its place when the browser never records it", () => {
    const own = call(0, "same-origin", { mode: "same-origin", url: `${url}&own` });
    const [lost, ...others] = diagnosed([entry(1)], own, call(1));
    expect(lost).toMatchObject({ outcome: "failed", lookAlike: { id: "same-origin-mode", certainty: "certain" } });
    expect(others).toHaveLength(1);
    expect(credentialsOf([], call(0))).toEqual([]);
    expect(credentialsOf([], call(0, "include", { mode: "same-origin", url: `${from}own` }))).toEqual([]);
  });

  test("is reported as stopped by the page's policy when the page got that event", () => {
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

test("values that are not in the standard are read as unknown", () => {
  const [diagnosis] = diagnosed([entry(1)], call(0, "<img src=x>", { mode: "x", redirect: 7 }));
  expect(diagnosis?.fetch.hops[0]?.actual?.observedCall).toEqual({
    mode: "unknown",
    credentials: "unknown",
    redirect: "unknown",
    blockedBy: "",
  });
});

test("an exchange whose start is no date stays as it is", () => {
  const [exchange] = readHar({ log: { entries: [entry(0)] } }).exchanges;
  const exchanges = [Number.NaN, 9e15].flatMap((startedAt) => (exchange ? [{ ...exchange, startedAt }] : []));
  expect(withObservedCalls(exchanges, observed(call(0, "include", { url: "https://other.example/" })))).toEqual(
    exchanges,
  );
});
