import type { Step } from "../causes/cause.ts";
import { unsupportedScheme } from "../causes/unsupported-scheme.ts";
import { askedOf, type CorsFetch, type Exchange, type Hop, lastHop } from "../exchange.ts";
import { mostRedirects } from "../fetch/redirect.ts";
import { isRedirect } from "../fetch/status.ts";
import type { History } from "../history/history.ts";
import { storedResponse } from "../history/http-cache.ts";
import {
  doubted,
  emptyStep,
  endsAtTarget,
  firstNames,
  mergeHits,
  refused,
  type World,
  worldsOf,
} from "./credentials-modes.ts";
import { storedNotRecorded } from "./no-matching-cause.ts";
import { chromeName, failed, nothing, unique, type Verdict } from "./outcome.ts";
import { namesLeft, responseNames } from "./possible-names.ts";

/** A recording without the browser's word: the check decides, and what rests on the credentials mode stays possible. */
export function unworded(fetch: CorsFetch, worlds: readonly World[], history: History): Verdict {
  const hop = lastHop(fetch);
  const { actual } = hop;
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  const isSilent = actual?.status === 0 && actual.maybeSent && history.browser !== "firefox";
  if (isSilent && firstStep(refusing) === "actual") return withoutWord(fetch, hop, refusing);
  if (actual && actual.status > 0 && firstStep(refusing) === "actual" && !isJudgedByHeaders(fetch, actual))
    return withoutSign(fetch, actual, refusing);
  if (refusing.length === worlds.length)
    return mayBeManual(fetch, refusing, history) ? doubted(fetch, refusing) : refused(fetch, refusing);
  if (actual && !actual.maybeSent && refusing.length > 0) return refused(fetch, refusing);
  if (actual?.status === 0 && actual.responseHeaders.length > 0) return withoutStatus(fetch, hop);
  if (actual?.status === 0) return isSilent ? withoutWord(fetch, hop, refusing) : failed(fetch);
  if (actual && isRedirect(actual) && askedOf(fetch.hops)?.redirect !== "manual")
    return fetch.hops.length > mostRedirects ? failed(fetch) : withoutTarget(fetch, actual, refusing);
  const hits = mergeHits(refusing).map(({ hit }) => ({ hit, certainty: "possible" as const }));
  return {
    ...nothing(fetch),
    outcome: "allowed",
    hits,
    alternatives: hits.slice(0, 1).map(({ hit }) => chromeName(hit)),
    cannotTell: hits.length > 0 ? credentialsNotRecorded : null,
  };
}

/**
 * Where nothing tells how a 304 ended, the headers that the browser's cache held decide, if the recording has them; else
 * those of the 304 alone, of which `anew` tells, as far as they are there.
 */
export function revalidated(fetch: CorsFetch, hop: Hop, anew: readonly World[], history: History): Verdict {
  const stored = hop.actual && storedResponse(hop.actual, history);
  const isDecidedAnew = anew.length > 0 && anew.every(({ hits: [first] }) => first?.evidence.got !== null);
  if (!stored && isDecidedAnew) return unworded(fetch, anew, history);
  if (!stored) return { ...nothing(fetch), alternatives: responseNames, cannotTell: storedNotRecorded };
  const worlds = worldsOf(fetch, { ...emptyStep(fetch), exchange: stored, origin: hop.origin });
  const refusing = worlds.filter(({ hits }) => hits.length > 0);
  return refusing.length === worlds.length ? doubted(fetch, refusing) : unworded(fetch, worlds, history);
}

/** Firefox records no status where the frame or worker that asked is gone before it has told everything. */
function withoutStatus(fetch: CorsFetch, hop: Hop): Verdict {
  return {
    ...nothing(fetch),
    alternatives: namesLeft(fetch, hop),
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
function isJudgedByHeaders({ mode }: CorsFetch, { wireHeaders }: Exchange): boolean {
  return mode !== "unknown" && wireHeaders;
}

function withoutSign(fetch: CorsFetch, { wireHeaders }: Exchange, refusing: readonly World[]): Verdict {
  return {
    ...nothing(fetch),
    alternatives: unique(firstNames(refusing)),
    cannotTell: wireHeaders
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

function firstStep([world]: readonly World[]): Step["name"] | undefined {
  return world?.hits[0]?.step.name;
}

/** With `redirect: "manual"` the page gets a redirect whose target it may not be sent to; Firefox lists one that it tried. */
function mayBeManual(fetch: CorsFetch, refusing: readonly World[], history: History): boolean {
  const { actual } = lastHop(fetch);
  if (askedOf(fetch.hops)?.redirect === "follow" || history.ofUrl(actual?.redirectUrl ?? "").length > 0) return false;
  return endsAtTarget(refusing);
}

/** Neither a response nor how the request ended: Safari records so what it refused, others what never got an answer. */
function withoutWord(fetch: CorsFetch, hop: Hop, refusing: readonly World[]): Verdict {
  return {
    ...nothing(fetch),
    alternatives: unique([...firstNames(refusing), ...namesLeft(fetch, hop)]),
    cannotTell: {
      because: "this recording holds no response, and not how the request ended",
      todo: "open the server in a tab of its own to see whether it answers, and save the recording with Chrome or Firefox",
    },
  };
}

function withoutTarget(fetch: CorsFetch, { redirectUrl }: Exchange, refusing: readonly World[]): Verdict {
  const { chrome } = unsupportedScheme.reportedAs;
  const ofTarget = /^https?:/.test(redirectUrl) || !chrome.actual ? [] : [chrome.actual];
  return {
    ...nothing(fetch),
    alternatives: [...firstNames(refusing), ...ofTarget],
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
