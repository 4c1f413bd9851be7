import { expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { type Answer, logOf } from "../har.ts";

const cloudfront = { Server: "CloudFront", "X-Cache": "Error from cloudfront" };

test.each<[string, Answer, RegExp, RegExp]>([
  [
    "a timeout on Vercel",
    vercel(504, "EDGE_FUNCTION_INVOCATION_TIMEOUT"),
    /took too long.*\(HTTP 504\)$/,
    /maxDuration/,
  ],
  ["a crash on Vercel", vercel(500, "FUNCTION_INVOCATION_FAILED"), /^The function on Vercel crashed/, /vercel logs/],
  ["a large body on Vercel", vercel(413, "FUNCTION_PAYLOAD_TOO_LARGE"), /too large/, /at most 4\.5 MB/],
  ["a wrong path on Vercel", vercel(404, "NOT_FOUND"), /no file and no function/, /^Check the path/],
  ["a wrong host on Vercel", vercel(404, "DEPLOYMENT_NOT_FOUND"), /no deployment for this host/, /^Compare the host/],
  ["a pause on Vercel", vercel(503, "DEPLOYMENT_PAUSED"), /is paused/, /resume the project/],
  [
    "an exception in a Worker",
    { status: 500, headers: { Server: "cloudflare" }, body: "error code: 1101" },
    /Worker threw/,
    /wrangler tail/,
  ],
  [
    "an application on Railway that does not listen",
    { status: 502, headers: { "X-Railway-Fallback": "true" } },
    /does not respond/,
    /`PORT`/,
  ],
  [
    "a host without a service on Render",
    { status: 404, headers: { "X-Render-Routing": "no-server" } },
    /^Render has no running service/,
    /Render's dashboard/,
  ],
  [
    "signed cookies of CloudFront",
    {
      status: 403,
      headers: { ...cloudfront, "Content-Type": "text/xml" },
      body: "<Error><Code>MissingKey</Code></Error>",
    },
    /^CloudFront requires signed/,
    /^Use signed URLs/,
  ],
  [
    "a method that CloudFront does not allow",
    {
      status: 403,
      headers: { ...cloudfront, "Content-Type": "text/html" },
      body: "This distribution is not configured to allow the HTTP request method that was used for this request.",
    },
    /^CloudFront does not let/,
    /allow all HTTP methods/,
  ],
])("says what to do about %s", (_, preflight, title, explain) => {
  const [reason] = diagnose(readHar(logOf({ method: "PUT", preflight }))).flatMap(({ reasons }) => reasons);
  expect(reason).toMatchObject({ id: "platform-error", certainty: "certain" });
  expect(reason?.title).toMatch(title);
  expect(reason?.explain).toMatch(explain);
});

test("does not take an application's error that mentions a Worker for Cloudflare's own", () => {
  const preflight = {
    status: 500,
    headers: { Server: "cloudflare", "Content-Type": "application/json" },
    body: '{"error":"Worker threw exception: error code: 1101"}',
  };
  const reasons = diagnose(readHar(logOf({ method: "PUT", preflight }))).flatMap(({ reasons }) => reasons);
  expect(reasons.map(({ id }) => id)).not.toContain("platform-error");
});

function vercel(status: number, code: string): Answer {
  return { status, headers: { Server: "Vercel", "X-Vercel-Error": code } };
}
