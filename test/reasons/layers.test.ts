import { expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { logOf } from "../har.ts";

test("a search for the application behind a proxy reads each response a few times, however many were refused", () => {
  const ratio = readsOf(400) / readsOf(100);
  expect(ratio).toBeLessThan(6);
});

/** How often the engine reads the response headers of so many refused fetches from one nginx. */
function readsOf(count: number): number {
  const calls = Array.from({ length: count }, (_, index) => ({
    url: `http://localhost:4000/api/${index}`,
    answer: { status: 200, headers: { Server: "nginx/1.22.1" } },
  }));
  const recording = readHar({ log: logOf(...calls) });
  let reads = 0;
  const exchanges = recording.exchanges.map((exchange) =>
    Object.defineProperty({ ...exchange }, "responseHeaders", {
      get() {
        reads++;
        return exchange.responseHeaders;
      },
    }),
  );
  const diagnoses = diagnose({ ...recording, exchanges });
  expect(diagnoses.every(({ outcome }) => outcome === "refused")).toBe(true);
  return reads;
}
