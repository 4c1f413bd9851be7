import type { Cause } from "../causes/cause.ts";
import type { CorsFetch } from "../exchange.ts";
import { requestHeadersOf } from "../fetch/recorded-exchange.ts";
import { asPossible, withPossibleBlocking } from "./certainty.ts";
import { cannotTell, namesIn, type Verdict } from "./outcome.ts";

/**
 * The verdict on a fetch whose page is only known by the tab, compared with the verdict for the origin `null`: a sandboxed frame in
 * that page sends it. Where the two differ, what stopped the browser is possible, and so is what would have stopped it in the frame.
 */
export function withOpaqueOrigin(verdict: Verdict, judge: (fetch: CorsFetch) => Verdict): Verdict {
  const { fetch, outcome, certainty } = verdict;
  if (!mayHaveOpaqueOrigin(fetch)) return verdict;
  const inFrame = judge(withNullOrigin(fetch));
  if (outcome === "allowed") return inFrame.outcome === "allowed" ? verdict : refusedInFrameOnly(verdict, inFrame);
  if (outcome === "failed") return inFrame.outcome === "refused" ? refusedInFrameOnly(verdict, inFrame) : verdict;
  const isSame = blockingCause(verdict) === blockingCause(inFrame) && certainty === inFrame.certainty;
  if (isSame && certainty === "certain") return verdict;
  // An equal doubt is about what stopped the browser, and not about what the headers show.
  return isSame ? withPossibleBlocking(verdict, namesIn(inFrame)) : asPossible(verdict, namesIn(inFrame));
}

function blockingCause({ matches, blocking }: Verdict): Cause | undefined {
  return matches[blocking]?.match.cause;
}

/**
 * A page's fetch that failed at a redirect, or that the page canceled after a response that passes, where the response is refused to
 * a sandboxed frame.
 */
function refusedInFrameOnly({ fetch, alternatives }: Verdict, inFrame: Verdict): Verdict {
  const reason = {
    because: "a sandboxed frame may have sent the request, and the recording lacks the request's `Origin` header",
    todo: "reload with DevTools open, and record the request again",
  };
  return cannotTell(fetch, reason, { alternatives: [...alternatives, ...namesIn(inFrame)] });
}

/**
 * True where neither an `Origin` nor a `Referer` with a URL shows which document made the fetch. Chromium records such headers of a
 * sandboxed frame's request where it does not record the ones that were sent.
 */
function mayHaveOpaqueOrigin({ hops: [first], context }: CorsFetch): boolean {
  if (!first?.actual || context !== "page") return false;
  if (first.actual.hasWireHeaders) return false;
  const { origin, referer } = requestHeadersOf(first.actual);
  const asked = first.preflight && requestHeadersOf(first.preflight).origin;
  return asked === null && origin === null && referer === "";
}

function withNullOrigin(fetch: CorsFetch): CorsFetch {
  const hops = fetch.hops.map((hop) => ({ ...hop, origin: "null", isCrossOrigin: true }));
  return { ...fetch, origin: "null", hops };
}
