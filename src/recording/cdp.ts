import type { CorsFetch, Exchange, Recording } from "../exchange.ts";
import { type CdpHop, type CdpRequest, isEnded, toExchange } from "./cdp-exchange.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/** One event of a Chrome DevTools Protocol session. */
export interface CdpEvent {
  /** As the protocol names it: `Network.requestWillBeSent`. */
  readonly method: string;
  readonly params: unknown;
  /** Whose session told it; a page's where it is not said. */
  readonly caller?: CorsFetch["context"];
  /** Which session told it, where several are watched. */
  readonly session?: string;
}

/** What the sessions of one browser have told so far. */
export interface CdpRecorder {
  /** Takes one event; true when a request has got its answer or its end. Events of other kinds are passed over. */
  readonly take: (event: CdpEvent) => boolean;
  /** Everything that was answered or has ended, in the order of the starts. */
  readonly recording: () => Recording;
  /** The URLs of the requests that wait for an answer. */
  readonly pending: () => readonly string[];
  /** Tells that a session has ended, and with it whatever it would have told of its requests. */
  readonly end: (session: string) => void;
}

/**
 * Reads the `Network` events of Chrome DevTools Protocol sessions, as they were told. The sessions must be of one
 * browser: what a worker asks for is told partly in its own session and partly in its page's.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Network/
 */
export function readCdp(events: Iterable<CdpEvent>): Recording {
  const recorder = recordCdp();
  for (const event of events) recorder.take(event);
  return recorder.recording();
}

/** Gathers the events of a browser's sessions while they are told, in whatever order. */
export function recordCdp(): CdpRecorder {
  const messages: CdpRequest[] = [];
  const latest = new Map<string, CdpRequest>();
  const pages = new Map<string, string>();
  const open = new Map<CdpRequest, string>();
  const preflights = new Map<string, CdpRequest>();
  const unseen = new Map<string, string>();

  const messageOf = (id: string): CdpRequest => latest.get(id) ?? begin(id);
  const begin = (id: string): CdpRequest => {
    const message: CdpRequest = { id, hops: [], requestExtras: [], responseExtras: [] };
    latest.set(id, message);
    messages.push(message);
    return message;
  };

  /** A frame that gets another document never hears of what the former one had asked for. */
  const leave = ({ frameId, loaderId }: Fields) => {
    for (const message of open.keys()) {
      const { sent } = message.hops.at(-1) ?? {};
      if (sent?.frameId === frameId && sent?.loaderId !== loaderId) open.delete(message);
    }
  };
  /** Of the preflight of a request that the page gives up, no end is told. */
  const endPreflight = (id: string) => {
    const preflight = preflights.get(id);
    if (preflight) open.delete(preflight);
  };
  const ended = (id: string, hop: CdpHop, { timestamp }: Fields): true => {
    hop.endedAt = numberOf(timestamp);
    open.delete(messageOf(id));
    endPreflight(id);
    return true;
  };
  let hopCount = 0;

  const takers: Readonly<Record<string, Taker>> = {
    "Network.requestWillBeSent": (params, id, { caller = "page", session = "" }) => {
      const { loaderId, documentURL, timestamp, redirectResponse } = params;
      let message = messageOf(id);
      const last = message.hops.at(-1);
      // Two sessions of one target tell the same; an id that starts anew is that of another renderer process.
      if (last && last.sent.timestamp === timestamp) return false;
      if (last && redirectResponse === undefined) message = begin(id);
      if (last && redirectResponse !== undefined) {
        last.response = fieldsOf(redirectResponse);
        last.hasExtraInfo = params.redirectHasExtraInfo === true;
        last.redirected = true;
        last.endedAt = numberOf(timestamp);
      }
      message.hops.push({ sent: params, caller, index: hopCount++ });
      open.set(message, session);
      const { requestId: askedFor } = fieldsOf(params.initiator);
      if (typeof askedFor === "string") {
        endPreflight(askedFor);
        preflights.set(askedFor, message);
      }
      if (caller === "page" && typeof loaderId === "string" && typeof documentURL === "string" && loaderId !== "") {
        pages.set(loaderId, documentURL);
      }
      return redirectResponse !== undefined;
    },
    "Network.requestWillBeSentExtraInfo": (params, id) => {
      messageOf(id).requestExtras.push(params);
      return false;
    },
    "Network.responseReceivedExtraInfo": (params, id) => {
      messageOf(id).responseExtras.push(params);
      return false;
    },
    "Network.requestServedFromCache": (_, id) => {
      const last = messageOf(id).hops.at(-1);
      if (last) last.stored = true;
      return false;
    },
    "Network.responseReceived": (params, id) => {
      const last = messageOf(id).hops.at(-1);
      if (!last) return false;
      last.response = fieldsOf(params.response);
      last.hasExtraInfo = params.hasExtraInfo === true;
      if (params.type === "Document") leave(last.sent);
      return ended(id, last, params);
    },
    "Network.loadingFinished": (params, id) => {
      const last = messageOf(id).hops.at(-1);
      if (!last) return false;
      last.finished = true;
      return ended(id, last, params);
    },
    "Network.loadingFailed": (params, id) => {
      const last = messageOf(id).hops.at(-1);
      const { corsError } = fieldsOf(params.corsErrorStatus);
      if (!last && typeof corsError === "string") unseen.set(id, corsError);
      if (!last) return false;
      last.failed = params;
      return ended(id, last, params);
    },
  };

  return {
    take(event) {
      const params = fieldsOf(event.params);
      const id = params.requestId;
      const taker = Object.hasOwn(takers, event.method) ? takers[event.method] : undefined;
      return taker !== undefined && typeof id === "string" && taker(params, id, event);
    },
    recording: () => ({
      browser: "chromium",
      exchanges: exchangesOf(messages, latest),
      pages,
      problems: [...unseen.values()].map(problemOf),
    }),
    pending: () => [...open.keys()].map(urlOf),
    end(session) {
      for (const [message, teller] of open) if (teller === session) open.delete(message);
    },
  };
}

/** What one kind of event changes; true when it answers or ends the request. */
type Taker = (params: Fields, id: string, event: CdpEvent) => boolean;

/** A preflight whose request still waits is left out: what it was for is not known to have failed. */
function exchangesOf(messages: readonly CdpRequest[], latest: ReadonlyMap<string, CdpRequest>): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const message of messages) {
    const { requestId } = fieldsOf(message.hops[0]?.sent.initiator);
    const asking = typeof requestId === "string" ? latest.get(requestId) : undefined;
    if (!isEnded(message) || (asking && !isEnded(asking))) continue;
    for (const hop of message.hops) exchanges.push(toExchange(message, hop, asking));
  }
  return exchanges.sort((a, b) => a.index - b.index);
}

/** A request that began before it was watched has no URL here. */
function problemOf(corsError: string): string {
  return `a request that was made before it could be watched was refused (Chrome: ${corsError}); reload the page to see which`;
}

function urlOf({ hops }: CdpRequest): string {
  const { url } = fieldsOf(hops.at(-1)?.sent.request);
  return typeof url === "string" ? url : "";
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
