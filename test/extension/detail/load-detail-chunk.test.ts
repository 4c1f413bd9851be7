import { expect, test, vi } from "vitest";
import { detailChunk, loadDetailChunk } from "../../../extension/detail/load-detail-chunk.ts";

const missing = vi.hoisted(() => ({ once: true }));

vi.mock("../../../extension/detail/detail-chunk.ts", () => {
  if (!missing.once) return { writeFile: () => "" };
  missing.once = false;
  throw new Error("not there");
});

test("what the panel needs beyond its list is loaded again where that failed", async () => {
  await expect(loadDetailChunk()).rejects.toThrow();
  const loaded = await loadDetailChunk();
  expect(detailChunk.value).toBe(loaded);
});
