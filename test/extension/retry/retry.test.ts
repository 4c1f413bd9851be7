import { parseExpressionAt } from "acorn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnoseLog } from "../../../extension/recording/diagnosed-log.ts";
import { createRecorder } from "../../../extension/recording/recorder.ts";
import {
  bodyOf,
  compareResponses,
  findRetriedFetch,
  type RetriedRequest,
  retryExpression,
} from "../../../extension/retry/retry.ts";
import { diagnose, readHar, recognition, retryOf } from "../../../src/index.ts";
import { api, logOf, page } from "../../har.ts";
import { fakeDevTools } from "../fakes.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\u2028\u2029", "</script><!--", "`${alert(1)}`", '"});alert(1)//', "__proto__", "\\", "\ud800"),
);
const header = fc.record({ name: hostile, value: hostile });

test("the expression contains every value as a literal", () => {
  const retries = fc.record({
    origin: hostile,
    method: hostile,
    url: hostile,
    headers: fc.array(header, { maxLength: 3 }),
    credentials: fc.constantFrom("include", "omit", "unknown" as const),
    body: fc.option(hostile, { nil: null }),
  });
  fc.assert(
    fc.property(retries, (retry) => {
      const code = retryExpression(retry as RetriedRequest);
      const tree = parseExpressionAt(code, 0, { ecmaVersion: 2018 });
      expect(tree.end).toBe(code.length);
      expect(code).not.toMatch(/[<\u2028\u2029]/);
      const { sent, ran } = evaluated(code, retry.origin);
      expect(ran).toBe(true);
      expect(sent).toEqual([
        [
          retry.url,
          {
            method: retry.method,
            headers: retry.headers.map(({ name, value }) => [name, value]),
            credentials: retry.credentials === "include" ? "include" : "same-origin",
            ...(retry.body === null ? {} : { body: retry.body }),
          },
        ],
      ]);
      expect(evaluated(code, `${retry.origin}.`)).toEqual({ sent: [], ran: false });
    }),
    { numRuns: 500 },
  );
});

describe("a request that is sent again", () => {
  test("has the headers that the page set, without those that browsers set", () => {
    const [diagnosis] = diagnose(
      readHar({
        log: logOf({
          method: "PUT",
          headers: {
            "x-key": "1",
            "Content-Type": "application/json",
            "User-Agent": "A",
            "Sec-Fetch-Mode": "cors",
            Cookie: "a=1",
          },
          preflight: { status: 204 },
        }),
      }),
    );
    if (!diagnosis) throw new Error("nothing was diagnosed");
    const request = retryOf(diagnosis);
    expect(request).toMatchObject({ origin: page, method: "PUT", url: api, isSafe: false });
    expect(request?.headers.map(({ name }) => name.toLowerCase()).sort()).toEqual(["content-type", "x-key"]);
  });

  test("leaves a revalidation to the HTTP cache, so that it needs no preflight", () => {
    const headers = { "If-None-Match": '"1"', "X-Key": "1" };
    const [diagnosis] = diagnose(readHar({ log: logOf({ headers, answer: { status: 200 } }) }));
    expect((diagnosis && retryOf(diagnosis))?.headers).toEqual([{ name: "X-Key", value: "1" }]);
  });

  test("has the recorded body; undefined where the body was not recorded", () => {
    const log = logOf({ method: "POST", answer: { status: 200 } }, { method: "POST", answer: { status: 200 } });
    const devtools = fakeDevTools();
    const recorder = createRecorder(devtools);
    const [first, second] = log.entries;
    devtools.finish({ ...first, request: { ...first?.request, postData: { text: "a=1" } } }, second);
    const exchanges = diagnoseLog(recorder.log(), recognition).recording.exchanges;
    expect(exchanges.map((exchange) => bodyOf(recorder.log(), exchange))).toEqual(["a=1", undefined]);
  });
});

test("the retried fetch is the one that no script made; the CORS headers that differ come first, and no others are compared", () => {
  const [refused, byPage, byRetry] = diagnose(
    readHar({
      log: logOf(
        { answer: { status: 200, headers: { "Access-Control-Allow-Methods": "PUT", "X-Gone": "1", Date: "1" } } },
        { answer: { status: 200 }, initiator: `${page}/app.js` },
        {
          answer: {
            status: 200,
            headers: { "Access-Control-Allow-Methods": "PUT", "Access-Control-Allow-Origin": page, Date: "2" },
          },
          error: null,
          initiator: "",
        },
      ),
    }),
  );
  if (!refused || !byPage || !byRetry) throw new Error("not all were diagnosed");
  const request = retryOf(refused);
  if (!request) throw new Error("nothing to send again");
  const sentAt = (refused.fetch.hops[0]?.actual?.startedAt ?? 0) + 1;
  expect(findRetriedFetch([refused, byPage, byRetry], { ...request, body: null }, sentAt)).toBe(byRetry);
  expect(findRetriedFetch([refused], { ...request, body: null }, sentAt)).toBe(null);
  expect(compareResponses(refused, byRetry).map(({ name, before, after }) => [name, before, after])).toEqual([
    ["", "200", "200"],
    ["Access-Control-Allow-Origin", null, page],
    ["Access-Control-Allow-Methods", "PUT", "PUT"],
  ]);
});

/** Runs the expression with a fake `self` and `fetch`. */
function evaluated(code: string, origin: string) {
  const sent: unknown[][] = [];
  const fetch = (...call: unknown[]) => {
    sent.push(call);
    return Promise.resolve();
  };
  const ran: unknown = new Function("self", "fetch", `return (${code});`)({ origin }, fetch);
  return { sent, ran };
}
