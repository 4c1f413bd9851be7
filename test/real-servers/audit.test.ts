import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Overgrant } from "../../src/audit/overgrant.ts";
import { freePort } from "../free-port.ts";
import { startNginx } from "./nginx.ts";
import type { Running } from "./targets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "cors-panel-audit-"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules", "cors-panel"), "dir");
const open: Running[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built command line in a folder with a policy in TypeScript, against nginx with these lines. */
async function audit(http: string, location: string) {
  const port = await freePort();
  open.push(await startNginx(port, { http, locations: `location /api/ {\n${location}\n}` }));
  writeFileSync(
    join(folder, "cors-panel.config.ts"),
    `import { type AuditConfig, defineConfig } from "cors-panel/config";
const routes: AuditConfig["allow"][number]["routes"] = ["/api/x"];
export default defineConfig({
  base: "http://localhost:${port}",
  allow: [{ origins: ["https://app.example.com"], routes, methods: ["GET", "PUT"], credentials: true }],
});
`,
  );
  const child = spawn(process.execPath, [join(root, "dist/cli/bin.js"), "audit", "--json"], { cwd: folder });
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (out === "") throw new Error(errors);
  const { stated, overgrants, fixes } = JSON.parse(out);
  return {
    code,
    causes: stated.map(({ cause }: { cause: string | null }) => cause),
    // nginx compares origins without regard to case, which is harmless.
    lax: overgrants.flatMap(({ likeness, withCredentials, harmless }: Overgrant) =>
      harmless ? [] : [`${likeness} ${withCredentials ? "with" : "without"} credentials`],
    ),
    fixes,
  };
}

const headers = (origin: string) => `add_header Access-Control-Allow-Origin ${origin} always;
add_header Access-Control-Allow-Credentials true always;
add_header Access-Control-Allow-Methods "GET, PUT" always;
add_header Vary Origin always;`;

/** Lines that answer preflights and send the headers; a block in nginx inherits headers unless it has one of its own. */
const answering = (origin: string, inPreflight = "") =>
  `if ($request_method = OPTIONS) { ${inPreflight} return 204; }\n${headers(origin)}`;

test("nginx that keeps to the policy", async () => {
  const map = 'map $http_origin $allowed { "https://app.example.com" $http_origin; default ""; }';
  expect(await audit(map, answering("$allowed"))).toMatchObject({ code: 0, causes: [null, null], lax: [] });
});

test("nginx with a pattern that lacks its end and its escapes", async () => {
  const map = 'map $http_origin $allowed { "~^https://app.example.com" $http_origin; default ""; }';
  const { code, lax, fixes } = await audit(map, answering("$allowed"));
  expect({ code, lax }).toEqual({
    code: 1,
    lax: ["suffix with credentials", "dot with credentials"],
  });
  expect(fixes).toMatchObject([
    { stack: expect.stringContaining("nginx"), code: expect.stringContaining("https://app.example.com") },
  ]);
});

test("nginx that repeats every origin", async () => {
  expect(await audit("", answering("$http_origin"))).toMatchObject({ code: 1, lax: ["unrelated with credentials"] });
});

test("nginx whose preflight has a header of its own, and so no other", async () => {
  const map = 'map $http_origin $allowed { "https://app.example.com" $http_origin; default ""; }';
  const location = answering("$allowed", "add_header Content-Length 0;");
  expect(await audit(map, location)).toMatchObject({ code: 1, causes: [null, "missing-allow-origin"], lax: [] });
});
