import type { CorsFetch, Exchange } from "../exchange.ts";
import { originOf, withoutFragment } from "../fetch/origin.ts";
import { readInitiator } from "./chrome-initiator.ts";
import { type Fields, fieldsOf, textOf } from "./fields.ts";
import { readObservedCall } from "./observed-call-field.ts";
import type { Observation, PageCall } from "./observed-calls.ts";

/**
 * A call of `fetch` whose URL is neither http nor https, as in `localhost:3000/x`. Chromium ends it before a request, and
 * reports it as an issue of the page.
 */
export interface RefusedScheme {
  readonly url: string;
  /** Chromium's name of the refusal. */
  readonly corsError: string;
  /** The origin of the page or worker that made the call. */
  readonly origin: string;
  /** Where the call is in the code, as the protocol writes it. */
  readonly location: Fields;
  readonly context: CorsFetch["context"];
  /** Place among all requests, in the order in which they were reported. */
  readonly index: number;
}

/**
 * The call that `Audits.issueAdded` reports; undefined for every other issue. One with a request id is about a request, which
 * the `Network` events report too.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Audits/#type-CorsIssueDetails
 */
export function readRefusedScheme(
  { issue }: Fields,
  context: CorsFetch["context"],
  index: number,
): RefusedScheme | undefined {
  const { corsIssueDetails } = fieldsOf(fieldsOf(issue).details);
  const { corsErrorStatus, request, location, initiatorOrigin } = fieldsOf(corsIssueDetails);
  const { corsError } = fieldsOf(corsErrorStatus);
  const { requestId, url } = fieldsOf(request);
  if (corsError !== "CorsDisabledScheme" || requestId !== undefined || textOf(url) === "") return undefined;
  return {
    url: withoutFragment(textOf(url)),
    corsError,
    origin: originOf(textOf(initiatorOrigin)),
    location: fieldsOf(location),
    context,
    index,
  };
}

/** The refused calls as exchanges, each with its method and its page where the call was observed. */
export function refusedSchemeExchanges(
  refused: readonly RefusedScheme[],
  observations: readonly Observation[],
  pages: ReadonlyMap<string, string>,
): Exchange[] {
  if (refused.length === 0) return [];
  const calls = observations.filter((each): each is PageCall => "observedCall" in each && each.kind === "fetch");
  const taken = new Set<PageCall>();
  return refused.map((each) => {
    const isOf = (call: PageCall) =>
      withoutFragment(call.url) === each.url && originOf(call.documentUrl) === each.origin;
    const call = calls.find((call) => !taken.has(call) && isOf(call));
    if (call) taken.add(call);
    return toExchange(each, call, pages);
  });
}

function toExchange(
  { url, corsError, origin, location, context, index }: RefusedScheme,
  call: PageCall | undefined,
  pages: ReadonlyMap<string, string>,
): Exchange {
  const startedAt = call?.at ?? Number.NaN;
  const observedCall = readObservedCall(call?.observedCall);
  return {
    index,
    browser: "chromium",
    method: call?.method ?? "GET",
    url,
    requestHeaders: [],
    hasWireHeaders: false,
    mayHaveBeenSent: false,
    status: 0,
    responseHeaders: [],
    responseText: null,
    redirectUrl: "",
    error: "net::ERR_FAILED",
    resourceType: "fetch",
    initiator: readInitiator({ type: "script", stack: { callFrames: [location] } }),
    startedAt,
    endedAt: startedAt,
    page: context === "page" ? pageOf(call?.documentUrl, origin, pages) : "",
    serverAddress: "",
    fetchedViaServiceWorker: false,
    hasUntrustedCertificate: false,
    requestId: "",
    context,
    credentials: "unknown",
    // Without CORS it is an ordinary network error, which Chromium gives the same name.
    corsError: observedCall?.mode === "no-cors" ? null : corsError,
    isIntercepted: false,
    ...(observedCall && { observedCall }),
  };
}

/** The id of the latest page with this URL, else of the latest with this origin; "" where there is none. */
function pageOf(documentUrl: string | undefined, origin: string, pages: ReadonlyMap<string, string>): string {
  const latest = [...pages].reverse();
  const byUrl = documentUrl === undefined ? undefined : latest.find(([, url]) => url === documentUrl);
  return (byUrl ?? latest.find(([, url]) => originOf(url) === origin))?.[0] ?? "";
}
