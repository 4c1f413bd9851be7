/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "test/mutate/vitest.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: ["src/{causes,fetch,pairing,verdict}/**/*.ts"],
  coverageAnalysis: "perTest",
  incremental: true,
  incrementalFile: ".stryker/incremental.json",
  tempDirName: ".stryker/sandbox",
  symlinkNodeModules: false,
  tsconfigFile: "none",
  concurrency: 2,
  reporters: ["clear-text", "progress-append-only", "html", "json"],
  htmlReporter: { fileName: ".stryker/report.html" },
  jsonReporter: { fileName: ".stryker/report.json" },
  ignorePatterns: ["dist", ".stryker", "docs", "test/prove", "test/browser", "test/bench"],
};
