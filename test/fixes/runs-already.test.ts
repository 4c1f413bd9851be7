import { describe, expect, test } from "vitest";
import { diagnose, type Fix, fixesFor, isRefused, readHar } from "../../src/index.ts";

const app = "https://app.example";

describe("a server whose CORS code allows the page in other responses", () => {
  test("gets no second copy of the code, but what keeps it from the response, on another path", () => {
    const fix = fixFor([...allowed(app), preflight("/other", 204, {})]);
    expect(fix?.title).toBe("Run the CORS code that already allows `https://app.example` for this response too");
    expect(fix?.warnings[0]).toContain("Look for a route or static folder registered earlier");
    expect(fix?.code).toContain("// Move the app's cors() call above all other middleware");
  });

  test("gets the same where only `OPTIONS` has the headers", () => {
    const [ofPreflight] = allowed(app);
    const fix = fixFor([ofPreflight, entry("PUT", "/x", 200, { Origin: app, "x-api-key": "1" }, {})]);
    expect(fix?.title).toMatch(/^Run the CORS code that already allows .* for this response too/);
  });

  test.each([
    { what: "another origin", entries: [...allowed("https://other.example"), preflight("/other", 204, {})] },
    {
      what: "another header",
      entries: [...allowed(app, { "Access-Control-Allow-Headers": "x-b" }), preflight("/other", 204, {})],
    },
    {
      what: "another method",
      entries: [...allowed(app, { "Access-Control-Allow-Methods": "DELETE" }), preflight("/other", 204, {})],
    },
  ])("gets the code where the other responses allow $what only", ({ entries }) => {
    const fix = fixFor(entries);
    expect(fix?.title).toMatch(/^Allow /);
    expect(fix?.warnings).not.toContainEqual(
      expect.stringContaining("Look for a route or static folder registered earlier"),
    );
  });

  test("gets the code where the other responses do not allow the credentials that the page sends", () => {
    const cookie = { Origin: app, Cookie: "sid=1" };
    const entries = [...allowed(app), entry("GET", "/other", 200, cookie, {})];
    expect(fixFor(entries)?.title).toMatch(/^Allow /);
  });
});

function fixFor(entries: readonly unknown[]): Fix | undefined {
  const recording = readHar({ log: { entries } });
  const refused = diagnose(recording).filter(isRefused);
  expect(refused).toHaveLength(1);
  return fixesFor(refused, recording).find(({ stack }) => stack === "express-cors");
}

/** A preflight and its request, which the server allows. */
function allowed(origin: string, headers: Readonly<Record<string, string>> = {}) {
  const sent = {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "PUT",
    "Access-Control-Allow-Headers": "x-api-key, x-b",
    Vary: "Origin",
    ...headers,
  };
  return [preflight("/x", 204, sent, origin, sent), entry("PUT", "/x", 200, { Origin: origin }, sent)] as const;
}

function preflight(
  path: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  origin = app,
  {
    "Access-Control-Allow-Methods": method = "PUT",
    "Access-Control-Allow-Headers": name = "x-api-key",
  }: Readonly<Record<string, string>> = {},
) {
  const asks = { "Access-Control-Request-Method": method, "Access-Control-Request-Headers": name };
  return entry("OPTIONS", path, status, { Origin: origin, ...asks }, headers);
}

function entry(
  method: string,
  path: string,
  status: number,
  sent: Readonly<Record<string, string>>,
  received: Readonly<Record<string, string>>,
) {
  const list = (headers: Readonly<Record<string, string>>) =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: "2026-01-01T00:00:00.000Z",
    request: { method, url: `https://api.example${path}`, headers: list(sent) },
    response: { status, headers: list(received) },
  };
}
