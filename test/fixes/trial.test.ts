import { describe, expect, test } from "vitest";
import { diagnose, type HeaderOverride, readHar, type Trial, trialOf } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

const answered: Answer = { status: 204 };

describe("a fix as headers to try", () => {
  test("is what the fix grants to this page, by name, and no preflight outlives it", () => {
    const trial = tryCalls({ method: "PUT", headers: { "x-key": "1" }, preflight: answered });
    expect(trial).toEqual({
      server: "http://localhost:4000",
      page,
      methods: ["GET", "HEAD", "POST", "PUT"],
      resourceTypes: ["fetch"],
      headers: [
        { name: "Access-Control-Allow-Origin", value: page },
        { name: "Access-Control-Allow-Credentials", value: "true" },
        { name: "Access-Control-Allow-Methods", value: "GET, HEAD, POST, PUT" },
        { name: "Access-Control-Allow-Headers", value: "x-key" },
        { name: "Access-Control-Max-Age", value: "0" },
      ],
    } satisfies Trial);
  });

  test("names the page even where the fix keeps `*`", () => {
    const open: Answer = { status: 200, headers: { "Access-Control-Allow-Origin": "*" } };
    const preflight: Answer = { ...open, status: 204 };
    const trial = tryCalls(
      { headers: { "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site" }, answer: open, error: null },
      { method: "PUT", preflight },
    );
    expect(JSON.stringify(trial)).not.toContain('"*"');
    expect(trial).toMatchObject({ page });
  });

  test.each<[string, Call, object]>([
    [
      "a preflight answered 401",
      { method: "PUT", preflight: { status: 401 } },
      { kind: "preflight-status", status: 401 },
    ],
    [
      "a preflight answered 404",
      { method: "PUT", preflight: { status: 404 } },
      { kind: "preflight-status", status: 404 },
    ],
    [
      "a redirected preflight",
      {
        method: "PUT",
        preflight: {
          status: 302,
          redirectURL: `${api}/`,
          headers: { Location: "/" },
          error: "net::ERR_INVALID_REDIRECT",
        },
      },
      { kind: "redirect", status: 302 },
    ],
    ["a page without an origin", { origin: "null", page: "file:///a.html", answer: { status: 200 } }, { kind: "page" }],
  ])("says that headers do not help with %s", (_name, call, obstacle) => {
    expect(tryCalls(call)).toMatchObject(obstacle);
  });

  test("is nothing for what was allowed", () => {
    const answer: Answer = { status: 200, headers: { "Access-Control-Allow-Origin": "*" } };
    expect(tryCalls({ answer, error: null })).toBe(null);
  });
});

/** The trial for the last of these fetches. */
function tryCalls(...calls: readonly Call[]) {
  const recording = readHar({ log: logOf(...calls) });
  return trialOf(diagnose(recording).slice(-1), recording);
}

describe("while headers are known to be changed", () => {
  const server = new URL(api).origin;
  const passing: Call = { answer: { status: 200 }, error: null, headers: { "Sec-Fetch-Mode": "cors" } };
  const failing: Call = { method: "PUT", preflight: answered };
  const log = logOf(passing, failing);
  const starts = log.entries.map(({ startedDateTime }) => Date.parse(startedDateTime));
  const [first = 0] = starts;
  const last = Math.max(...starts);
  const certaintiesWith = (headerOverrides: readonly HeaderOverride[]) =>
    diagnose({ ...readHar({ log }), headerOverrides }).map(({ verdict }) => verdict?.certainty);

  test("a pass against its own headers makes no later verdict uncertain", () => {
    expect(certaintiesWith([])).toEqual([undefined, "possible"]);
    expect(certaintiesWith([{ server, from: first - 1, until: first + 500 }])).toEqual([undefined, "certain"]);
  });

  test("no refusal of that server is certain, because the browser judged other headers than the recorded ones", () => {
    const pass = { server, from: first - 1, until: first + 500 };
    expect(certaintiesWith([pass, { server, from: last - 1, until: Number.POSITIVE_INFINITY }])[1]).toBe("possible");
    expect(certaintiesWith([pass, { server: page, from: last - 1, until: Number.POSITIVE_INFINITY }])[1]).toBe(
      "certain",
    );
  });
});
