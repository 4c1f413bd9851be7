import { expect, test } from "vitest";
import { diagnose, diffOf, readHar } from "../../src/index.ts";

const sent = [
  { name: "Origin", value: "https://app.example" },
  { name: "Access-Control-Request-Method", value: "PUT" },
];

test("a preflight without a response neither passed nor failed, and nothing is absent from it", () => {
  const unanswered = { status: 0, headers: [], _error: "net::ERR_CONNECTION_REFUSED" };
  expect(statesOf(unanswered)).toEqual(["open"]);
  expect(rowsOf(unanswered).some(({ isAnswered }) => isAnswered)).toBe(false);
});

test("a preflight that passes in every credentials mode passed, although the call failed for another reason", () => {
  const headers = [
    { name: "Access-Control-Allow-Origin", value: "https://app.example" },
    { name: "Access-Control-Allow-Credentials", value: "true" },
    { name: "Access-Control-Allow-Methods", value: "PUT" },
  ];
  expect(statesOf({ status: 204, headers })).toEqual(["pass"]);
});

test("what stopped the browser failed", () => {
  expect(statesOf({ status: 204, headers: [] })).toContain("fail");
});

interface Response {
  readonly status: number;
  readonly headers: object[];
  readonly _error?: string;
}

function statesOf(response: Response): string[] {
  return [...new Set(rowsOf(response).map(({ state }) => state))];
}

/** The rows of a preflight with this response, before a request that the server never answered. */
function rowsOf(response: Response) {
  const url = "https://api.example/x";
  const startedDateTime = "2026-01-01T00:00:00.000Z";
  const failed = { status: 0, headers: [], _error: "net::ERR_CONNECTION_REFUSED" };
  const entries = [
    {
      startedDateTime,
      time: 5,
      _resourceType: "preflight",
      request: { method: "OPTIONS", url, headers: sent },
      response,
    },
    ...(response.headers.length > 0 || response.status === 0
      ? [
          {
            startedDateTime,
            time: 9,
            _resourceType: "fetch",
            request: { method: "PUT", url, headers: sent.slice(0, 1) },
            response: failed,
          },
        ]
      : []),
  ];
  const [diagnosis] = diagnose(readHar({ log: { entries } }));
  if (!diagnosis) throw new Error("The recording has no fetch");
  return diffOf(diagnosis);
}
