/** One header line as recorded; the name keeps its spelling. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** What made the browser send a request, as far as it is recorded. */
export interface Initiator {
  /** `script`, `parser`, `preflight`, `other`, or "" where it is not recorded. */
  readonly type: string;
  /** URL of the script or document that made the request, or "". */
  readonly url: string;
  /** Chromium's `<pid>.<n>`: on a preflight, the id of the actual request that it belongs to; else "". */
  readonly requestId: string;
  /** The call stack as it was recorded, which `callFrames` reads; null where none is. */
  readonly stack: unknown;
}

/** A function in a recorded call stack. */
export interface CallFrame {
  /** "" for code outside functions and for functions without a name. */
  readonly functionName: string;
  readonly url: string;
  /** From 0; NaN where it is not recorded. */
  readonly line: number;
  /** From 0; NaN where it is not recorded. */
  readonly column: number;
}

/** The place in a source file that a place in a bundle was made from, by the bundle's source map. */
export interface SourcePosition {
  /** URL of the source file, resolved against that of the source map; `webpack://…` and the like where the map says so. */
  readonly url: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** True where the source map says that the file is a library's, by its ignore list. */
  readonly isLibrary: boolean;
}

/** The initiator of a request whose initiator is not recorded. */
export const noInitiator: Initiator = { type: "", url: "", requestId: "", stack: null };

/**
 * What the page's code asked for when it called `fetch` or `XMLHttpRequest`. No browser records this; an observer in
 * the page has noted it.
 * @see https://fetch.spec.whatwg.org/#requestinit
 */
export interface ObservedCall {
  readonly mode: CorsFetch["mode"];
  readonly credentials: CredentialsMode;
  readonly redirect: "follow" | "error" | "manual" | "unknown";
  /** The directive of the page's Content-Security-Policy that stopped the request, or "". */
  readonly blockedBy: string;
}

/** One HTTP request and its response as recorded, such as one HAR entry. */
export interface Exchange {
  /** Place in the recording, counted from 0. */
  readonly index: number;
  /** The browser that made the request: browsers do not all check in the same order. */
  readonly browser: Browser;
  readonly method: string;
  /** The URL as recorded, without its fragment. */
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  /**
   * True when `requestHeaders` are those that were sent; false when they are provisional, as the page asked for them.
   */
  readonly hasWireHeaders: boolean;
  /** False only where the recording shows that the browser never sent the request; so it is true where `status` is over 0. */
  readonly mayHaveBeenSent: boolean;
  /** The HTTP status; 0 for a network error and for a response that is not recorded. */
  readonly status: number;
  readonly responseHeaders: readonly Header[];
  /** The response body where it is recorded as text, else null. */
  readonly responseText: string | null;
  /** The URL that the response redirects to, resolved, or "". */
  readonly redirectUrl: string;
  /**
   * The browser's error: null for a success, "" for a request that was blocked before it was sent, else a `net::ERR_…`
   * name; undefined where the recording has no such field (Firefox, most HAR files).
   */
  readonly error: string | null | undefined;
  /**
   * Chromium's resource type in lower case (`fetch`, `xhr`, `preflight`, `script`, …), or "" where it is not recorded.
   */
  readonly resourceType: string;
  readonly initiator: Initiator;
  /** Milliseconds since the epoch; NaN where the recorded time cannot be read. */
  readonly startedAt: number;
  /** Milliseconds since the epoch; equal to `startedAt` where the duration is not recorded. */
  readonly endedAt: number;
  /** The recording's id of the page that made the request, or "" (workers, frames of other sites). */
  readonly page: string;
  /** The IP address that the response came from, or "". */
  readonly serverAddress: string;
  /** True when the recording says that a service worker sent the response. */
  readonly fetchedViaServiceWorker: boolean;
  /** True when the connection's certificate was not trusted. */
  readonly hasUntrustedCertificate: boolean;
  /** Chromium's own id of the request, the same for every hop of a redirect; "" where it is not recorded. */
  readonly requestId: string;
  /** Whether a page or a worker made the request; "" where it is not recorded. */
  readonly context: CorsFetch["context"] | "";
  /** The credentials mode as recorded, apart from what the sent headers prove. */
  readonly credentials: CredentialsMode;
  /**
   * Chromium's name for its CORS error (`MissingAllowOriginHeader`). It never changes the verdict; a difference is
   * shown. null when the request failed without a CORS error, undefined where the recording has no such field.
   */
  readonly corsError: string | null | undefined;
  /** True when the program that controls the browser sent the response, as Playwright's `route()` does. */
  readonly isIntercepted: boolean;
  /** What the page asked for; absent where the call was not observed. */
  readonly observedCall?: ObservedCall;
}

/** The browser that made a recording; `other` for a HAR file that shows neither of the two. */
export type Browser = "chromium" | "firefox" | "other";

/** A period in which something, such as an extension, changed the headers of a server's responses, and reported it. */
export interface HeaderOverride {
  /** Origin of the server. */
  readonly server: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Milliseconds since the epoch; infinite while the override lasts. */
  readonly until: number;
}

/** Everything that one HAR file, DevTools session or CDP session holds. */
export interface Recording {
  readonly browser: Browser;
  readonly exchanges: readonly Exchange[];
  /** The requests that had no response when the recording ended; absent where there are none, and in every HAR file. */
  readonly pending?: readonly Exchange[];
  /** Page id → URL of the document. */
  readonly pages: ReadonlyMap<string, string>;
  /** Page id → URL of the top-level page, for the documents of frames; absent where the recording has no frames. */
  readonly topPages?: ReadonlyMap<string, string>;
  /** Where code came from before it was bundled, by `framePlace`; absent where no source map was read. */
  readonly sourcePositions?: ReadonlyMap<string, SourcePosition>;
  /** One message for each part that could not be read, with its place in the source. Everything else was read. */
  readonly problems: readonly string[];
  /** When and where response headers are known to have been changed; nowhere when absent. */
  readonly headerOverrides?: readonly HeaderOverride[];
}

/**
 * Whether a request carries credentials. Across origins, the mode `same-origin` is the same as `omit`. Most recordings
 * do not show the mode: then it is `unknown`.
 * @see https://fetch.spec.whatwg.org/#concept-request-credentials-mode
 */
export type CredentialsMode = "include" | "omit" | "unknown";

/** One request of a fetch: the first, or one that a redirect led to, with the preflight sent for it. */
export interface Hop {
  /** The actual request; null where the recording holds only its preflight. */
  readonly actual: Exchange | null;
  /** The preflight sent for this hop; null when none was needed, sent or recorded. */
  readonly preflight: Exchange | null;
  /** Other preflights that may be this hop's as well, with other responses; absent where there is no doubt. */
  readonly ambiguousPreflights?: readonly Exchange[];
  readonly method: string;
  readonly url: string;
  /** The `Origin` that the browser compares with the response: a serialized origin, or "null" when opaque. */
  readonly origin: string;
  /** True when the response is subject to the CORS check: at another origin, and at every hop after that. */
  readonly isCrossOrigin: boolean;
}

/** One cross-origin fetch as the page made it: every hop of the actual request, each with its preflight. */
export interface CorsFetch {
  /** Origin of the page, frame or worker that made the fetch; "" where nothing shows it. */
  readonly origin: string;
  /** Never empty. The last hop decides the outcome. */
  readonly hops: readonly Hop[];
  /**
   * `cors` when the CORS check applies; `no-cors` for plain elements and opaque fetches; `unknown` if nothing shows it.
   */
  readonly mode: "cors" | "no-cors" | "same-origin" | "unknown";
  /** What the observed call or the sent headers prove; never a guess. */
  readonly credentials: CredentialsMode;
  /** Where the fetch was made. Of a blocked request in a `worker`, HAR never records the response headers. */
  readonly context: "page" | "worker" | "service-worker";
  /** The page's own exchange for a request that its service worker sent; null for all others. */
  readonly pageExchange: Exchange | null;
}

/** What the page asked for with the fetch of these hops; undefined where the call was not observed. */
export function observedCallOf([first]: readonly Hop[]): ObservedCall | undefined {
  return first?.actual?.observedCall;
}

/**
 * The last hop of a fetch, which decides its outcome.
 * @throws {TypeError} when the fetch has no hop, which no function of this library returns
 */
export function lastHop(fetch: CorsFetch): Hop {
  const hop = fetch.hops[fetch.hops.length - 1];
  if (!hop) throw new TypeError("a CorsFetch has at least one hop");
  return hop;
}
