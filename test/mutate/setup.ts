import fc from "fast-check";
import { afterAll, afterEach, inject } from "vitest";

/** What is known from one test file to the next, because all run in one process. */
interface Shared {
  __stryker__?: { activeMutant?: string | undefined };
  killedMutant?: unknown;
}

const shared = globalThis as Shared;
const mutant = inject("activeMutant" as never) as unknown;

// A mutant is killed by the first failure. A smaller one is not looked for, and no further test file is loaded.
fc.configureGlobal({ endOnFailure: true });
if (mutant !== undefined && shared.killedMutant === mutant) throw new Error("The mutant is already killed.");

afterEach(({ task }) => {
  if (task.result?.state === "fail") shared.killedMutant = mutant;
});

/** The process goes on, and must load the next test file without the mutant of this one. */
afterAll(() => {
  if (shared.__stryker__) shared.__stryker__.activeMutant = undefined;
});
