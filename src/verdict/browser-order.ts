import { causesIn } from "../causes/index.ts";
import type { Finding } from "../diagnosis.ts";
import type { Browser } from "../exchange.ts";

/**
 * The finding that stops this browser at the refused response. Browsers check in different orders, so of the certain
 * findings, and the verdict, it is the first in this browser's order. All findings of a verdict are of one response.
 */
export function blockingIn(
  browser: Browser,
  verdict: Finding,
  findings: readonly Finding[],
  recordedIn: Browser,
): Finding {
  if (causesIn(browser) === causesIn(recordedIn)) return verdict;
  const order = causesIn(browser).map(({ id }) => id);
  const certain = findings.filter(({ certainty }) => certainty === "certain");
  return certain.reduce(
    (first, next) => (order.indexOf(next.cause) < order.indexOf(first.cause) ? next : first),
    verdict,
  );
}
