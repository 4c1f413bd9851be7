import { expect, test } from "vitest";
import { type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { recordFetches } from "./chromium-har.ts";
import { disagreementsAbout } from "./disagreements.ts";
import type { Header } from "./headers.ts";
import type { HopResponses, RandomFetch, ResponseTemplate } from "./random-fetches.ts";

// What random fetches have found: each is a recording about which the engine was wrong, as small as it gets.

const sandboxed: Partial<RandomFetch> = {
  context: "sandboxed",
  recording: { ...recordingOptions(), isWrittenEarly: true },
};

test("a frame with an opaque origin is possible where no origin and no referrer is recorded", () => {
  const refused = { ...sandboxed, credentials: "include" as const };
  expect(diagnosed({ ...refused, hops: [hop(allowing("null"))] })).toMatchObject({
    outcome: "refused",
    verdict: { cause: "allow-origin-mismatch", certainty: "possible" },
    alternatives: ["InvalidAllowCredentials"],
  });
  expect(diagnosed({ ...refused, hops: [hop({ status: 200, headers: [] })] })?.verdict).toMatchObject({
    cause: "missing-allow-origin",
    certainty: "certain",
  });
});

test("a redirect that such a frame's fetch passes leaves it open why the fetch failed", () => {
  const redirect = { status: 302, headers: [...allowing("null", "true").headers, location("/next")] };
  const found = diagnosed({ ...sandboxed, redirect: "error", hops: [hop(redirect), hop(allowing("null", "true"))] });
  expect(found?.verdict?.certainty).toBe("possible");
});

test("a redirect of the page's own server may have been refused to such a frame", () => {
  const redirect = { status: 302, headers: [location("https://other.example/next")] };
  const found = diagnosed({ ...sandboxed, api: page, hops: [hop(redirect), hop(allowing("*"))] });
  expect(found).toMatchObject({ outcome: "unknown", alternatives: ["MissingAllowOriginHeader"] });
});

test("a worker's fetch is a worker's where the preflight came only after a redirect", () => {
  const redirect = { status: 307, headers: [location(`${api}/next`)] };
  const passesWithoutCredentials = { status: 204, headers: [...allowing("{origin}").headers, allowMethods] };
  const found = diagnosed({
    context: "worker",
    api: page,
    method: "PUT",
    hops: [hop(redirect), { preflight: passesWithoutCredentials, actual: { status: 200, headers: [] } }],
  });
  expect(found).toMatchObject({ outcome: "unknown", fetch: { context: "worker" } });
  expect(found?.alternatives).toContain("MissingAllowOriginHeader");
});

test("the causes of a preflight are possible where the page may have set `Cache-Control`", () => {
  const found = diagnosed({
    headers: [{ name: "Cache-Control", value: "no-cache" }],
    recording: { ...recordingOptions(), preflight: "lost" },
    hops: [hop(allowing("{origin}"))],
  });
  expect(found?.alternatives).toContain("PreflightMissingAllowOriginHeader");
});

test("each preflight of a redirect to the same URL belongs to the request that started before it", () => {
  const passing = { status: 204, headers: [...allowing("{origin}").headers, allowMethods] };
  const back = { status: 307, headers: [...allowing("{origin}").headers, location("/next")] };
  const fetches = [
    fetchOf({
      method: "PUT",
      hops: [
        { preflight: passing, actual: back },
        { preflight: passing, actual: back },
        { preflight: { status: 204, headers: [] }, actual: allowing("{origin}") },
      ],
    }),
    fetchOf({ hops: [hop(allowing("{origin}"))] }),
  ];
  expect(disagreementsAbout(fetches).disagreements).toEqual([]);
  const [redirected] = diagnose(readHar(recordFetches(fetches).har));
  expect(redirected?.verdict?.reportedAs.chrome).toBe("PreflightMissingAllowOriginHeader");
});

test("a redirect back to an earlier URL by way of another server has a preflight of its own", () => {
  const passing = { status: 204, headers: [...allowing("{origin}").headers, allowMethods] };
  const to = (target: string) => ({
    status: 307,
    headers: [...allowing("{origin}").headers, location(`${target}/next`)],
  });
  const redirected = fetchOf({
    method: "PUT",
    recording: { ...recordingOptions(), duration: 66 },
    hops: [
      { preflight: passing, actual: to(api) },
      { preflight: passing, actual: to("https://other.example") },
      { preflight: passing, actual: to(api) },
      { preflight: { status: 204, headers: [] }, actual: allowing("{origin}") },
    ],
  });
  expect(disagreementsAbout([redirected]).disagreements).toEqual([]);
});

test("a preflight of a redirected fetch is not that of a later request to its URL, which was not sent", () => {
  const passing = { status: 204, headers: [...allowing("{origin}").headers, allowMethods] };
  const to = (target: string): ResponseTemplate => ({
    status: 301,
    headers: [...allowing("{origin}").headers, location(`${target}/next`)],
  });
  const redirected = fetchOf({
    api: page,
    method: "PURGE",
    recording: { ...recordingOptions(), duration: 66 },
    hops: [
      hop(to(api)),
      { preflight: passing, actual: to("https://other.example") },
      { preflight: passing, actual: to(api) },
      { preflight: { ...passing, status: 418 }, actual: allowing("{origin}") },
    ],
  });
  // These show which number each request has. The first preflight has that of the request before the redirect.
  const numbered = Array.from({ length: 3 }, () =>
    fetchOf({ method: "PURGE", hops: [{ preflight: passing, actual: allowing("{origin}") }] }),
  );
  expect(disagreementsAbout([redirected, ...numbered]).disagreements).toEqual([]);
});

test.each([200, 404, 500])("a response with status %i that the page gave up passes if the headers do", (status) => {
  const recording = { ...recordingOptions(), isAborted: true };
  const outcomeOf = (headers: readonly Header[]) => diagnosed({ recording, hops: [hop({ status, headers })] })?.outcome;
  expect(outcomeOf(allowing("{origin}", "true").headers)).toBe("allowed");
  expect(outcomeOf([])).toBe("failed");
});

const page = "https://app.example";
const api = "https://api.example";
const allowMethods: Header = { name: "Access-Control-Allow-Methods", value: "{method}" };

function diagnosed(changes: Partial<RandomFetch>): Diagnosis | undefined {
  return diagnose(readHar(recordFetches([fetchOf(changes)]).har))[0];
}

function fetchOf(changes: Partial<RandomFetch>): RandomFetch {
  return {
    page,
    context: "page",
    api,
    method: "GET",
    headers: [],
    credentials: "omit",
    redirect: "follow",
    hops: [],
    recording: recordingOptions(),
    ...changes,
  };
}

function recordingOptions(): RandomFetch["recording"] {
  return {
    type: "fetch",
    isHttp2: false,
    hasCookies: false,
    hidesReferrer: false,
    isWrittenEarly: false,
    hasRedirectedPreflight: true,
    preflight: "recorded",
    isAborted: false,
    line: 1,
    gap: 0,
    duration: 1,
  };
}

function hop(actual: ResponseTemplate): HopResponses {
  return { preflight: { status: 204, headers: [] }, actual };
}

function allowing(origin: string, credentials?: string): ResponseTemplate {
  const headers = [{ name: "Access-Control-Allow-Origin", value: origin }];
  if (credentials) headers.push({ name: "Access-Control-Allow-Credentials", value: credentials });
  return { status: 200, headers };
}

function location(value: string): Header {
  return { name: "Location", value };
}
