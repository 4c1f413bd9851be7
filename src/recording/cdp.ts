import type { CorsFetch, Exchange, Recording } from "../exchange.ts";
import { applyEvent, type CdpState, cancelRequest, missingBody } from "./cdp-events.ts";
import { toExchange } from "./cdp-exchange.ts";
import { isEnded, lastUrl } from "./cdp-request.ts";
import { fieldsOf } from "./fields.ts";
import type { Observation } from "./observed-calls.ts";
import { withObservedCalls } from "./observed-exchanges.ts";
import { refusedSchemeExchanges } from "./refused-schemes.ts";

/** One event of a Chrome DevTools Protocol session. */
export interface CdpEvent {
  /** The protocol's name of the event: `Network.requestWillBeSent`. */
  readonly method: string;
  readonly params: unknown;
  /** The kind of target whose session reported the event; a page if absent. */
  readonly caller?: CorsFetch["context"];
  /** The session that reported the event, where several are watched. */
  readonly session?: string;
}

/** Collects the events of one browser's sessions. */
export interface CdpRecorder {
  /** Takes one event; true when a request has got its response or its end. Events of other kinds are ignored. */
  readonly take: (event: CdpEvent) => boolean;
  /** Every request that has a response or has ended, in the order of the starts. */
  readonly recording: () => Recording;
  /**
   * For an event that ends a fetch's response with an error status and a text body: the function that adds the start of
   * the body to the recording. undefined for other events.
   */
  readonly missingBody: (event: CdpEvent) => ((start: string) => void) | undefined;
  /** Adds what a script in the page saw of its calls, such as their credentials mode. */
  readonly observe: (observations: readonly Observation[]) => void;
  /** The URLs of the requests that wait for a response. */
  readonly pending: () => readonly string[];
  /**
   * Ends a session: its requests no longer wait for a response. Where its target has closed, the browser has canceled them
   * without reporting it.
   */
  readonly end: (session: string, hasTargetClosed?: boolean) => void;
}

/**
 * A recording from the `Network` events of Chrome DevTools Protocol sessions, in the order in which they were reported, and
 * from `Audits.issueAdded`, which alone reports a fetch whose URL has an unsupported scheme.
 * The sessions must be of one browser: a worker's requests are reported partly in its own session and partly in its
 * page's.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Network/
 */
export function readCdp(events: Iterable<CdpEvent>): Recording {
  const recorder = recordCdp();
  for (const event of events) recorder.take(event);
  return recorder.recording();
}

/** A recorder for the events of one browser's sessions: those of each session in their order, those of several in any order. */
export function recordCdp(): CdpRecorder {
  const state: CdpState = {
    requests: [],
    latest: new Map(),
    pages: new Map(),
    topPages: new Map(),
    parentFrames: new Map(),
    frameUrls: new Map(),
    pending: new Map(),
    preflightOf: new Map(),
    errorsWithoutStart: new Map(),
    refusedSchemes: [],
    hopCount: 0,
  };
  let observations: Observation[] = [];
  return {
    take: (event) => applyEvent(state, event.method, fieldsOf(event.params), event),
    recording: () => ({
      browser: "chromium",
      exchanges: [
        ...withObservedCalls(exchangesOf(state), observations),
        ...refusedSchemeExchanges(state.refusedSchemes, observations, state.pages),
      ].sort((a, b) => a.index - b.index),
      ...(state.pending.size > 0 ? { pending: pendingExchanges(state) } : {}),
      pages: state.pages,
      ...(state.topPages.size > 0 ? { topPages: state.topPages } : {}),
      problems: [...state.errorsWithoutStart.values()].map(problemOf),
    }),
    missingBody: ({ method, params }) => missingBody(state, method, fieldsOf(params)),
    observe(added) {
      observations.push(...added);
      if (observations.length > 2 * maxObservations) observations = observations.slice(-maxObservations);
    },
    pending: () => [...state.pending.keys()].map(lastUrl),
    end(session, hasTargetClosed = false) {
      for (const [request, reportedBy] of [...state.pending]) {
        if (reportedBy !== session) continue;
        if (hasTargetClosed) cancelRequest(request);
        state.pending.delete(request);
      }
    },
  };
}

/** The oldest observations are forgotten once there are twice as many. */
const maxObservations = 10_000;

/** A preflight whose actual request still waits is left out: that request may not have failed. */
function exchangesOf({ requests, latest }: CdpState): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const request of requests) {
    const { requestId } = fieldsOf(request.hops[0]?.sent.initiator);
    const actual = typeof requestId === "string" ? latest.get(requestId) : undefined;
    if (!isEnded(request) || (actual && !isEnded(actual))) continue;
    for (const hop of request.hops) exchanges.push(toExchange(request, hop, actual));
  }
  return exchanges;
}

/** The requests that wait for a response, each with the redirects that led to it. */
function pendingExchanges({ pending }: CdpState): Exchange[] {
  return [...pending.keys()].flatMap((request) => request.hops.map((hop) => toExchange(request, hop, undefined)));
}

/** A request that started before its session was watched has no URL here. */
function problemOf(corsError: string): string {
  return `the browser refused a request that started before the recording (Chrome: ${corsError}); reload the page to see that request`;
}
