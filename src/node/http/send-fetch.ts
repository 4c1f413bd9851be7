import { getDomain } from "tldts";
import { type CorsFetch, type Exchange, type Hop, noInitiator, type Recording } from "../../exchange.ts";
import { isBadPort } from "../../fetch/bad-port.ts";
import { locationUrl, redirectRequest } from "../../fetch/http-redirect-fetch.ts";
import {
  type Agent,
  actualRequestHeaders,
  createRequest,
  needsPreflight,
  preflightRequestHeaders,
  type Request,
  type RequestInput,
  serializeRequestOrigin,
} from "../../fetch/request.ts";
import { checkResponse, isAnswered, preflightStep, underCredentialsMode } from "../../verdict/check-response.ts";
import { type HttpRequest, type SendOptions, send } from "./send.ts";

/** What a server is asked, and how. */
export interface SendFetchOptions extends SendOptions {
  /** Sends the request itself too, where its preflight passes or none is needed. */
  readonly actual: boolean;
  /** The `Cookie` of the request, sent to its own host only; null for none. */
  readonly cookie: string | null;
  readonly userAgent: string;
}

/** One call as a browser would have made it, and everything that was exchanged for it. */
export interface SentFetch {
  readonly fetch: CorsFetch;
  readonly recording: Recording;
  /** True when the preflight passed, and the request after it was not to be sent. */
  readonly preflightOnly: boolean;
}

/**
 * Makes a call as a browser makes it: the preflight where one is needed, the request, and each redirect, up to the
 * response that a browser would refuse, or hand to the page. Never rejects; the network's failures are in the recording.
 * @see https://fetch.spec.whatwg.org/#http-fetch
 */
export async function sendFetch(call: RequestInput, options: SendFetchOptions): Promise<SentFetch> {
  const exchanges: Exchange[] = [];
  const hops: Hop[] = [];
  const record = (exchange: Exchange) => {
    exchanges.push(exchange);
    return exchange;
  };
  let request = createRequest(call, siteOf);
  let preflightOnly = false;
  for (;;) {
    const { preflight, actual, next } = await sendHop(request, call, options, (exchange) =>
      record({ ...exchange, index: exchanges.length }),
    );
    const { method, url, isCrossOrigin } = request;
    hops.push({ actual, preflight, method, url, origin: serializeRequestOrigin(request), isCrossOrigin });
    preflightOnly = actual === null;
    if (!next) break;
    request = next;
  }
  const { origin, credentials } = call;
  return {
    fetch: { origin, hops, mode: "cors", credentials, context: "page", pageExchange: null },
    recording: { browser: "other", exchanges, pages: new Map(), problems: [] },
    preflightOnly,
  };
}

interface SentHop {
  readonly preflight: Exchange | null;
  /** Null where the preflight passes and nothing more is to be sent. */
  readonly actual: Exchange | null;
  /** The request that a redirect leads to. */
  readonly next?: Request;
}

async function sendHop(
  request: Request,
  call: RequestInput,
  options: SendFetchOptions,
  record: (exchange: Exchange) => Exchange,
): Promise<SentHop> {
  const unsent = unsentExchange(request);
  if (!/^https?:/.test(request.url)) return { preflight: null, actual: record(unsent) };
  if (isBadPort(new URL(request.url).port)) {
    return { preflight: null, actual: record({ ...unsent, error: "net::ERR_UNSAFE_PORT" }) };
  }
  const preflight = needsPreflight(request) ? record(await sendPreflight(request, options)) : null;
  if (preflight && !passes(preflight, request))
    return { preflight, actual: record({ ...unsent, error: preflight.error }) };
  if (!options.actual) return { preflight, actual: null };
  const sent = await sendActual(request, call, options);
  const isRefused = refuses(sent, request);
  // The check comes before the question whether anybody may be redirected there.
  const actual = isRefused && sent.error === "net::ERR_UNSAFE_REDIRECT" ? { ...sent, error: undefined } : sent;
  const isLast = actual.error !== undefined || isRefused || actual.redirectUrl === "";
  if (isLast) return { preflight, actual: record(actual) };
  const next = redirectRequest(request, actual.status, actual.redirectUrl, siteOf);
  if ("error" in next) return { preflight, actual: record({ ...actual, error: next.error }) };
  return { preflight, actual: record(actual), next };
}

function passes(preflight: Exchange, { origin, method, credentials }: Request): boolean {
  if (!isAnswered(preflight)) return false;
  const step = preflightStep(preflight, { origin, method, pageOrigin: origin });
  return checkResponse(underCredentialsMode(step, credentials)).length === 0;
}

function refuses(exchange: Exchange, request: Request): boolean {
  const { origin: pageOrigin, method, credentials, isCrossOrigin } = request;
  const origin = serializeRequestOrigin(request);
  const step = { name: "actual", exchange, origin, credentials, method, headerNames: [], isCrossOrigin } as const;
  return checkResponse({ ...step, pageOrigin }).length > 0;
}

function sendPreflight(request: Request, options: SendFetchOptions): Promise<Exchange> {
  const headers = preflightRequestHeaders(request, agentOf(options));
  return exchangeOf({ method: "OPTIONS", url: request.url, headers, body: null }, "preflight", options);
}

function sendActual(request: Request, call: RequestInput, options: SendFetchOptions): Promise<Exchange> {
  const isOwnHost = new URL(call.url).host === new URL(request.url).host;
  const headers = actualRequestHeaders(request, agentOf(options), isOwnHost ? options.cookie : null);
  return exchangeOf({ method: request.method, url: request.url, headers, body: request.body }, "fetch", options);
}

async function exchangeOf(message: HttpRequest, resourceType: string, options: SendOptions): Promise<Exchange> {
  const startedAt = Date.now();
  const { status, headers, error, address } = await send(message, options);
  const location = locationUrl(status, headers, message.url);
  return {
    ...emptyExchange,
    method: message.method,
    url: message.url,
    requestHeaders: message.headers,
    status,
    responseHeaders: headers,
    redirectUrl: location?.url ?? "",
    // A preflight is not followed anyway: of its redirects, only those that lead nowhere are errors.
    error: (resourceType === "preflight" && location?.url !== "" ? undefined : location?.error) ?? error,
    resourceType,
    startedAt,
    endedAt: Date.now(),
    serverAddress: address,
  };
}

/** The request that a browser holds back. */
function unsentExchange({ method, url, headers }: Request): Exchange {
  const now = Date.now();
  return {
    ...emptyExchange,
    method,
    url,
    requestHeaders: headers,
    hasWireHeaders: false,
    mayHaveBeenSent: false,
    resourceType: "fetch",
    startedAt: now,
    endedAt: now,
  };
}

const emptyExchange: Exchange = {
  index: 0,
  browser: "other",
  method: "",
  url: "",
  requestHeaders: [],
  hasWireHeaders: true,
  mayHaveBeenSent: true,
  status: 0,
  responseHeaders: [],
  responseText: null,
  redirectUrl: "",
  error: undefined,
  resourceType: "",
  initiator: noInitiator,
  startedAt: 0,
  endedAt: 0,
  page: "",
  serverAddress: "",
  fetchedViaServiceWorker: false,
  hasUntrustedCertificate: false,
  requestId: "",
  context: "page",
  credentials: "unknown",
  corsError: undefined,
  isIntercepted: false,
  observedCall: { mode: "cors", credentials: "unknown", redirect: "follow", blockedBy: "" },
};

function agentOf({ userAgent }: SendFetchOptions): Agent {
  return { userAgent, languages: "en-US,en;q=0.9", byteLength: (text) => Buffer.byteLength(text) };
}

function siteOf(hostname: string): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}
