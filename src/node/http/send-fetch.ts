// The network: what comes in is a fetch as a page would make it, what goes out is the fetch with a recording of its
// exchanges. It judges only what a browser judges before it goes on to the next request.

import type { CorsFetch, Exchange, Hop, Recording } from "../../exchange.ts";
import { isBadPort } from "../../fetch/bad-port.ts";
import { redirectRequest } from "../../fetch/http-redirect-fetch.ts";
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
import { publicSuffixList } from "./public-suffix-list.ts";
import type { SendOptions } from "./send.ts";
import { sendExchange, unsentExchange } from "./send-exchange.ts";

/** How a fetch is sent. */
export interface SendFetchOptions extends SendOptions {
  /** True to send the actual request too, when its preflight passes or none is needed. */
  readonly actual: boolean;
  /** The `Cookie` header of the actual request, sent to the host of the fetch's URL only; null for none. */
  readonly cookie: string | null;
  readonly userAgent: string;
}

/** One fetch as a browser would have made it, and its exchanges. */
export interface SentFetch {
  readonly fetch: CorsFetch;
  readonly recording: Recording;
  /** True when the preflight passed and `actual` was false, so that the actual request was not sent. */
  readonly preflightOnly: boolean;
}

/**
 * Makes a fetch as a browser does: the preflight where one is needed, the actual request, and each redirect, until the
 * response that a browser would refuse or let the page read. Never rejects: network errors are in the recording.
 * @see https://fetch.spec.whatwg.org/#http-fetch
 */
export async function sendFetch(input: RequestInput, options: SendFetchOptions): Promise<SentFetch> {
  const exchanges: Exchange[] = [];
  const hops: Hop[] = [];
  const record = (exchange: Exchange) => {
    const recorded = { ...exchange, index: exchanges.length };
    exchanges.push(recorded);
    return recorded;
  };
  let request = createRequest(input, siteOf);
  let preflightOnly = false;
  for (;;) {
    const { preflight, actual, next } = await sendHop(request, input, options, record);
    const { method, url, isCrossOrigin } = request;
    hops.push({ actual, preflight, method, url, origin: serializeRequestOrigin(request), isCrossOrigin });
    preflightOnly = actual === null;
    if (!next) break;
    request = next;
  }
  const { origin, credentials } = input;
  return {
    fetch: { origin, hops, mode: "cors", credentials, context: "page", pageExchange: null },
    recording: { browser: "other", exchanges, pages: new Map(), problems: [] },
    preflightOnly,
  };
}

interface SentHop {
  readonly preflight: Exchange | null;
  /** Null when the preflight passes and `actual` is false. */
  readonly actual: Exchange | null;
  /** The request that a redirect leads to. */
  readonly next?: Request;
}

async function sendHop(
  request: Request,
  input: RequestInput,
  options: SendFetchOptions,
  record: (exchange: Exchange) => Exchange,
): Promise<SentHop> {
  const unsent = unsentExchange(request);
  if (!/^https?:/.test(request.url)) return { preflight: null, actual: record(unsent) };
  if (isBadPort(new URL(request.url).port)) {
    return { preflight: null, actual: record({ ...unsent, error: "net::ERR_UNSAFE_PORT" }) };
  }
  const preflight = needsPreflight(request) ? record(await sendPreflight(request, options)) : null;
  if (preflight && !isPreflightPassing(preflight, request))
    return { preflight, actual: record({ ...unsent, error: preflight.error }) };
  if (!options.actual) return { preflight, actual: null };
  const sent = await sendActual(request, input, options);
  const isRefused = isResponseRefused(sent, request);
  // A browser makes the CORS check first, so a refused response never gets as far as the check of the redirect's URL.
  const actual = isRefused && sent.error === "net::ERR_UNSAFE_REDIRECT" ? { ...sent, error: undefined } : sent;
  const isLast = actual.error !== undefined || isRefused || actual.redirectUrl === "";
  if (isLast) return { preflight, actual: record(actual) };
  const next = redirectRequest(request, actual.status, actual.redirectUrl, siteOf);
  if ("error" in next) return { preflight, actual: record({ ...actual, error: next.error }) };
  return { preflight, actual: record(actual), next };
}

function isPreflightPassing(preflight: Exchange, { origin, method, credentials }: Request): boolean {
  if (!isAnswered(preflight)) return false;
  const step = preflightStep(preflight, { origin, method, pageOrigin: origin });
  return checkResponse(underCredentialsMode(step, credentials)).length === 0;
}

function isResponseRefused(exchange: Exchange, request: Request): boolean {
  const { origin: pageOrigin, method, credentials, isCrossOrigin } = request;
  const origin = serializeRequestOrigin(request);
  const step = { name: "actual", exchange, origin, credentials, method, headerNames: [], isCrossOrigin } as const;
  return checkResponse({ ...step, pageOrigin }).length > 0;
}

function sendPreflight(request: Request, options: SendFetchOptions): Promise<Exchange> {
  const headers = preflightRequestHeaders(request, agentOf(options));
  return sendExchange({ method: "OPTIONS", url: request.url, headers, body: null }, "preflight", options);
}

function sendActual(request: Request, input: RequestInput, options: SendFetchOptions): Promise<Exchange> {
  const isOwnHost = new URL(input.url).host === new URL(request.url).host;
  const headers = actualRequestHeaders(request, agentOf(options), isOwnHost ? options.cookie : null);
  return sendExchange({ method: request.method, url: request.url, headers, body: request.body }, "fetch", options);
}

function agentOf({ userAgent }: SendFetchOptions): Agent {
  return { userAgent, languages: "en-US,en;q=0.9", byteLength: (text) => Buffer.byteLength(text) };
}

function siteOf(hostname: string): string {
  return publicSuffixList(hostname).domain ?? hostname;
}
