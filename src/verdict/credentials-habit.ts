import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { withPossibleBlocking } from "./certainty.ts";
import { chromeName, type Verdict } from "./outcome.ts";

/**
 * The verdicts, adjusted to how a page usually calls a server. Where the credentials mode is open and decides the cause,
 * a request without credentials is likelier, unless the page's other requests to this server are known to carry them.
 */
export function applyCredentialsHabit(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (!verdicts.some(dependsOnCredentials)) return verdicts;
  const balances = new Map<string, number>();
  for (const verdict of verdicts) {
    const evidence = evidenceOf(verdict);
    if (evidence === 0) continue;
    const key = pageAndServer(verdict);
    balances.set(key, (balances.get(key) ?? 0) + evidence);
  }
  const isCredentialed = (verdict: Verdict) => (balances.get(pageAndServer(verdict)) ?? 0) > 0;
  return verdicts.map((verdict) =>
    dependsOnCredentials(verdict) && isCredentialed(verdict) ? withCredentialsFirst(verdict) : verdict,
  );
}

function pageAndServer({ fetch }: Verdict): string {
  return `${fetch.origin} ${originOf(lastHop(fetch).url)}`;
}

/**
 * 1 for a request that carries credentials, -1 for one that does not, 0 where nothing shows it. A response that is
 * allowed and passes only without credentials belongs to a request without them.
 */
function evidenceOf({ credentials, outcome, matches }: Verdict): -1 | 0 | 1 {
  if (credentials === "include") return 1;
  return credentials === "omit" || (outcome === "allowed" && matches.length > 0) ? -1 : 0;
}

function dependsOnCredentials({ outcome, credentials, blocking }: Verdict): boolean {
  return outcome === "refused" && credentials === "unknown" && blocking > 0;
}

/** The verdict with the cause first that stops the browser where the request carries credentials. */
function withCredentialsFirst(verdict: Verdict): Verdict {
  const [first] = verdict.matches;
  const likelier = verdict.matches[verdict.blocking];
  if (!first || !likelier) return verdict;
  const alternatives = [chromeName(likelier.match), ...verdict.alternatives];
  return withPossibleBlocking({ ...verdict, blocking: 0, alternatives });
}
