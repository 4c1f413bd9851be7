import { configDefaults, defineConfig } from "vitest/config";
import { closingLine } from "./test/reporter.ts";

const slow = [
  "test/browser/**/*.test.{ts,tsx}",
  "test/package/**/*.test.ts",
  "test/firefox/**/*.test.ts",
  "test/real-servers/**/*.test.{ts,tsx}",
  "test/webkit/**/*.test.ts",
];

export default defineConfig({
  test: {
    reporters: ["default", closingLine],
    // A poll ends as soon as its condition holds. On a busy machine, a browser may need longer than the default second.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, ...slow],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: slow,
          exclude: [...configDefaults.exclude, "test/package/projects/**"],
          fileParallelism: false,
          // A browser on a busy machine can be late at anything. The test's name is printed at the end, so that it gets mended.
          retry: process.env.CI ? 1 : 0,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
