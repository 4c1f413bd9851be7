import { causesIn } from "../causes/index.ts";
import type { Finding } from "../diagnosis.ts";
import type { Browser } from "../exchange.ts";

/**
 * What stops a browser at a response that the recorded one refused, since they do not all check in the same order: of
 * its certain findings, and the verdict, the first that this browser meets.
 */
export function blockingIn(
  browser: Browser,
  verdict: Finding,
  findings: readonly Finding[],
  recordedIn: Browser,
): Finding {
  if (causesIn(browser) === causesIn(recordedIn)) return verdict;
  const order = causesIn(browser).map(({ id }) => id);
  const met = findings.filter(({ step, certainty }) => step === verdict.step && certainty === "certain");
  return met.reduce((first, next) => (order.indexOf(next.cause) < order.indexOf(first.cause) ? next : first), verdict);
}
