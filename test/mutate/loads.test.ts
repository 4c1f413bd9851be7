import { expect, test } from "vitest";

/** Stryker goes on without a test file that does not load. This test fails then, and ends the run before it begins. */
test("the engine loads with what mutation testing replaces in it", async () => {
  expect(await import("../../src/index.ts")).toHaveProperty("diagnose");
});
