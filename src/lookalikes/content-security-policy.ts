import { observedCallOf } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError, quotedServer } from "./lookalike.ts";

export const contentSecurityPolicy = defineLookAlike({
  id: "content-security-policy",
  title: "The page's own Content-Security-Policy blocked the request",
  detect(failure) {
    if (isCertain(failure)) return "certain";
    const { error, mayHaveBeenSent } = failure.exchange;
    const isUnsent = error === "" || (error === undefined && !mayHaveBeenSent && failure.hop.preflight === null);
    return isUnsent && documentPolicy(failure) !== null ? "possible" : undefined;
  },
  explain: (failure) => {
    const policy = documentPolicy(failure);
    const shown = policy === null ? "" : `: ${quote(policy, 160)}`;
    return translate`Add ${quotedServer(failure)} to \`connect-src\` (for an element: \`img-src\`, \`script-src\`, …) in the page's policy${shown}.`;
  },
});

/** True when the browser named the policy, in its error or in an event of the page. */
function isCertain(failure: FailedFetch): boolean {
  const { blockedBy = "" } = observedCallOf(failure.fetch.hops) ?? {};
  return blockedBy !== "" || hasNetError(failure, /^BLOCKED_BY_CSP$/);
}

/**
 * The policy in the document's response; null when there is none. A recording does not hold one in a `<meta>` element.
 */
function documentPolicy({ exchange, recording, history }: FailedFetch): string | null {
  const url = recording.pages.get(exchange.page) ?? exchange.initiator.url;
  const exchanges = history.ofUrl(url).slice(0, maxDocuments);
  const document = exchanges.find(({ responseHeaders }) => getHeader(responseHeaders, policyHeader) !== null);
  return document ? getHeader(document.responseHeaders, policyHeader) : null;
}

/** How many exchanges of the page's URL are searched: the document is among the first. */
const maxDocuments = 8;

const policyHeader = "Content-Security-Policy";
