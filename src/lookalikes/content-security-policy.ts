import { observedCallOf } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError, quotedServer } from "./lookalike.ts";

export const contentSecurityPolicy = defineLookAlike({
  id: "content-security-policy",
  title: "The page's own Content-Security-Policy stopped the request",
  headline: (failure) =>
    isCertain(failure)
      ? "The page's own Content-Security-Policy stopped the request"
      : "The request was stopped before it was sent, it seems by the page's own Content-Security-Policy",
  detect(failure) {
    if (isCertain(failure)) return "certain";
    const { error, mayHaveBeenSent } = failure.exchange;
    const unsent = error === "" || (error === undefined && !mayHaveBeenSent && failure.hop.preflight === null);
    return unsent && policyOf(failure) !== null ? "possible" : undefined;
  },
  explain: (failure) => {
    const policy = policyOf(failure);
    const shown = policy === null ? "" : `: ${quote(policy, 160)}`;
    return translate`Add ${quotedServer(failure)} to \`connect-src\` (for an element: \`img-src\`, \`script-src\`, …) of the page's policy${shown}.`;
  },
});

/** By the browser's own word, to its recording or to the page. */
function isCertain(failure: FailedFetch): boolean {
  const { blockedBy = "" } = observedCallOf(failure.fetch.hops) ?? {};
  return blockedBy !== "" || hasNetError(failure, /^BLOCKED_BY_CSP$/);
}

/** The policy that the page's document came with; one in a `<meta>` element is not recorded. */
function policyOf({ exchange, recording, history }: FailedFetch): string | null {
  const url = recording.pages.get(exchange.page) ?? exchange.initiator.url;
  const document = first(history.ofUrl(url)).find(({ responseHeaders }) => getHeader(responseHeaders, name) !== null);
  return document ? getHeader(document.responseHeaders, name) : null;
}

/** The document is among the first that a page's URL was asked for. */
function first<T>(exchanges: readonly T[]): readonly T[] {
  return exchanges.slice(0, 8);
}

const name = "Content-Security-Policy";
