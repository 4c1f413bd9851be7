import type { CorsFetch } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { asPossible } from "./certainty.ts";
import { cannotTell, chromeName, type Verdict } from "./outcome.ts";

/**
 * The verdict on a fetch whose page is only known by the tab, compared with the verdict for the origin `null`: a sandboxed frame in
 * that page sends it. Where the two differ, what stopped the browser is possible, and so is what would have stopped it in the frame.
 */
export function withOpaqueOrigin(verdict: Verdict, judge: (fetch: CorsFetch) => Verdict): Verdict {
  const { fetch, outcome, matches, blocking, alternatives } = verdict;
  if (outcome === "allowed" || !mayHaveOpaqueOrigin(fetch)) return verdict;
  const inFrame = judge(withNullOrigin(fetch));
  if (outcome === "failed") return inFrame.outcome === "refused" ? refusedInFrameOnly(verdict, inFrame) : verdict;
  const cause = matches[blocking]?.match;
  const otherCause = inFrame.matches[inFrame.blocking]?.match;
  const isSame = cause?.cause === otherCause?.cause && outcome === inFrame.outcome;
  if (isSame && verdict.certainty === inFrame.certainty)
    return { ...verdict, matches: sharedMatches(verdict, inFrame) };
  const known = new Set([...(cause ? [chromeName(cause)] : []), ...alternatives]);
  const names = [...(otherCause ? [chromeName(otherCause)] : []), ...inFrame.alternatives];
  return asPossible(
    verdict,
    names.filter((name) => !known.has(name)),
  );
}

/** A page's own fetch that failed at a redirect, where the response is refused to a sandboxed frame. */
function refusedInFrameOnly({ fetch }: Verdict, { matches, blocking, alternatives }: Verdict): Verdict {
  const cause = matches[blocking]?.match;
  const reason = {
    because: "a sandboxed frame may have sent the request, and the recording lacks the request's `Origin` header",
    todo: "reload with DevTools open, and record the request again",
  };
  return cannotTell(fetch, reason, { alternatives: [...(cause ? [chromeName(cause)] : []), ...alternatives] });
}

/**
 * True where neither an `Origin` nor a `Referer` with a URL shows which document made the fetch. Chromium records such headers of a
 * sandboxed frame's request where it does not record the ones that were sent.
 */
function mayHaveOpaqueOrigin({ origin, hops: [first], context }: CorsFetch): boolean {
  if (!first?.actual || origin === "" || origin === "null" || context !== "page") return false;
  const { hasWireHeaders, requestHeaders } = first.actual;
  const sent = getHeader(first.preflight?.requestHeaders ?? [], "Origin") ?? getHeader(requestHeaders, "Origin");
  return !hasWireHeaders && sent === null && getHeader(requestHeaders, "Referer") === "";
}

function withNullOrigin(fetch: CorsFetch): CorsFetch {
  const hops = fetch.hops.map((hop) => ({ ...hop, origin: "null", isCrossOrigin: true }));
  return { ...fetch, origin: "null", hops };
}

/** The matches of the first verdict, certain only where they are in the second one too. */
function sharedMatches({ matches }: Verdict, other: Verdict): Verdict["matches"] {
  const certain = new Set(
    other.matches.flatMap(({ match, certainty }) => (certainty === "certain" ? [match.cause] : [])),
  );
  return matches.map((one) => (certain.has(one.match.cause) ? one : { ...one, certainty: "possible" }));
}
