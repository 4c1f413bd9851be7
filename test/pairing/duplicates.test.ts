import { expect, test } from "vitest";
import { RecordedExchange } from "../../src/fetch/recorded-exchange.ts";
import { createDuplicateFinder } from "../../src/pairing/duplicates.ts";

test("of a recording that is read in parts, only the latest blocked requests are remembered", () => {
  const blocked = (url: string, error: string) => Object.assign(new RecordedExchange(), { url, error, startedAt: 0 });
  const isDuplicate = createDuplicateFinder(2);
  expect(["a", "b"].map((url) => isDuplicate(blocked(url, "")))).toEqual([false, false]);
  expect(isDuplicate(blocked("a", "net::ERR_ABORTED"))).toBe(true);
  expect(isDuplicate(blocked("c", ""))).toBe(false);
  expect(isDuplicate(blocked("a", ""))).toBe(false);
  expect(isDuplicate(blocked("c", "net::ERR_ABORTED"))).toBe(true);
});
