// Fixtures for Playwright Test. They watch the browser of each test, and fail the test when the browser refused a request.

import { type Browser, expect as baseExpect, test as baseTest, type TestInfo } from "@playwright/test";
import { type Diagnosis, isBlocked } from "../../diagnosis.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { visible } from "../../text/visible.ts";
import { htmlReport } from "./html-report.ts";
import { readIgnoreRules } from "./ignored-requests.ts";
import { type CorsMatcherOptions, corsMatchers } from "./matchers.ts";
import { watchPlaywrightBrowser } from "./playwright-browser.ts";
import type { CorsWatch } from "./watch.ts";

export type { IgnoreRule } from "./ignored-requests.ts";
export type { CorsWatch } from "./watch.ts";

/** How each test is checked: `test.use({ corsOptions: { … } })`, or `use` in the configuration. */
export interface CorsOptions extends CorsMatcherOptions {
  /** `fail`, the default, fails the test. `annotate` lets the test pass; its annotation and its attached report say why. */
  readonly onRefusal?: "fail" | "annotate";
}

/** The fixtures that `corsFixtures` adds for each test. */
export interface CorsTestFixtures {
  readonly corsOptions: CorsOptions;
  /** The watch of the test's browser; null in Firefox and WebKit, which cannot be watched. */
  readonly cors: CorsWatch | null;
  /** Internal: watches each test that uses a browser. */
  readonly corsCheck: CorsCheck;
}

/** The fixtures that `corsFixtures` adds for each worker process. */
export interface CorsWorkerFixtures {
  /** Internal: the worker's browser, from the moment when a test first uses it. */
  readonly corsBrowser: BrowserOfWorker;
}

interface BrowserOfWorker {
  browser: Browser | null;
  /** Watches the browser for the test that starts it. */
  onStart: ((browser: Browser) => Promise<void>) | null;
}

/** The check of one test. */
interface CorsCheck {
  /** The requests whose failure Playwright saw. One that was not recorded was sent before a popup was watched. */
  readonly failedUrls: Set<string>;
  readonly watch: () => CorsWatch | null;
  /**
   * Waits until the network is idle, while the test's pages are still open, and reads the source maps, while the servers of
   * other fixtures still run.
   */
  readonly settle: () => Promise<void>;
}

type Use<Value> = (value: Value) => Promise<void>;

/** For `test.extend<CorsTestFixtures, CorsWorkerFixtures>(corsFixtures)`, where a project has a `test` of its own. */
export const corsFixtures: Parameters<typeof baseTest.extend<CorsTestFixtures, CorsWorkerFixtures>>[0] = {
  corsOptions: [{}, { option: true }],
  corsBrowser: [
    // Playwright requires an object pattern here.
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use: Use<BrowserOfWorker>) => use({ browser: null, onStart: null }),
    { scope: "worker", box: true },
  ],
  browser: [
    async ({ browser, corsBrowser }, use) => {
      corsBrowser.browser = browser;
      await corsBrowser.onStart?.(browser);
      await use(browser);
      corsBrowser.browser = null;
    },
    { scope: "worker" },
  ],
  context: async ({ context, corsCheck }, use) => {
    context.on("requestfailed", (request) => {
      if (request.failure()?.errorText === "net::ERR_FAILED") corsCheck.failedUrls.add(request.url());
    });
    await use(context);
    await corsCheck.settle();
  },
  corsCheck: [checkTest, { auto: true, box: true }],
  cors: async ({ browser: _, corsCheck }, use) => use(corsCheck.watch()),
};

/** Playwright's `test`, which fails when the browser refused a cross-origin request. */
export const test = baseTest.extend<CorsTestFixtures, CorsWorkerFixtures>(corsFixtures);

/** Playwright's `expect` with `toHaveNoCorsFailures`, for a check in the middle of a test. */
export const expect = baseExpect.extend(corsMatchers);

async function checkTest(
  { corsOptions, corsBrowser }: Pick<CorsTestFixtures, "corsOptions"> & CorsWorkerFixtures,
  use: Use<CorsCheck>,
  testInfo: TestInfo,
): Promise<void> {
  // Read before the test runs, so that a mistake in the options is its error.
  const isIgnored = readIgnoreRules(corsOptions.ignore);
  const failedUrls = new Set<string>();
  let watch: CorsWatch | null = null;
  const start = async (browser: Browser) => {
    const name = browser.browserType().name();
    if (name === "chromium") watch = await watchPlaywrightBrowser(browser);
    else
      annotate(testInfo, `CORS Panel watched nothing, because it can watch Chromium only and this browser is ${name}`);
  };
  const { idle, timeout = 5000 } = corsOptions;
  const settle = async () => void (await watch?.fetches(idle === undefined ? { timeout } : { idle, timeout }));
  if (corsBrowser.browser) await start(corsBrowser.browser);
  else corsBrowser.onStart = start;
  try {
    await use({ failedUrls, watch: () => watch, settle });
  } finally {
    corsBrowser.onStart = null;
  }
  if (!watch) return;
  annotateMissed(watch, failedUrls, testInfo);
  await judgeTest(watch, isIgnored, corsOptions, testInfo);
}

/** Ends the watch, reports on it, and fails the test when the browser refused a request. */
async function judgeTest(
  watch: CorsWatch,
  isIgnored: (diagnosis: Diagnosis) => boolean,
  { onRefusal = "fail" }: CorsOptions,
  testInfo: TestInfo,
): Promise<void> {
  await watch.stop();
  // Reads the source maps of what the pages of the test's own contexts did.
  const diagnoses = (await watch.fetches({ timeout: 0 })).filter((diagnosis) => !isIgnored(diagnosis));
  for (const sentence of unknownOutcomes(diagnoses)) annotate(testInfo, sentence);
  const refused = diagnoses.filter(isBlocked);
  if (refused.length === 0) return;
  const page = htmlReport(testInfo.title, watch.recording(), isIgnored);
  if (page !== null) await testInfo.attach("CORS report", { body: page, contentType: "text/html" });
  const report = watch.report({ ignore: isIgnored });
  if (onRefusal === "fail") throw new Error(`The browser refused cross-origin requests.\n\n${report}`);
  annotate(
    testInfo,
    `The browser refused ${refused.length} cross-origin ${refused.length === 1 ? "request" : "requests"}`,
  );
}

/** A sentence for each reason why outcomes are unknown, such as a route that responds in place of the server. */
function unknownOutcomes(diagnoses: readonly Diagnosis[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome, cannotTell } of diagnoses) {
    if (outcome !== "unknown" || !cannotTell) continue;
    counts.set(cannotTell.because, (counts.get(cannotTell.because) ?? 0) + 1);
  }
  return [...counts].map(
    ([because, count]) =>
      `Cannot tell whether the browser would refuse ${count} ${count === 1 ? "request" : "requests"}: ${because}`,
  );
}

function annotate(testInfo: TestInfo, description: string): void {
  testInfo.annotations.push({ type: "CORS", description });
}

/** Names the requests that failed unwatched. Their outcome is unknown, because only Playwright saw them. */
function annotateMissed(watch: CorsWatch, failedUrls: ReadonlySet<string>, testInfo: TestInfo): void {
  const recorded = new Set(watch.recording().exchanges.map(({ url }) => url));
  for (const url of failedUrls) {
    if (recorded.has(url)) continue;
    const shown = visible(redactUrl(url));
    annotate(testInfo, `Cannot tell whether CORS refused ${shown}: a popup sent this request before it was watched`);
  }
}
