import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { serverOf } from "../fetch/recorded-exchange.ts";
import { withPossibleBlocking } from "./certainty.ts";
import { namesIn, type Verdict } from "./outcome.ts";

/** How the pages of a recording usually call its servers. */
export interface CredentialsHabits {
  readonly add: (verdict: Verdict) => void;
  /**
   * The verdict, adjusted to the habit. Where the credentials mode is open and decides the cause, a request without credentials is
   * likelier, unless the page's other requests to this server are known to carry them.
   */
  readonly applyTo: (verdict: Verdict) => Verdict;
}

/** The habits of a recording, of which no verdict is known yet. */
export function createCredentialsHabits(): CredentialsHabits {
  /** Origin of the page → origin of the server → balance of the evidence. */
  const balances = new Map<string, Map<string, number>>();
  return {
    add(verdict) {
      const evidence = evidenceOf(verdict);
      if (evidence === 0) return;
      const { origin } = verdict.fetch;
      let ofPage = balances.get(origin);
      if (!ofPage) {
        ofPage = new Map();
        balances.set(origin, ofPage);
      }
      const server = serverOfFetch(verdict);
      ofPage.set(server, (ofPage.get(server) ?? 0) + evidence);
    },
    applyTo(verdict) {
      // Elsewhere the first match, which is the cause with credentials, is what stopped the browser.
      if (verdict.blocking === 0) return verdict;
      const isCredentialed = (balances.get(verdict.fetch.origin)?.get(serverOfFetch(verdict)) ?? 0) > 0;
      return isCredentialed ? withCredentialsFirst(verdict) : verdict;
    },
  };
}

/** The verdicts one of which `applyTo` makes of a verdict, whatever the habits turn out to be. */
export function verdictsByHabit(verdict: Verdict): readonly Verdict[] {
  return verdict.blocking === 0 ? [verdict] : [verdict, withCredentialsFirst(verdict)];
}

function serverOfFetch({ fetch }: Verdict): string {
  const { actual, url } = lastHop(fetch);
  return actual ? serverOf(actual) : originOf(url);
}

/**
 * 1 for a request that carries credentials, -1 for one that does not, 0 where nothing shows it. A response that is
 * allowed and passes only without credentials belongs to a request without them.
 */
function evidenceOf({ credentials, outcome, matches }: Verdict): -1 | 0 | 1 {
  if (credentials === "include") return 1;
  return credentials === "omit" || (outcome === "allowed" && matches.length > 0) ? -1 : 0;
}

/** The verdict with the cause first that stops the browser where the request carries credentials. */
function withCredentialsFirst(verdict: Verdict): Verdict {
  return withPossibleBlocking({ ...verdict, blocking: 0, alternatives: namesIn(verdict) });
}
