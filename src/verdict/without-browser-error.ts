import type { Step } from "../causes/cause.ts";
import { unsupportedScheme } from "../causes/unsupported-scheme.ts";
import { type CorsFetch, type Exchange, type Hop, lastHop, observedCallOf } from "../exchange.ts";
import { maxRedirects } from "../fetch/http-redirect-fetch.ts";
import { isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { storedResponse } from "../history/http-cache.ts";
import {
  actualStepOf,
  blockingNames,
  endsAtTarget,
  type ModeResult,
  mergeMatches,
  modeResults,
  possiblyRefusedVerdict,
  refusedVerdict,
} from "./credentials-modes.ts";
import { storedNotRecorded } from "./no-matching-cause.ts";
import { chromeName, failedVerdict, unique, unknownVerdict, type Verdict } from "./outcome.ts";
import { possibleNames, responseNames } from "./possible-names.ts";

/** A recording without the browser's word: the check decides, and what rests on the credentials mode stays possible. */
export function withoutBrowserError(fetch: CorsFetch, results: readonly ModeResult[], history: History): Verdict {
  const hop = lastHop(fetch);
  const { actual } = hop;
  const refusing = results.filter(({ matches }) => matches.length > 0);
  const isSilent = actual?.status === 0 && actual.mayHaveBeenSent && history.browser !== "firefox";
  if (isSilent && firstStep(refusing) === "actual") return withoutWord(fetch, hop, refusing);
  if (actual && actual.status > 0 && firstStep(refusing) === "actual" && !isJudgedByHeaders(fetch, actual))
    return withoutSign(fetch, actual, refusing);
  if (refusing.length === results.length)
    return mayBeManual(fetch, refusing, history)
      ? possiblyRefusedVerdict(fetch, refusing)
      : refusedVerdict(fetch, refusing);
  if (actual && !actual.mayHaveBeenSent && refusing.length > 0) return refusedVerdict(fetch, refusing);
  if (actual?.status === 0 && actual.responseHeaders.length > 0) return withoutStatus(fetch, hop);
  if (actual?.status === 0) return isSilent ? withoutWord(fetch, hop, refusing) : failedVerdict(fetch);
  if (actual && isRedirect(actual) && observedCallOf(fetch.hops)?.redirect !== "manual")
    return fetch.hops.length > maxRedirects ? failedVerdict(fetch) : withoutTarget(fetch, actual, refusing);
  const matches = mergeMatches(refusing).map(({ match }) => ({ match, certainty: "possible" as const }));
  return {
    ...unknownVerdict(fetch),
    outcome: "allowed",
    matches,
    alternatives: matches.slice(0, 1).map(({ match }) => chromeName(match)),
    cannotTell: matches.length > 0 ? credentialsNotRecorded : null,
  };
}

/**
 * Where nothing tells how a 304 ended, the headers that the browser's cache held decide, if the recording has them; else
 * those of the 304 alone, of which `anew` tells, as far as they are there.
 */
export function afterRevalidation(fetch: CorsFetch, hop: Hop, anew: readonly ModeResult[], history: History): Verdict {
  const stored = hop.actual && storedResponse(hop.actual, history);
  const isDecidedAnew = anew.length > 0 && anew.every(({ matches: [first] }) => first?.evidence.got !== null);
  if (!stored && isDecidedAnew) return withoutBrowserError(fetch, anew, history);
  if (!stored) return { ...unknownVerdict(fetch), alternatives: responseNames, cannotTell: storedNotRecorded };
  const results = modeResults(fetch, { ...actualStepOf(fetch), exchange: stored, origin: hop.origin });
  const refusing = results.filter(({ matches }) => matches.length > 0);
  return refusing.length === results.length
    ? possiblyRefusedVerdict(fetch, refusing)
    : withoutBrowserError(fetch, results, history);
}

/** Firefox records no status where the frame or worker that asked is gone before it has told everything. */
function withoutStatus(fetch: CorsFetch, hop: Hop): Verdict {
  return {
    ...unknownVerdict(fetch),
    alternatives: possibleNames(fetch, hop),
    cannotTell: {
      because: "the recording of the response is not complete: who asked for it was gone too soon",
      todo: "make the same call from the page once, or look at the response with the curl command",
    },
  };
}

/**
 * False where the check may not apply, as to a form or a beacon, which send their origin too, and where what is recorded
 * may not be what came over the wire.
 */
function isJudgedByHeaders({ mode }: CorsFetch, { hasWireHeaders }: Exchange): boolean {
  return mode !== "unknown" && hasWireHeaders;
}

function withoutSign(fetch: CorsFetch, { hasWireHeaders }: Exchange, refusing: readonly ModeResult[]): Verdict {
  return {
    ...unknownVerdict(fetch),
    alternatives: unique(blockingNames(refusing)),
    cannotTell: hasWireHeaders
      ? {
          because:
            "a script, a form or a beacon may have sent this request, and only for a script the response is checked",
          todo: "look at the code that sends it: from `fetch` or XMLHttpRequest, the browser refuses this response",
        }
      : {
          because:
            "this recording does not hold what was sent, so that a service worker or the cache may have answered in the server's place",
          todo: "save the recording with Chrome's or Firefox's own DevTools, all fields included",
        },
  };
}

function firstStep([result]: readonly ModeResult[]): Step["name"] | undefined {
  return result?.matches[0]?.step.name;
}

/** With `redirect: "manual"` the page gets a redirect whose target it may not be sent to; Firefox lists one that it tried. */
function mayBeManual(fetch: CorsFetch, refusing: readonly ModeResult[], history: History): boolean {
  const { actual } = lastHop(fetch);
  if (observedCallOf(fetch.hops)?.redirect === "follow" || history.ofUrl(actual?.redirectUrl ?? "").length > 0)
    return false;
  return endsAtTarget(refusing);
}

/** Neither a response nor how the request ended: Safari records so what it refused, others what never got an answer. */
function withoutWord(fetch: CorsFetch, hop: Hop, refusing: readonly ModeResult[]): Verdict {
  return {
    ...unknownVerdict(fetch),
    alternatives: unique([...blockingNames(refusing), ...possibleNames(fetch, hop)]),
    cannotTell: {
      because: "this recording holds no response, and not how the request ended",
      todo: "open the server in a tab of its own to see whether it answers, and save the recording with Chrome or Firefox",
    },
  };
}

function withoutTarget(fetch: CorsFetch, { redirectUrl }: Exchange, refusing: readonly ModeResult[]): Verdict {
  const { chrome } = unsupportedScheme.reportedAs;
  const ofTarget = /^https?:/.test(redirectUrl) || !chrome.actual ? [] : [chrome.actual];
  return {
    ...unknownVerdict(fetch),
    alternatives: [...blockingNames(refusing), ...ofTarget],
    cannotTell: {
      because: "the response redirects, and the request that follows is not in the recording",
      todo: "reload with the recorder open, and clear its filter",
    },
  };
}

const credentialsNotRecorded = {
  because: "the response passes only without credentials, and this recording does not hold the credentials mode",
  todo: 'look in the calling code for `credentials: "include"` or `withCredentials`: with it, the browser refuses this response',
};
