import type { CorsFetch } from "../exchange.ts";
import { isTextType } from "./body-text.ts";
import type { CdpHop, CdpRequest } from "./cdp-request.ts";
import { type Fields, fieldsOf, numberOf, textOf } from "./fields.ts";
import { type RefusedScheme, readRefusedScheme } from "./refused-schemes.ts";

/** What the events so far have reported. */
export interface CdpState {
  /**
   * All requests; an id that another renderer process uses again is another request. Without its start, one has no
   * hops.
   */
  readonly requests: CdpRequest[];
  /** Request id → the latest request with it. */
  readonly latest: Map<string, CdpRequest>;
  /** Loader id → URL of the document. */
  readonly pages: Map<string, string>;
  /** Loader id of a document in a frame → URL of the top-level page. */
  readonly topPages: Map<string, string>;
  /** Frame id → id of the frame that it is in, for frames within a page. */
  readonly parentFrames: Map<string, string>;
  /** Frame id → URL of its latest document. */
  readonly frameUrls: Map<string, string>;
  /** Requests that wait for a response → the session that reported them. */
  readonly pending: Map<CdpRequest, string>;
  /** Request id → its latest preflight. */
  readonly preflightOf: Map<string, CdpRequest>;
  /** Request id → Chromium's CORS error, for requests whose start was not reported. */
  readonly errorsWithoutStart: Map<string, string>;
  /** The calls that the browser refused because of their URLs' schemes, without a request. */
  readonly refusedSchemes: RefusedScheme[];
  hopCount: number;
}

/** The session that reported an event. */
interface Reporter {
  readonly caller?: CorsFetch["context"];
  readonly session?: string;
}

/** Applies one event; true when a request got its response or its end. Events of other kinds change nothing. */
export function applyEvent(state: CdpState, method: string, params: Fields, reporter: Reporter): boolean {
  if (method === "Page.frameAttached") addFrame(state, params);
  if (method === "Audits.issueAdded") return addIssue(state, params, reporter);
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  const id = params.requestId;
  return handler !== undefined && typeof id === "string" && handler(state, params, id, reporter);
}

/** The function that adds the start of a body, where the event ends a fetch with an error status and a text body. */
export function missingBody(
  state: CdpState,
  method: string,
  { requestId }: Fields,
): ((start: string) => void) | undefined {
  // The body of a failed request is there where it broke off.
  const isEnd = method === "Network.loadingFinished" || method === "Network.loadingFailed";
  const hop = isEnd && typeof requestId === "string" ? state.latest.get(requestId)?.hops.at(-1) : undefined;
  if (!hop?.response || !isErrorText(hop.response) || !/^(Fetch|XHR)$/.test(textOf(hop.sent.type))) return undefined;
  return (start) => {
    hop.bodyStart = start;
    // An exchange that was read before has no body.
    delete hop.exchange;
  };
}

function isErrorText({ status, mimeType }: Fields): boolean {
  return typeof status === "number" && status >= 400 && isTextType(textOf(mimeType));
}

type EventHandler = (state: CdpState, params: Fields, id: string, reporter: Reporter) => boolean;

const handlers: Readonly<Record<string, EventHandler>> = {
  "Network.requestWillBeSent": onRequestWillBeSent,
  "Network.requestWillBeSentExtraInfo": onRequestExtraInfo,
  "Network.responseReceivedExtraInfo": onResponseExtraInfo,
  "Network.requestServedFromCache": onServedFromMemoryCache,
  "Network.responseReceived": onResponseReceived,
  "Network.loadingFinished": onLoadingFinished,
  "Network.loadingFailed": onLoadingFailed,
};

function onRequestWillBeSent(state: CdpState, params: Fields, id: string, reporter: Reporter): boolean {
  const { caller = "page", session = "" } = reporter;
  const { loaderId, documentURL, timestamp, redirectResponse } = params;
  let request = requestOf(state, id);
  const last = request.hops.at(-1);
  // Two sessions of one target report the same request.
  if (last && last.sent.timestamp === timestamp) return false;
  if (last && redirectResponse !== undefined) endWithRedirect(last, params);
  // Another renderer process uses the same id.
  else if (last) request = addRequest(state, id);
  request.hops.push({ sent: params, context: caller, index: state.hopCount++ });
  state.pending.set(request, session);
  const { requestId: actualId } = fieldsOf(params.initiator);
  if (typeof actualId === "string") {
    endPreflight(state, actualId);
    state.preflightOf.set(actualId, request);
  }
  if (caller === "page" && typeof loaderId === "string" && typeof documentURL === "string" && loaderId !== "") {
    addDocument(state, loaderId, documentURL, textOf(params.frameId));
  }
  return redirectResponse !== undefined;
}

function addIssue(state: CdpState, params: Fields, { caller = "page" }: Reporter): boolean {
  const refused = readRefusedScheme(params, caller, state.hopCount);
  if (!refused) return false;
  state.hopCount += 1;
  state.refusedSchemes.push(refused);
  return true;
}

function addFrame({ parentFrames }: CdpState, { frameId, parentFrameId }: Fields): void {
  if (typeof frameId === "string" && typeof parentFrameId === "string") parentFrames.set(frameId, parentFrameId);
}

/** Remembers the document of a frame, and the top-level page that the frame is in. */
function addDocument(state: CdpState, loaderId: string, url: string, frameId: string): void {
  const { pages, topPages, parentFrames, frameUrls } = state;
  pages.set(loaderId, url);
  if (frameId !== "") frameUrls.set(frameId, url);
  let top = frameId;
  for (let depth = 0; depth < maxFrameDepth; depth++) top = parentFrames.get(top) ?? top;
  const topUrl = top === frameId ? undefined : frameUrls.get(top);
  if (topUrl !== undefined) topPages.set(loaderId, topUrl);
}

const maxFrameDepth = 20;

function endWithRedirect(hop: CdpHop, { redirectResponse, redirectHasExtraInfo, timestamp }: Fields): void {
  hop.response = fieldsOf(redirectResponse);
  hop.hasExtraInfo = redirectHasExtraInfo === true;
  hop.isRedirected = true;
  hop.endedAt = numberOf(timestamp);
}

function onRequestExtraInfo(state: CdpState, params: Fields, id: string): boolean {
  requestOf(state, id).requestExtras.push(params);
  return false;
}

function onResponseExtraInfo(state: CdpState, params: Fields, id: string): boolean {
  requestOf(state, id).responseExtras.push(params);
  return false;
}

function onServedFromMemoryCache(state: CdpState, _: Fields, id: string): boolean {
  const hop = lastHopOf(state, id);
  if (hop) hop.isFromMemoryCache = true;
  return false;
}

function onResponseReceived(state: CdpState, params: Fields, id: string): boolean {
  const hop = lastHopOf(state, id);
  if (!hop) return false;
  hop.response = fieldsOf(params.response);
  hop.hasExtraInfo = params.hasExtraInfo === true;
  if (params.type === "Document") forgetFormerDocument(state, hop.sent);
  return end(state, id, hop, params);
}

function onLoadingFinished(state: CdpState, params: Fields, id: string): boolean {
  const hop = lastHopOf(state, id);
  if (!hop) return false;
  hop.isFinished = true;
  return end(state, id, hop, params);
}

function onLoadingFailed(state: CdpState, params: Fields, id: string): boolean {
  const hop = lastHopOf(state, id);
  if (!hop) {
    const { corsError } = fieldsOf(params.corsErrorStatus);
    if (typeof corsError === "string") state.errorsWithoutStart.set(id, corsError);
    return false;
  }
  hop.failed = params;
  return end(state, id, hop, params);
}

/** Ends a request as the browser does when it cancels one, for a request whose frame or worker has closed. */
export function cancelRequest({ hops }: CdpRequest): void {
  const hop = hops.at(-1);
  if (hop) hop.failed = { errorText: "net::ERR_ABORTED", canceled: true };
}

function requestOf(state: CdpState, id: string): CdpRequest {
  return state.latest.get(id) ?? addRequest(state, id);
}

function addRequest({ latest, requests }: CdpState, id: string): CdpRequest {
  const request: CdpRequest = { id, hops: [], requestExtras: [], responseExtras: [] };
  latest.set(id, request);
  requests.push(request);
  return request;
}

function lastHopOf(state: CdpState, id: string): CdpHop | undefined {
  return requestOf(state, id).hops.at(-1);
}

function end(state: CdpState, id: string, hop: CdpHop, { timestamp }: Fields): true {
  hop.endedAt = numberOf(timestamp);
  state.pending.delete(requestOf(state, id));
  endPreflight(state, id);
  return true;
}

/** The end of a preflight is not reported when the page cancels the request that it is for. */
function endPreflight({ preflightOf, pending }: CdpState, actualId: string): void {
  const preflight = preflightOf.get(actualId);
  if (preflight) pending.delete(preflight);
}

/** Once a frame gets another document, the ends of the former document's requests are not reported. */
function forgetFormerDocument({ pending }: CdpState, { frameId, loaderId }: Fields): void {
  for (const request of pending.keys()) {
    const { sent } = request.hops.at(-1) ?? {};
    if (sent?.frameId === frameId && sent?.loaderId !== loaderId) pending.delete(request);
  }
}
