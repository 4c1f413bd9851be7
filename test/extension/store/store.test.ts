import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { captured, openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");
test("a closed store neither listens nor saves", async () => {
  const { devtools, store, settings } = openStore([]);
  store.close();
  devtools.finish(...refused);
  store.filter.value = "all";
  await vi.advanceTimersByTimeAsync(50);
  expect(store.rows.value).toEqual([]);
  expect(settings.values.filter).toBe("refused");
});
