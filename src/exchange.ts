/** One header line as recorded; the name keeps the spelling of the wire. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** What made the browser send a request, as far as the recording tells. */
export interface Initiator {
  /** `script`, `parser`, `preflight`, `other`, or "" where the recording does not tell. */
  readonly type: string;
  /** The script or document that made the request, or "". */
  readonly url: string;
  /** Chromium's `<pid>.<n>`: on a preflight, the id of the actual request that it belongs to; else "". */
  readonly requestId: string;
  /** Equal for requests made by the same line of code; "" where the recording does not tell. */
  readonly callSite: string;
}

/** The initiator of a recording that tells nothing of it. */
export const noInitiator: Initiator = { type: "", url: "", requestId: "", callSite: "" };

/**
 * What the code of the page asked for with its call, and no browser records: told by one who watched the call.
 * @see https://fetch.spec.whatwg.org/#requestinit
 */
export interface ObservedCall {
  readonly mode: CorsFetch["mode"];
  readonly credentials: CredentialsMode;
  readonly redirect: "follow" | "error" | "manual" | "unknown";
  /** The directive of the page's Content-Security-Policy that stopped the call, or "". */
  readonly blockedBy: string;
}

/** One HTTP request and its response as recorded; a HAR entry becomes one. */
export interface Exchange {
  /** Place in the recording, counted from 0. */
  readonly index: number;
  /** What made the request: browsers do not all check in the same order. */
  readonly browser: Browser;
  readonly method: string;
  /** The URL as recorded, without its fragment. */
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  /** True when `requestHeaders` are those of the wire; false when they are the provisional ones that the page asked for. */
  readonly hasWireHeaders: boolean;
  /** False only where the recording shows that the browser never sent the request. */
  readonly mayHaveBeenSent: boolean;
  /** The HTTP status; 0 is a network error, or a response that the recording does not hold. */
  readonly status: number;
  readonly responseHeaders: readonly Header[];
  /** The response body where the recording holds it as text. */
  readonly responseText: string | null;
  /** The URL that the response redirects to, resolved, or "". */
  readonly redirectUrl: string;
  /**
   * The browser's own word on how the request ended: null for a success, "" for blocked before sending, else a
   * `net::ERR_…` name; undefined where the recording has no such field (Firefox, most HAR files).
   */
  readonly error: string | null | undefined;
  /** Chromium's resource type in lower case (`fetch`, `xhr`, `preflight`, `script`, …), or "" where it is not told. */
  readonly resourceType: string;
  readonly initiator: Initiator;
  /** Milliseconds since the epoch; NaN where the recording has no readable time. */
  readonly startedAt: number;
  /** Milliseconds since the epoch; equal to `startedAt` where the duration is not known. */
  readonly endedAt: number;
  /** The recording's id of the page that made the request, or "" (workers, frames of other sites). */
  readonly page: string;
  /** The address that answered, or "". */
  readonly serverAddress: string;
  /** True where the recording says that a service worker answered. */
  readonly fetchedViaServiceWorker: boolean;
  /** True where the connection's certificate was not trusted. */
  readonly hasUntrustedCertificate: boolean;
  /** Chromium's own id of the request, the same for every hop of a redirect; "" where the recording does not tell. */
  readonly requestId: string;
  /** Who made the request; "" where the recording does not tell. */
  readonly context: CorsFetch["context"] | "";
  /** What the recording itself says of the credentials mode, apart from the headers that were sent. */
  readonly credentials: CredentialsMode;
  /**
   * Chromium's own name for its refusal (`MissingAllowOriginHeader`): a second opinion, which decides nothing. null when
   * the request failed without one, undefined where the recording has no such field.
   */
  readonly corsError: string | null | undefined;
  /** True where whoever drives the browser answered in the server's place, as Playwright's `route()` does. */
  readonly isIntercepted: boolean;
  /** What the call asked for; absent where nobody watched it. */
  readonly observedCall?: ObservedCall;
}

/** Which browser's habits a recording follows; `other` is any HAR file without signs of either. */
export type Browser = "chromium" | "firefox" | "other";

/** A time in which the headers of a server's answers were changed on their way, by something that says so. */
export interface HeaderOverride {
  /** Origin of the server. */
  readonly server: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Milliseconds since the epoch; infinite while it lasts. */
  readonly until: number;
}

/** Everything that one HAR file, DevTools session or CDP session recorded. */
export interface Recording {
  readonly browser: Browser;
  readonly exchanges: readonly Exchange[];
  /** Page id → URL of the document. */
  readonly pages: ReadonlyMap<string, string>;
  /** What could not be read, each with its place in the source; nothing else is lost. */
  readonly problems: readonly string[];
  /** When and where headers are known to have been changed on their way; nowhere when absent. */
  readonly headerOverrides?: readonly HeaderOverride[];
}

/**
 * `include`; `omit`, which `same-origin` amounts to across origins; or `unknown`, as most recordings leave it.
 * @see https://fetch.spec.whatwg.org/#concept-request-credentials-mode
 */
export type CredentialsMode = "include" | "omit" | "unknown";

/** One request of a fetch: the first, or one that a redirect led to, with the preflight sent for it. */
export interface Hop {
  /** The actual request; null where the recording holds only its preflight. */
  readonly actual: Exchange | null;
  /** The preflight sent for this hop; null when none was needed, sent or recorded. */
  readonly preflight: Exchange | null;
  /** Preflights of the same kind that may be this hop's as well, with other answers; absent where one is told apart. */
  readonly ambiguousPreflights?: readonly Exchange[];
  readonly method: string;
  readonly url: string;
  /** The `Origin` that this hop is judged by: a serialized origin, or "null" when opaque. */
  readonly origin: string;
  /** True when the response is subject to the CORS check: another origin, or any hop after one. */
  readonly isCrossOrigin: boolean;
}

/** One cross-origin fetch as the page made it: preflight, if needed, and every hop of the actual request. */
export interface CorsFetch {
  /** Origin of the page, frame or worker that called; "" where nothing tells. */
  readonly origin: string;
  /** Never empty; the last hop decides. */
  readonly hops: readonly Hop[];
  /** `cors` when the CORS check applies; `no-cors` for plain elements and opaque fetches; `unknown` where nothing tells. */
  readonly mode: "cors" | "no-cors" | "same-origin" | "unknown";
  /** What the headers that were sent prove; never a guess. */
  readonly credentials: CredentialsMode;
  /** Who called: in a `worker`, response headers of blocked requests are never recorded. */
  readonly context: "page" | "worker" | "service-worker";
  /** The page's own entry for a request that its service worker made again. */
  readonly pageExchange: Exchange | null;
}

/** What the call that began with these hops asked for; undefined where nobody watched it. */
export function observedCallOf([first]: readonly Hop[]): ObservedCall | undefined {
  return first?.actual?.observedCall;
}

/** The hop that decides the fetch's outcome. */
export function lastHop(fetch: CorsFetch): Hop {
  const hop = fetch.hops.at(-1);
  if (!hop) throw new TypeError("a CorsFetch has at least one hop");
  return hop;
}
