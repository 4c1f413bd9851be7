import { expect, test } from "vitest";
import { api, page } from "../har.ts";
import { mixedShort, writeReport } from "./goldens.ts";
import { hostileSources, writeSources } from "./sources.ts";

test("has an error for each newly blocked fetch, and a notice for one that the baseline accepts", () => {
  const lines = writeReport("github", mixedShort, {}, [0]).trimEnd().split("\n");
  expect(lines.map((line) => /^::(\w+) title=([^:,]+)::/.exec(line)?.slice(1))).toEqual([
    ["error", "CORS%3A HTTP 500%2C and its error page has no CORS headers"],
    ["notice", "CORS%2C accepted%3A The method `PUT` is not in `Access-Control-Allow-Methods` (likely)"],
    ["error", expect.stringContaining("CORS%3A Outcome unknown%3A ")],
    ["notice", "CORS"],
  ]);
  expect(lines[0]).toContain(`::GET ${api}/7%0AThe response has no`);
  expect(lines[0]).toContain(`%0Aneeded Access-Control-Allow-Origin: ${page}%0A`);
});

test("no value of a recording is a command, or ends one", () => {
  const lines = writeSources("github", ...hostileSources())
    .trimEnd()
    .split("\n");
  for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]+::[^\r]*$/);
});
