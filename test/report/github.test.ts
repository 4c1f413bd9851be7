import { expect, test } from "vitest";
import { readHar } from "../../src/index.ts";
import { api, logOf, page } from "../har.ts";
import { mixedShort, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

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

test("has at most ten annotations of each kind; the last names the rest, and the summaries stay", () => {
  const calls = Array.from({ length: 14 }, (_, index) => ({
    url: `https://api${index}.example/`,
    answer: { status: 500 },
  }));
  const errors = writeSources("github", sourceOf(logOf(...calls))).split("\n");
  expect(errors.filter((line) => line.startsWith("::error "))).toHaveLength(10);
  expect(errors.find((line) => line.startsWith("::error title=CORS%3A 5 more::"))).toMatch(
    /GET https:\/\/api9\.example\/(%0A[^%]*GET https:\/\/api1\d\.example\/){4}$/,
  );
  expect(errors.filter((line) => line.startsWith("::notice "))).toEqual([
    expect.stringContaining("14 refused by CORS"),
  ]);
  const recording = readHar(logOf(...calls));
  const notices = writeReport("github", recording, {}, [...calls.keys()]).match(/^::notice .*$/gm);
  expect(notices).toHaveLength(10);
  expect(notices?.filter((line) => line.includes("(14 accepted)"))).toHaveLength(1);
});

test("no value of a recording is a command, or ends one", () => {
  const lines = writeSources("github", ...hostileSources())
    .trimEnd()
    .split("\n");
  for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]+::[^\r]*$/);
});
