import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification, type Vite, type VitestPluginContext } from "vitest/node";
import { sameProcess } from "./same-process.ts";

/** Stryker asks for threads of Vitest's own. */
const stayInProcess: Vite.Plugin = {
  name: "stay-in-process",
  configureVitest({ project }: VitestPluginContext) {
    project.config.pool = sameProcess.name;
    project.config.poolRunner = sameProcess;
  },
};

/**
 * The fast unit tests that state what the mutated folders decide, the fastest first, because the first failure ends a
 * mutant. A mutant that they let pass counts as survived.
 */
const fastTests = [
  "test/fetch/headers.test.ts",
  "test/fetch/header-names.test.ts",
  "test/fetch/request-headers.test.ts",
  "test/fetch/cors-check.test.ts",
  "test/fetch/origin.test.ts",
  "test/fetch/url-parser.test.ts",
  "test/fetch/bad-port.test.ts",
  "test/fetch/names.test.ts",
  "test/fetch/local-network.test.ts",
  "test/fetch/request.test.ts",
  "test/fetch/redirect.test.ts",
  "test/pairing/pairing-window.test.ts",
  "test/pairing/pairing-facts.test.ts",
  "test/pairing/duplicates.test.ts",
  "test/verdict/opaque-origin.test.ts",
  "test/verdict/ambiguous-preflights.test.ts",
  "test/verdict/credentials-habit.test.ts",
  "test/verdict/deciding-response.test.ts",
  "test/verdict/unrecorded-response.test.ts",
  "test/verdict/browser-error.test.ts",
  "test/verdict/without-browser-error.test.ts",
  "test/verdict/workers.test.ts",
  "test/verdict/verdict.test.ts",
  "test/verdict/advice.test.ts",
  "test/oracle/found.test.ts",
  "test/pairing/service-worker.test.ts",
  "test/pairing/one-fetch.test.ts",
  "test/pairing/request-ids.test.ts",
  "test/pairing/request-numbers.test.ts",
  "test/pairing/preflight-after-redirect.test.ts",
  "test/pairing/callers.test.ts",
  "test/pairing/preflights.test.ts",
  "test/verdict/outcomes.test.ts",
  "test/recording/observed-calls.test.ts",
  "test/recording/cdp.test.ts",
  "test/recording/firefox-har.test.ts",
  "test/recording/pasted-headers.test.ts",
  "test/pairing/start-order.test.ts",
  "test/pairing/pairing.test.ts",
  "test/mutate/loads.test.ts",
];

/** Tests that take longer than most others together, and kill few mutants that those let live: `FAST=1` leaves them out. */
const slowTests = [
  "test/cases/*.test.ts",
  "test/recordings/recordings.test.ts",
  "test/scenarios/*.test.ts",
  "test/catalog.test.ts",
  "test/explain/console-text.test.ts",
  "test/verdict/*.test.ts",
  "test/mutate/oracle.test.ts",
];

const tests = process.env.FAST === "1" ? fastTests : [...fastTests, ...slowTests];

/** The order of the list. Vitest asks for a class, and would begin with the longest test. */
class InListedOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) =>
      tests.findIndex((pattern) => moduleId.includes(pattern.replace("*.test.ts", "")));
    return [...files].sort((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  plugins: [stayInProcess],
  resolve: {
    alias: [{ find: "../collections.ts", replacement: fileURLToPath(new URL("./collections.ts", import.meta.url)) }],
  },
  test: {
    include: tests,
    setupFiles: "test/mutate/setup.ts",
    isolate: false,
    disableConsoleIntercept: true,
    testTimeout: 60_000,
    sequence: { sequencer: InListedOrder },
  },
});
