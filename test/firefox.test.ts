import { describe, expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../src/index.ts";

const page = "http://localhost:3000";
const api = "http://localhost:4000/orders";
const allowed = { "Access-Control-Allow-Origin": page };

/** What a test says of an entry as Firefox records it. */
interface Recorded {
  readonly url?: string;
  readonly at?: number;
  /** 0 where DevTools had no status. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly asked?: Readonly<Record<string, string>>;
  readonly redirectURL?: string;
  /** Listed, and never sent. */
  readonly unsent?: boolean;
  readonly pageref?: string;
}

function entry(recorded: Recorded) {
  const { url = api, at = 0, status = 200, headers = {}, asked = {}, redirectURL = "", unsent = false } = recorded;
  const list = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => ({ name, value }));
  return {
    ...(recorded.pageref === undefined ? {} : { pageref: recorded.pageref }),
    startedDateTime: new Date(Date.UTC(2026, 10, 24) + at).toISOString(),
    time: unsent ? 0 : 3,
    request: {
      method: "GET",
      url,
      headers: list({ Referer: `${page}/`, ...(unsent ? {} : { Origin: page, "Sec-Fetch-Mode": "cors" }), ...asked }),
      headersSize: unsent ? 0 : 400,
    },
    response: { status, headers: list(headers), redirectURL },
    timings: unsent ? {} : { blocked: 1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 2, receive: 0 },
  };
}

function judge(...recorded: readonly Recorded[]): Diagnosis[] {
  const log = {
    version: "1.2",
    creator: { name: "Firefox", version: "153.0" },
    pages: [],
    entries: recorded.map(entry),
  };
  return diagnose(readHar({ log }));
}

describe("a redirect in Firefox's recording", () => {
  test("is one fetch with its target, whatever page each is said to be of", () => {
    const target = `${api}/new`;
    const [diagnosis, ...others] = judge(
      { status: 302, headers: allowed, redirectURL: target, pageref: "page_7" },
      { url: target, at: 3 },
    );
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({ outcome: "refused", verdict: { cause: "missing-allow-origin" } });
    expect(diagnosis?.fetch.hops).toHaveLength(2);
  });

  test("that is not followed is judged by its own response, although its target is listed", () => {
    const target = `${api}/new`;
    const [diagnosis, ...others] = judge(
      { status: 302, redirectURL: target },
      { url: target, at: 3, status: 0, unsent: true },
    );
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({ outcome: "refused", verdict: { cause: "missing-allow-origin" } });
    expect(diagnosis?.fetch.hops).toHaveLength(1);
  });

  test("to itself is one fetch, however quick it is", () => {
    const hop = { status: 302, headers: { "Access-Control-Allow-Origin": "*" }, redirectURL: api };
    const loop = judge(...Array.from({ length: 21 }, (_, index) => ({ ...hop, at: 2 * index })));
    expect(loop.map(({ fetch, outcome }) => [fetch.hops.length, outcome])).toEqual([[21, "unknown"]]);
  });
});

describe("a 304 in Firefox's recording", () => {
  const confirmed = { at: 1000, status: 304, asked: { "If-None-Match": '"1"' } };

  test("is judged by the headers that it confirms", () => {
    expect(judge({ headers: allowed }, confirmed)[1]).toMatchObject({ outcome: "allowed" });
    expect(judge({}, confirmed)[1]).toMatchObject({
      outcome: "refused",
      verdict: { cause: "missing-allow-origin", certainty: "possible" },
    });
  });

  test("says nothing where those are not recorded", () => {
    expect(judge(confirmed)[0]).toMatchObject({ outcome: "unknown", cannotTell: { because: /304/ } });
  });
});

test("headers without a status tell that there was a response, and not which", () => {
  const [diagnosis] = judge({ status: 0, headers: { Vary: "Origin" } });
  expect(diagnosis).toMatchObject({ outcome: "unknown", lookAlike: null, cannotTell: { because: /not complete/ } });
  expect(diagnosis?.alternatives).toContain("MissingAllowOriginHeader");
});
