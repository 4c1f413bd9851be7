import { memoLatest } from "../collections.ts";
import {
  type Browser,
  type CredentialsMode,
  type Exchange,
  type Header,
  type Initiator,
  noInitiator,
  type ObservedCall,
} from "../exchange.ts";
import { type CorsHeaders, corsHeadersIn, noCorsHeaders } from "./cors-headers.ts";
import type { HeaderNames } from "./header-names.ts";
import { originOf, withoutFragment } from "./origin.ts";
import { noRequestHeaders, type RequestHeaders, requestHeadersIn } from "./request-headers.ts";

/** The headers of a request that the engine reads of nearly every one. */
export function requestHeadersOf(exchange: Pick<Exchange, "requestHeaders">): RequestHeaders {
  return exchange instanceof RecordedExchange ? exchange.knownRequestHeaders : headersOfOther(exchange.requestHeaders);
}

/** The headers of a response that the CORS check reads. */
export function corsHeadersOf(exchange: Exchange): CorsHeaders {
  return exchange instanceof RecordedExchange ? exchange.corsHeaders : corsHeadersOfOther(exchange.responseHeaders);
}

const headersOfOther = memoLatest(requestHeadersIn);
const corsHeadersOfOther = memoLatest(corsHeadersIn);

/** The origin of the server that an exchange is with, as `originOf` returns it. */
export function serverOf(exchange: Exchange): string {
  return exchange instanceof RecordedExchange ? exchange.server : originOf(exchange.url);
}

/** The `Origin` header of a request, or null. */
export function originHeaderOf(exchange: Exchange): string | null {
  return requestHeadersOf(exchange).origin;
}

/** The `Referer` header of a request, or null. */
export function refererHeaderOf(exchange: Exchange): string | null {
  return requestHeadersOf(exchange).referer;
}

/**
 * An exchange for the reader of a recording to fill. It remembers the headers that the engine reads of nearly every one. The
 * headers of thousands of entries do not fit into the processor's cache, so these headers are found while an entry is being
 * read anyway. What is remembered is private, so that neither JSON nor a copy with other headers has it.
 */
export class RecordedExchange implements Exchange {
  #server = "";
  #knownRequestHeaders = noRequestHeaders;
  #corsHeaders = noCorsHeaders;
  /** The names of the response's headers once they are asked for; a `WeakMap` of them takes 0.4 µs for each response. */
  #responseNames: HeaderNames | null = null;
  index = 0;
  browser: Browser = "other";
  method = "GET";
  url = "";
  requestHeaders: readonly Header[] = noHeaders;
  hasWireHeaders = false;
  mayHaveBeenSent = true;
  status = 0;
  responseHeaders: readonly Header[] = noHeaders;
  responseText: string | null = null;
  redirectUrl = "";
  error: string | null | undefined = undefined;
  resourceType = "";
  initiator: Initiator = noInitiator;
  startedAt = Number.NaN;
  endedAt = Number.NaN;
  page = "";
  serverAddress = "";
  fetchedViaServiceWorker = false;
  hasUntrustedCertificate = false;
  requestId = "";
  context: Exchange["context"] = "";
  credentials: CredentialsMode = "unknown";
  corsError: string | null | undefined = undefined;
  isIntercepted = false;
  declare observedCall?: ObservedCall;

  /** Sets the URL, without its fragment, and remembers its origin. */
  setUrl(url: string): void {
    this.url = withoutFragment(url);
    this.#server = originOf(this.url);
  }

  /** Sets the request headers, and remembers some of them. */
  setRequestHeaders(headers: readonly Header[]): void {
    this.requestHeaders = headers;
    this.#knownRequestHeaders = requestHeadersIn(headers);
  }

  /** Sets the response headers, and remembers those that the CORS check reads. */
  setResponseHeaders(headers: readonly Header[]): void {
    this.responseHeaders = headers;
    this.#corsHeaders = corsHeadersIn(headers);
    this.#responseNames = null;
  }

  get server(): string {
    return this.#server;
  }

  get knownRequestHeaders(): RequestHeaders {
    return this.#knownRequestHeaders;
  }

  get corsHeaders(): CorsHeaders {
    return this.#corsHeaders;
  }

  /**
   * The names of the response's headers, which `find` returns when they are first asked for. The caller passes it in, because the
   * panel shows the list before it needs `find`, but reads the recording with this class.
   */
  responseNames(find: (headers: readonly Header[]) => HeaderNames): HeaderNames {
    this.#responseNames ??= find(this.responseHeaders);
    return this.#responseNames;
  }
}

const noHeaders: readonly Header[] = [];
