import { expect, test } from "vitest";
import { createGrowingHistory } from "../../src/history/growing-history.ts";
import { readHar } from "../../src/index.ts";
import { type Call, logOf } from "../har.ts";

// What the history of a recording that is read in parts forgets, and whether it says so.

const limits = { all: 100, ofServer: 10, ofAllServers: 100, urls: 8 };

test.each([
  [8, false],
  [9, true],
])("of %d servers, at most 8 are counted for; whether it is full: %s", (servers, isFull) => {
  const calls = Array.from(
    { length: servers },
    (_, server): Call => ({
      url: `https://api-${server}.example/`,
      headers: { Origin: "https://shop.example" },
      answer: { status: 500 },
    }),
  );
  const history = createGrowingHistory("chromium", limits);
  for (const exchange of readHar(logOf(...calls)).exchanges) history.add(exchange);
  expect(history.wasFull()).toBe(isFull);
  expect(history.tallies?.countWithOrigin("https://api-0.example/")).toEqual(
    isFull ? { count: 0, crashed: 0 } : { count: 1, crashed: 1 },
  );
});
