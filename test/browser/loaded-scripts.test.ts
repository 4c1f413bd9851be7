import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { scriptsLoadedBy } from "./loaded-scripts.ts";
import { builtExtension } from "./panel-page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the limit of what the panel loads before the list counts what its page loads", () => {
  const limits = JSON.parse(execFileSync("npx", ["size-limit", "--json"], { cwd: root, encoding: "utf8" }));
  const sizes = scriptsLoadedBy("extension/panel.html").map((file) => {
    return gzipSync(readFileSync(`${builtExtension}/${file}`), { level: 9 }).length;
  });
  expect(sizes.length).toBeGreaterThan(2);
  expect(limits[0].size).toBe(sizes.reduce((sum, size) => sum + size, 0));
});
