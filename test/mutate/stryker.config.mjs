/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "test/mutate/vitest.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: ["src/{causes,fetch,pairing,verdict}/**/*.ts"],
  coverageAnalysis: "perTest",
  // What runs while a module loads, such as the names and titles of causes, can be mutated only by loading the engine anew
  // for each mutant, which takes ten times as long. Other tests check these values: STATIC=1 mutates them too.
  ignoreStatic: process.env.STATIC !== "1",
  // A loop without an end is found by counting, so a slow machine is no reason to call a mutant detected.
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: ".stryker/incremental.json",
  tempDirName: ".stryker/sandbox",
  symlinkNodeModules: false,
  tsconfigFile: "none",
  concurrency: 2,
  reporters: ["clear-text", "progress-append-only", "html", "json", "event-recorder"],
  eventReporter: { baseDir: ".stryker/events" },
  htmlReporter: { fileName: ".stryker/report.html" },
  jsonReporter: { fileName: ".stryker/report.json" },
  ignorePatterns: ["dist", ".stryker", "docs", "test/prove", "test/browser", "test/bench"],
};
