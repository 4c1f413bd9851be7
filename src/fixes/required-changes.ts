import type { Diagnosis, Finding } from "../diagnosis.ts";
import { type CredentialsMode, type Header, lastHop } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { normalizeMethod } from "../fetch/method.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";
import type { ServerRemedy } from "../remedy.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/** A change that only the calling page can make. */
export type PageChange =
  /** Write the method in upper case. */
  | "upper-case-method"
  /** Drop `Access-Control-…` from the request's headers. */
  | "drop-response-headers"
  /** Call the URL that the redirect leads to. */
  | "call-final-url"
  /** Do without cookies, so that `*` suffices. */
  | "drop-credentials"
  /** Write `http://` in front of the URL. */
  | "add-scheme"
  /** Open the page over http or https, so that it has an origin. */
  | "serve-page"
  /** What the reason, or else the cause, says. */
  | "as-explained";

/** What one refused fetch needs, from its server and from its page. */
export interface RequiredChanges {
  readonly diagnosis: Diagnosis;
  readonly url: string;
  /** The origin to allow; "" where none can be. */
  readonly origin: string;
  readonly method: string;
  readonly headerNames: readonly string[];
  readonly credentials: CredentialsMode;
  /** What the server must change, in the order of the findings. */
  readonly remedies: readonly ServerRemedy[];
  readonly pageChanges: readonly PageChange[];
  /** True where the page's change is the better one. */
  readonly pageFirst: boolean;
  /** Response headers that the page sends as request headers. */
  readonly droppedNames: readonly string[];
}

/** Divides what ends a refusal between the server and the page. */
export function requiredChanges(diagnosis: Diagnosis): RequiredChanges {
  const { fetch, verdict, findings, reasons, credentials } = diagnosis;
  const hop = lastHop(fetch);
  const asked = hop.preflight?.requestHeaders ?? [];
  const askedMethod = getHeader(asked, "Access-Control-Request-Method") ?? hop.method;
  const names = hop.preflight ? requestedHeaderNames(asked) : unsafeNames(hop.actual?.requestHeaders ?? []);
  const method = meantMethod(askedMethod);
  const tainted = hop.origin === "null" && fetch.origin !== "null";
  const origin = tainted ? fetch.origin : hop.origin;
  const responseNames = names.filter(isResponseHeaderName);
  const pageChanges = new Set<PageChange>();
  const remedies = new Set<ServerRemedy>();
  const refined = reasons.find(({ remedy }) => remedy !== null)?.remedy;
  for (const finding of inOrder(verdict, findings)) {
    const change = pageChangeOf(finding, {
      method,
      askedMethod,
      tainted,
      origin,
      redirects: redirectsToSamePath(diagnosis),
      isVerdict: finding === verdict,
    });
    if (change) pageChanges.add(change);
    const remedy =
      finding === verdict && !(tainted && refined === "avoid-redirect") ? (refined ?? finding.remedy) : finding.remedy;
    const specific = change !== undefined || responseNames.length > 0;
    if (remedy === "change-request" && !specific) pageChanges.add("as-explained");
    if (remedy === "change-request" && (!specific || finding.remedy === "change-request")) continue;
    const atServer = remedy === "change-request" ? finding.remedy : remedy;
    if (atServer !== "change-request" && !isMendedBy(change, finding, responseNames)) remedies.add(atServer);
  }
  if (responseNames.length > 0) pageChanges.add("drop-response-headers");
  // A redirect that the reason explains, as to a login page, leads nowhere that the page should call.
  const astray = tainted && reasons[0] !== undefined && refined === undefined;
  const opaque = origin === "null" || origin === "";
  return {
    diagnosis,
    url: hop.url,
    origin: opaque ? "" : origin,
    method,
    headerNames: names.filter((name) => !isResponseHeaderName(name)),
    credentials,
    remedies: opaque || astray ? [] : [...remedies],
    pageChanges: astray ? ["as-explained"] : [...pageChanges],
    pageFirst: (refined ?? verdict?.remedy) === "change-request" || tainted || opaque,
    droppedNames: responseNames,
  };
}

/** The verdict, which is not always the first finding, and what is certain besides. */
function inOrder(verdict: Finding | null, findings: readonly Finding[]): Finding[] {
  if (!verdict) return [];
  const besides = findings.filter(({ cause, step }) => cause !== verdict.cause || step !== verdict.step);
  return [verdict, ...besides.filter(({ certainty }) => certainty === "certain")];
}

interface Call {
  readonly method: string;
  readonly askedMethod: string;
  readonly tainted: boolean;
  readonly origin: string;
  readonly redirects: boolean;
  readonly isVerdict: boolean;
}

function pageChangeOf({ cause, subject, got }: Finding, call: Call): PageChange | undefined {
  if (cause === "unsupported-scheme" && got !== "file:") return "add-scheme";
  if (cause === "unsupported-scheme") return call.origin === "null" ? "serve-page" : undefined;
  if (subject === "Access-Control-Allow-Origin" && call.tainted) return "call-final-url";
  if (subject === "Access-Control-Allow-Origin" && call.origin === "null") return "serve-page";
  if (cause === "preflight-redirect" && call.redirects) return "call-final-url";
  if (cause === "wildcard-origin-with-credentials" && call.isVerdict) return "drop-credentials";
  if (cause === "method-not-allowed" && call.method !== call.askedMethod) return "upper-case-method";
  return undefined;
}

/** True when the page's change leaves the server nothing to do for this finding. */
function isMendedBy(change: PageChange | undefined, { cause, got, names }: Finding, drop: readonly string[]): boolean {
  if (change === "upper-case-method") {
    return names.every((name) => (got ?? "").split(/[ ,]+/).includes(name.toUpperCase()));
  }
  if (cause === "header-not-allowed") return names.length > 0 && names.every((name) => drop.includes(name));
  return false;
}

/** Only a redirect to the same path, but for its last slash, leads to the place that the page meant to call. */
function redirectsToSamePath({ fetch }: Diagnosis): boolean {
  const { preflight } = lastHop(fetch);
  if (!preflight || !URL.canParse(preflight.redirectUrl) || !URL.canParse(preflight.url)) return false;
  const bare = (url: string) => new URL(url).pathname.replace(/\/$/, "");
  return bare(preflight.redirectUrl) === bare(preflight.url);
}

/** `patch` is the one method that pages misspell and browsers leave as it is. */
function meantMethod(method: string): string {
  return /^patch$/i.test(method) ? "PATCH" : normalizeMethod(method);
}

/** Without a recorded preflight: what the page may have set, without what browsers themselves set as a rule. */
function unsafeNames(headers: readonly Header[]): string[] {
  return corsUnsafeRequestHeaderNames(headers, browserSetHeaders);
}

function isResponseHeaderName(lowerName: string): boolean {
  return lowerName.startsWith("access-control-");
}
