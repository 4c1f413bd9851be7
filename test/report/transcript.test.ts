import { expect, test } from "vitest";
import type { Exchange } from "../../src/exchange.ts";
import { diagnose, readHar } from "../../src/index.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { transcript } from "../../src/report/transcript.ts";
import { logOf } from "../har.ts";

test.each([
  [4.362060546875, "< 204  (4 ms)"],
  [0.4, "< 204  (0 ms)"],
  [Number.NaN, "< 204"],
])("a response after %d milliseconds has the line %s", (milliseconds, line) => {
  const [diagnosis] = diagnose(readHar({ log: logOf({ answer: { status: 204 }, error: null }) }));
  const exchange = diagnosis?.fetch.hops[0]?.actual as Exchange;
  const lines = transcript([{ ...exchange, endedAt: exchange.startedAt + milliseconds }], defaultOptions).split("\n");
  expect(lines).toContain(line);
});
