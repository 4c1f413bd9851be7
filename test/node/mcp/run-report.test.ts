import { expect, test } from "vitest";
import { runReport } from "../../../src/node/mcp/run-report.ts";
import { createRuns } from "../../../src/node/mcp/runs.ts";
import { sourceOf } from "../../report/sources.ts";
import { chromiumCaptures } from "../../scenarios/captures.ts";

test("names a tool of the server, and no option, for the code that has no room", () => {
  const reports = chromiumCaptures().map(({ log, name }) => runReport(createRuns().add([sourceOf(log, name)])));
  expect(reports.filter((report) => /^fix .* more lines from cors_fix\)$/m.test(report)).length).toBeGreaterThan(0);
  for (const report of reports) expect(report).not.toMatch(/--(?:stack|verbose)/);
});
