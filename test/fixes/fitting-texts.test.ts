import { expect, test } from "vitest";
import { diagnose, type Fix, fixesFor, readHar } from "../../src/index.ts";
import { type Call, logOf, page } from "../har.ts";

// A title or a warning that is right for most servers is left out where it is false for this one.

const nginx = { Server: "nginx" };
const allowed = { "Access-Control-Allow-Origin": page };
const keycloak = "https://sso.shop.example/realms/shop/protocol/openid-connect/token";

test("a product's setting names the origin, and nobody looks for CORS code that did not run", () => {
  const preflight = { status: 204, headers: { ...allowed, "Access-Control-Allow-Methods": "PUT" } };
  const [fix] = fixesOf({ url: keycloak, method: "PUT", preflight, answer: { status: 200 } });
  expect(fix).toMatchObject({ stack: "keycloak", title: `Add \`${page}\` to the client's web origins in Keycloak` });
  expect(textOf(fix)).not.toMatch(/CORS code|must also send/);
});

test("the setting of a product that lacks only a header is not titled as if the origin were missing", () => {
  const headers = { ...allowed, "X-Elastic-Product": "Elasticsearch" };
  const [fix] = fixesOf({ headers: { "x-shop": "1" }, preflight: { status: 200, headers } });
  expect(fix?.stack).toBe("elasticsearch");
  expect(fix?.title).toContain("Allow the header `x-shop`");
});

test("Vite's development server gets its own setting, and no proxy that forwards to itself", () => {
  const call: Call = { url: "http://localhost:5173/@vite/client", page: "http://shop.test", answer: { status: 200 } };
  const fixes = fixesOf(call);
  expect(fixes[0]).toMatchObject({ stack: "vite", code: expect.stringContaining("'http://shop.test'") });
  expect(fixes.find(({ stack }) => stack === "vite-proxy")?.certainty ?? null).toBeNull();
});

test("the plain headers respond to `OPTIONS` where the preflight's status was refused", () => {
  const fixes = fixesOf({ method: "POST", headers: { "x-a": "1" }, preflight: { status: 401, headers: allowed } });
  expect(fixes.find(({ stack }) => stack === "response-headers")?.code).toMatch(
    /^# Response to OPTIONS\nHTTP\/1.1 204/,
  );
});

test("the origin of an installed Tauri app is no development page", () => {
  const [fix] = fixesOf({ page: "http://tauri.localhost", answer: { status: 200 } });
  expect(textOf(fix)).not.toContain("development page");
});

test("nginx in front of PHP gets no `proxy_redirect`, which FastCGI does not have", () => {
  const headers = { ...nginx, "X-Powered-By": "PHP/8.2", Location: "https://user:secret@api.example/b" };
  const answer = { status: 302, headers, redirectURL: "https://user:secret@api.example/b" };
  const nginxFix = fixesOf({ answer }).find(({ stack }) => stack === "nginx-proxy");
  expect(nginxFix?.warnings.join(" ")).toContain(
    "Remove `user:password@` from the `Location` header in the application",
  );
  expect(nginxFix?.code).not.toContain("proxy_redirect");
});

function fixesOf(...calls: readonly Call[]): Fix[] {
  const recording = readHar(logOf(...calls));
  const refused = diagnose(recording).filter(({ outcome }) => outcome === "refused");
  return fixesFor(refused, recording);
}

function textOf(fix: Fix | undefined): string {
  return [fix?.title, ...(fix?.warnings ?? [])].join(" ");
}
