import {
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  get,
  type Header,
  isCorsSafelistedMethod,
} from "./headers.ts";

// The Fetch standard's algorithms for a fetch with mode `cors`, one function for each, with the standard's steps in the
// standard's order. Where the standard only says "failure", the functions give Chromium's name of it, `CorsError`.

/** @see https://fetch.spec.whatwg.org/#concept-request */
export interface Request {
  /** Serialized; "null" for an opaque origin. */
  readonly origin: string;
  readonly url: string;
  /** Already normalized. */
  readonly method: string;
  /** The headers that the page sets. */
  readonly headers: readonly Header[];
  readonly credentialsMode: "omit" | "same-origin" | "include";
  readonly redirectMode: "follow" | "error";
}

export interface Response {
  readonly status: number;
  readonly headers: readonly Header[];
}

/** One request that went out to the network, or would have, and what became of it. */
export interface NetworkRequest {
  readonly kind: "preflight" | "actual";
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
  /** The value of `Origin`, or null where the request has none. */
  readonly origin: string | null;
  readonly includesCredentials: boolean;
  /** Whether the response is subject to the CORS check. */
  readonly isCors: boolean;
  /** The response; null for a network error, and for a request that was never sent. */
  readonly response: Response | null;
  readonly wasSent: boolean;
  /** Where the response redirects to, or "". */
  readonly location: string;
  /** Whether the browser stopped the fetch here. */
  readonly isBlocked: boolean;
}

/**
 * How a fetch ends. `failed` is a failure that is not CORS: the connection broke, or a redirect came although the page
 * wanted none.
 */
export type FetchOutcome =
  | { readonly type: "allowed" }
  | { readonly type: "refused"; readonly corsError: string }
  | { readonly type: "failed" };

/** What servers respond with; null for a connection that breaks. `hop` counts redirects from 0. */
export type Servers = (asked: {
  readonly hop: number;
  readonly kind: "preflight" | "actual";
  readonly method: string;
  readonly origin: string;
  readonly unsafeNames: readonly string[];
}) => Response | null;

interface State {
  readonly request: Request;
  readonly servers: Servers;
  readonly sent: NetworkRequest[];
  currentUrl: URL;
  method: string;
  headers: readonly Header[];
  /** @see https://fetch.spec.whatwg.org/#concept-request-response-tainting */
  responseTainting: "basic" | "cors";
  /** @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
  isRedirectTainted: boolean;
  redirectCount: number;
}

/** Fetches as a browser does: the outcome, and every request in the order in which each began. */
export function fetch(request: Request, servers: Servers): { outcome: FetchOutcome; sent: readonly NetworkRequest[] } {
  const sent: NetworkRequest[] = [];
  const { url, method, headers } = request;
  const outcome = mainFetch({
    request,
    servers,
    sent,
    currentUrl: new URL(url),
    method,
    headers,
    responseTainting: "basic",
    isRedirectTainted: false,
    redirectCount: 0,
  });
  return { outcome, sent };
}

const allowed: FetchOutcome = { type: "allowed" };
const failed: FetchOutcome = { type: "failed" };
const refused = (corsError: string): FetchOutcome => ({ type: "refused", corsError });

/** @see https://fetch.spec.whatwg.org/#concept-main-fetch, the step that chooses by origin, scheme and mode */
function mainFetch(state: State): FetchOutcome {
  const { request, currentUrl } = state;
  if (isSameOrigin(request.origin, currentUrl) && state.responseTainting === "basic") return httpFetch(state, false);
  if (currentUrl.protocol !== "http:" && currentUrl.protocol !== "https:") {
    record(state, { kind: "actual", response: null, wasSent: false, isBlocked: true });
    return refused("CorsDisabledScheme");
  }
  state.responseTainting = "cors";
  const needsPreflight =
    !isCorsSafelistedMethod(state.method) || corsUnsafeRequestHeaderNames(state.headers).length > 0;
  return httpFetch(state, needsPreflight);
}

/** @see https://fetch.spec.whatwg.org/#concept-http-fetch */
function httpFetch(state: State, makeCorsPreflight: boolean): FetchOutcome {
  if (makeCorsPreflight) {
    const preflight = corsPreflightFetch(state);
    if (preflight.type !== "allowed") {
      record(state, { kind: "actual", response: null, wasSent: false, isBlocked: true });
      return preflight;
    }
  }
  const response = respond(state, "actual");
  if (response === null) {
    record(state, { kind: "actual", response, wasSent: true, isBlocked: true });
    return failed;
  }
  const location = locationOf(response, state.currentUrl);
  const end = (outcome: FetchOutcome) => {
    const target = location === "failure" ? null : location;
    record(state, { kind: "actual", response, wasSent: true, isBlocked: outcome.type !== "allowed", location: target });
    return outcome;
  };
  const corsError = state.responseTainting === "cors" ? corsCheck(state, response) : null;
  if (corsError !== null) return end(refused(corsError));
  if (location === null) return end(allowed);
  if (location === "failure") return end(failed);
  // The standard looks at the redirect mode first. Chromium names the user name of a location all the same.
  const redirectError = checkRedirect(state, location);
  if (redirectError !== null) return end(refused(redirectError));
  if (state.request.redirectMode === "error") return end(failed);
  end(allowed);
  return httpRedirectFetch(state, response, location);
}

/** The first steps of HTTP-redirect fetch, which refuse. @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
function checkRedirect({ request, responseTainting }: State, location: URL): string | null {
  const includesCredentials = location.username !== "" || location.password !== "";
  if (includesCredentials && !isSameOrigin(request.origin, location)) return "RedirectContainsCredentials";
  if (responseTainting === "cors" && includesCredentials) return "RedirectContainsCredentials";
  return null;
}

/** The steps after those. @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
function httpRedirectFetch(state: State, { status }: Response, location: URL): FetchOutcome {
  const { request, currentUrl, method } = state;
  state.redirectCount++;
  if (
    ((status === 301 || status === 302) && method === "POST") ||
    (status === 303 && method !== "GET" && method !== "HEAD")
  ) {
    state.method = "GET";
    state.headers = without(state.headers, requestBodyHeaderNames);
  }
  if (currentUrl.origin !== location.origin) state.headers = without(state.headers, corsNonWildcardRequestHeaderNames);
  // https://fetch.spec.whatwg.org/#concept-request-tainted-origin
  if (currentUrl.origin !== location.origin && !isSameOrigin(request.origin, currentUrl))
    state.isRedirectTainted = true;
  state.currentUrl = location;
  return mainFetch(state);
}

/** @see https://fetch.spec.whatwg.org/#request-body-header-name */
const requestBodyHeaderNames = ["content-encoding", "content-language", "content-location", "content-type"];

/** @see https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
const corsNonWildcardRequestHeaderNames = ["authorization"];

/**
 * The CORS-preflight fetch; "allowed" where the actual request may follow. Chromium refuses a redirect before it looks at a
 * header, and compares the status only after the CORS check.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
function corsPreflightFetch(state: State): FetchOutcome {
  const response = respond(state, "preflight");
  const location = response ? locationOf(response, state.currentUrl) : null;
  const end = (outcome: FetchOutcome) => {
    const target = location === "failure" ? null : location;
    record(state, {
      kind: "preflight",
      response,
      wasSent: true,
      isBlocked: outcome.type !== "allowed",
      location: target,
    });
    return outcome;
  };
  if (response === null) return end(failed);
  // A location that does not parse is a network error in Chromium, before any check.
  if (location === "failure") return end(failed);
  if (location !== null) return end(refused("PreflightDisallowedRedirect"));
  const corsError = corsCheck(state, response);
  if (corsError !== null) return end(refused(`Preflight${corsError}`));
  if (response.status < 200 || response.status > 299) return end(refused("PreflightInvalidStatus"));
  const methods = extractHeaderListValues("Access-Control-Allow-Methods", response.headers) ?? [];
  const headerNames = extractHeaderListValues("Access-Control-Allow-Headers", response.headers) ?? [];
  if (methods === "failure") return end(refused("InvalidAllowMethodsPreflightResponse"));
  if (headerNames === "failure") return end(refused("InvalidAllowHeadersPreflightResponse"));
  const isWithCredentials = state.request.credentialsMode === "include";
  if (
    !methods.includes(state.method) &&
    !isCorsSafelistedMethod(state.method) &&
    (isWithCredentials || !methods.includes("*"))
  ) {
    return end(refused("MethodDisallowedByPreflightResponse"));
  }
  const allowedNames = headerNames.map((name) => name.toLowerCase());
  for (const unsafeName of corsUnsafeRequestHeaderNames(state.headers)) {
    // The standard does not let `*` stand for a CORS non-wildcard request-header name. No browser carries that out yet.
    if (allowedNames.includes(unsafeName)) continue;
    if (isWithCredentials || !allowedNames.includes("*")) return end(refused("HeaderDisallowedByPreflightResponse"));
  }
  return end(allowed);
}

/** Chromium's name of the failure, or null for success. @see https://fetch.spec.whatwg.org/#concept-cors-check */
function corsCheck(state: State, response: Response): string | null {
  const origin = get("Access-Control-Allow-Origin", response.headers);
  if (origin === null) return "MissingAllowOriginHeader";
  const { credentialsMode } = state.request;
  if (credentialsMode !== "include" && origin === "*") return null;
  if (byteSerializeRequestOrigin(state) !== origin) return nameOfMismatch(origin);
  if (credentialsMode !== "include") return null;
  const credentials = get("Access-Control-Allow-Credentials", response.headers);
  return credentials === "true" ? null : "InvalidAllowCredentials";
}

/** Chromium's names for the values that are not the origin. They only help developers: each is a failure. */
function nameOfMismatch(origin: string): string {
  if (origin === "*") return "WildcardOriginNotAllowed";
  if (origin.includes(" ") || origin.includes(",")) return "MultipleAllowOriginValues";
  if (origin === "null") return "AllowOriginMismatch";
  return URL.canParse(origin) ? "AllowOriginMismatch" : "InvalidAllowOriginValue";
}

/** @see https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
function byteSerializeRequestOrigin({ request, isRedirectTainted }: State): string {
  return isRedirectTainted ? "null" : request.origin;
}

/** @see https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function originHeader(state: State, kind: NetworkRequest["kind"]): string | null {
  if (kind === "preflight" || state.responseTainting === "cors") return byteSerializeRequestOrigin(state);
  return state.method === "GET" || state.method === "HEAD" ? null : byteSerializeRequestOrigin(state);
}

/** @see https://fetch.spec.whatwg.org/#concept-response-location-url */
function locationOf({ status, headers }: Response, base: URL): URL | "failure" | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  const location = get("Location", headers);
  // Chromium takes an empty value for an absent one.
  if (location === null || location === "") return null;
  return URL.canParse(location, base) ? new URL(location, base) : "failure";
}

function isSameOrigin(origin: string, url: URL): boolean {
  return origin !== "null" && url.origin === origin;
}

function without(headers: readonly Header[], names: readonly string[]): readonly Header[] {
  return headers.filter(({ name }) => !names.includes(name.toLowerCase()));
}

function respond(state: State, kind: NetworkRequest["kind"]): Response | null {
  return state.servers({
    hop: state.redirectCount,
    kind,
    method: state.method,
    origin: byteSerializeRequestOrigin(state),
    unsafeNames: corsUnsafeRequestHeaderNames(state.headers),
  });
}

interface Recorded extends Pick<NetworkRequest, "kind" | "response" | "wasSent" | "isBlocked"> {
  readonly location?: URL | null;
}

/** @see https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch for `includeCredentials` */
function record(state: State, { location, ...recorded }: Recorded): void {
  const { request, currentUrl, method, headers, responseTainting } = state;
  const isPreflight = recorded.kind === "preflight";
  state.sent.push({
    ...recorded,
    url: currentUrl.href,
    method: isPreflight ? "OPTIONS" : method,
    headers: isPreflight ? preflightHeaders(state) : headers,
    origin: originHeader(state, recorded.kind),
    includesCredentials:
      !isPreflight &&
      (request.credentialsMode === "include" ||
        (request.credentialsMode === "same-origin" && responseTainting === "basic")),
    isCors: responseTainting === "cors",
    location: location?.href ?? "",
  });
}

function preflightHeaders({ method, headers }: State): readonly Header[] {
  const names = corsUnsafeRequestHeaderNames(headers);
  return [
    { name: "Access-Control-Request-Method", value: method },
    ...(names.length > 0 ? [{ name: "Access-Control-Request-Headers", value: names.join(",") }] : []),
  ];
}
