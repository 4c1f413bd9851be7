import {
  type Browser,
  type CredentialsMode,
  type Exchange,
  type Header,
  type Initiator,
  noInitiator,
  type ObservedCall,
} from "../exchange.ts";
import { combineValues, getHeader, isSameName } from "./headers.ts";

/** The `Origin` header of a request, or null. */
export function originHeaderOf(exchange: Exchange): string | null {
  return exchange instanceof RecordedExchange ? exchange.originHeader : getHeader(exchange.requestHeaders, "Origin");
}

/** The `Referer` header of a request, or null. */
export function refererHeaderOf(exchange: Exchange): string | null {
  return exchange instanceof RecordedExchange ? exchange.refererHeader : getHeader(exchange.requestHeaders, "Referer");
}

/**
 * An exchange for the reader of a recording to fill. It remembers the two headers that tell a page's requests to its own
 * origin, most of a recording, from all others. The headers of thousands of entries do not fit into the processor's cache,
 * so to find these two while an entry is being read takes a third of what it takes later. What is remembered is private,
 * so that neither JSON nor a copy with other headers has it.
 */
export class RecordedExchange implements Exchange {
  #originHeader: string | null = null;
  #refererHeader: string | null = null;
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

  /** Sets the request headers, and remembers two of them. */
  setRequestHeaders(headers: readonly Header[]): void {
    this.requestHeaders = headers;
    for (let i = 0; i < headers.length; i++) {
      const { name, value } = headers[i] as Header;
      if (name.length === "Origin".length) {
        if (isSameName(name, "Origin")) this.#originHeader = combineValues(this.#originHeader, value);
      } else if (name.length === "Referer".length) {
        if (isSameName(name, "Referer")) this.#refererHeader = combineValues(this.#refererHeader, value);
      }
    }
  }

  get originHeader(): string | null {
    return this.#originHeader;
  }

  get refererHeader(): string | null {
    return this.#refererHeader;
  }
}

const noHeaders: readonly Header[] = [];
