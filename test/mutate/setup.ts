import fc from "fast-check";
import { afterAll } from "vitest";

/** A mutant is killed by the first failure. A smaller one is not looked for. */
fc.configureGlobal({ endOnFailure: true });

/** The thread is kept, and must load the next test file without the mutant of this one. */
afterAll(() => {
  const { __stryker__: stryker } = globalThis as { __stryker__?: { activeMutant?: string | undefined } };
  if (stryker) stryker.activeMutant = undefined;
});
