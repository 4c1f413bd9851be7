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
import { combineValues, getHeader, isSameName } from "./headers.ts";

/** The `Origin` header of a request, or null. */
export function originHeaderOf(exchange: Exchange): string | null {
  return exchange instanceof RecordedExchange ? exchange.originHeader : getHeader(exchange.requestHeaders, "Origin");
}

/** The `Referer` header of a request, or null. */
export function refererHeaderOf(exchange: Exchange): string | null {
  return exchange instanceof RecordedExchange ? exchange.refererHeader : getHeader(exchange.requestHeaders, "Referer");
}

/** The headers by which a preflight asks for a request, or null. */
export function preflightHeadersOf(exchange: Exchange): PreflightHeaders | null {
  return exchange instanceof RecordedExchange ? exchange.preflightHeaders : preflightHeadersIn(exchange.requestHeaders);
}

/** The headers of a response that the CORS check reads. */
export function corsHeadersOf(exchange: Exchange): CorsHeaders {
  return exchange instanceof RecordedExchange ? exchange.corsHeaders : corsHeadersIn(exchange.responseHeaders);
}

/** The two request headers that only preflights have. */
interface PreflightHeaders {
  /** The `Access-Control-Request-Method`. */
  readonly method: string;
  /** The `Access-Control-Request-Headers`, or null. */
  readonly headerNames: string | null;
}

/**
 * An exchange for the reader of a recording to fill. It remembers the headers that the engine reads of nearly every one. The
 * headers of thousands of entries do not fit into the processor's cache, so these headers are found while an entry is being
 * read anyway. What is remembered is private, so that neither JSON nor a copy with other headers has it.
 */
export class RecordedExchange implements Exchange {
  #originHeader: string | null = null;
  #refererHeader: string | null = null;
  #preflightHeaders: PreflightHeaders | null = null;
  #corsHeaders: CorsHeaders = noCorsHeaders;
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

  /** Sets the request headers, and remembers some of them. */
  setRequestHeaders(headers: readonly Header[]): void {
    this.requestHeaders = headers;
    for (let i = 0; i < headers.length; i++) {
      const { name, value } = headers[i] as Header;
      switch (name.length) {
        case "Origin".length:
          if (isSameName(name, "Origin")) this.#originHeader = combineValues(this.#originHeader, value);
          break;
        case "Referer".length:
          if (isSameName(name, "Referer")) this.#refererHeader = combineValues(this.#refererHeader, value);
          break;
        case "Access-Control-Request-Method".length:
          if (isSameName(name, "Access-Control-Request-Method")) this.#preflightHeaders = preflightHeadersIn(headers);
          break;
      }
    }
  }

  /** Sets the response headers, and remembers those that the CORS check reads. */
  setResponseHeaders(headers: readonly Header[]): void {
    this.responseHeaders = headers;
    this.#corsHeaders = corsHeadersIn(headers);
  }

  get originHeader(): string | null {
    return this.#originHeader;
  }

  get refererHeader(): string | null {
    return this.#refererHeader;
  }

  get preflightHeaders(): PreflightHeaders | null {
    return this.#preflightHeaders;
  }

  get corsHeaders(): CorsHeaders {
    return this.#corsHeaders;
  }
}

const noHeaders: readonly Header[] = [];

function preflightHeadersIn(headers: readonly Header[]): PreflightHeaders | null {
  const method = getHeader(headers, "Access-Control-Request-Method");
  return method === null ? null : { method, headerNames: getHeader(headers, "Access-Control-Request-Headers") };
}
