import { expect, test, vi } from "vitest";
import { createDetailLoader } from "../../../extension/detail/detail-loader.ts";

const missing = vi.hoisted(() => ({ once: true }));

vi.mock("../../../extension/detail/detail-chunk.ts", () => {
  if (!missing.once) return { writeFile: () => "" };
  missing.once = false;
  throw new Error("not there");
});

test("the detail chunk is loaded again where that failed", async () => {
  const detail = createDetailLoader();
  await expect(detail.load()).rejects.toThrow();
  const loaded = await detail.load();
  expect(detail.loaded.value).toBe(loaded);
});
