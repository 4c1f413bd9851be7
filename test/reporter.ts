import type { Reporter } from "vitest/node";

/**
 * Prints the tests that passed only when they were run again, and a last line, `N passed, N failed`, for tools that read the
 * output of a run.
 */
export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const brokenModules = modules.filter(
      (module) => !module.ok() && [...module.children.allTests("failed")].length === 0,
    );
    const failed = count("failed") + brokenModules.length + unhandledErrors.length;
    const skipped = count("skipped");
    for (const test of tests) {
      if (test.diagnostic()?.flaky)
        process.stdout.write(`Failed at first: ${test.module.relativeModuleId} > ${test.fullName}\n`);
    }
    process.stdout.write(`${count("passed")} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
  },
};
