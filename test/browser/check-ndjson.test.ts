import type { ServerResponse } from "node:http";
import { afterAll, expect, test } from "vitest";
import { checkRunner, noLeftovers } from "./check-process.ts";
import { crossOriginPages, serveTwoOrigins } from "./cross-origin-pages.ts";

const { check, close } = checkRunner();

afterAll(close);

test("check prints the lines of a page when the page is done, while another one still loads", async () => {
  let held: ServerResponse | undefined;
  let isReleased = false;
  const site = await serveTwoOrigins((request, response) => {
    if (request.url === "/held" && !isReleased) held = response;
    else crossOriginPages(request, response);
  });
  const pages = [`${site.page}/held`, `${site.page}/one`];
  const result = await check(...pages, "--concurrency", "2", "--format", "ndjson", "--timeout", "60", {
    async meanwhile(_folder, _interrupt, printed) {
      printed((out) => {
        if (!out.includes('"summary"')) return;
        isReleased = true;
        held?.end("late");
      });
    },
  });
  await site.close();
  const lines = result.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type, source, n }) => [type, source ?? n])).toEqual([
    ["fetch", pages[1]],
    ["summary", pages[1]],
    ["summary", pages[0]],
    ["fix", 1],
  ]);
  expect(result).toMatchObject({ code: 1, errors: "", leftovers: noLeftovers });
});
