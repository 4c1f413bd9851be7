import { expect, test } from "vitest";
import { shownBy } from "../../src/history/representatives.ts";
import { readHar } from "../../src/index.ts";
import { api, chromiumRecorder, harOf } from "../bench/chromium-recorder.ts";

/** What a response with these headers shows of its server. */
function kindOf(response: Record<string, string>) {
  const { entries, addActual } = chromiumRecorder();
  addActual({ method: "GET", url: `${api}/a`, type: "fetch", status: 200, error: null, sent: true, response, line: 1 });
  const [exchange] = readHar(harOf(entries)).exchanges;
  if (!exchange) throw new Error("the entry was not read");
  return shownBy(exchange).kind;
}

test("responses that differ in an id show the same", () => {
  const kind = kindOf({ "X-Request-Id": "1", "Cache-Control": "no-store" });
  expect(kindOf({ "X-Request-Id": "2", "Cache-Control": "no-store" })).toEqual(kind);
});

test.each([
  ["a value that is read", { "X-Request-Id": "1", "Cache-Control": "public" }],
  ["the name of a header", { "X-Trace-Id": "1", "Cache-Control": "no-store" }],
])("responses with as many headers that differ in %s do not", (_, other) => {
  const kind = kindOf({ "X-Request-Id": "1", "Cache-Control": "no-store" });
  expect(kindOf(other)).not.toEqual(kind);
  expect(kindOf({ "X-Request-Id": "1", "Cache-Control": "no-store" })).toEqual(kind);
});
