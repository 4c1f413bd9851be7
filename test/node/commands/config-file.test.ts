import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "../run.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["missing.json", undefined, /missing\.json: no such file/],
  ["broken.json", "{", /broken\.json: .*JSON/],
  [
    "empty.js",
    "export const a = 1;",
    /empty\.js: the file has no default export; export the policy with "export default"/,
  ],
  ["throws.js", "throw new Error('of its own');", /throws\.js: of its own/],
  [
    "fine.json",
    '{"allow":[{"origins":"*","routes":["x"]}]}',
    /fine\.json: allow\[0\]\.routes\[0\]: `x` must be a URL or a path/,
  ],
])("%s", async (name, content, message) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  const { code, out, errors } = await run("audit", "--config", path);
  expect({ code, out, errors }).toEqual({ code: 2, out: "", errors: [expect.stringMatching(message)] });
});
