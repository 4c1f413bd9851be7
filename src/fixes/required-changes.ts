import { memoPerObject } from "../collections.ts";
import type { Diagnosis, Finding } from "../diagnosis.ts";
import { type CredentialsMode, lastHop } from "../exchange.ts";
import { getHeader, isCorsHeaderName } from "../fetch/headers.ts";
import { normalizeMethod } from "../fetch/normalize-method.ts";
import { pageSetUnsafeHeaderNames } from "../fetch/page-set-headers.ts";
import type { Remedy, ServerRemedy } from "../remedy.ts";
import { isUnallowableOrigin } from "../text/unallowable-origin.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/** A change that only the calling page can make. */
export type PageChange =
  /** Write the method in upper case. */
  | "upper-case-method"
  /** Remove `Access-Control-…` headers from the request. */
  | "remove-response-headers"
  /** Request the URL that the redirect leads to. */
  | "call-final-url"
  /** Send no credentials, so that `*` is enough. */
  | "omit-credentials"
  /** Send the beacon by `fetch`, which can leave the credentials out. */
  | "replace-beacon"
  /** Write `http://` in front of the URL. */
  | "add-scheme"
  /** Open the page over http or https, so that it has an origin. */
  | "serve-page"
  /** Send the request from the page around a sandboxed frame, or keep the frame's origin in the sandbox. */
  | "leave-sandbox"
  /** Load an app's page from another scheme than `file:`, so that it has an origin of its own. */
  | "load-app-page"
  /** Do what the explanation of the reason, or else of the cause, says. */
  | "as-explained";

/** What one refused fetch needs from its server and from its page. */
export interface RequiredChanges {
  readonly diagnosis: Diagnosis;
  readonly url: string;
  /** The origin to allow; "" where none can be allowed. */
  readonly origin: string;
  readonly method: string;
  readonly headerNames: readonly string[];
  /** Names of the response headers that the page cannot read and may need. */
  readonly exposedNames: readonly string[];
  readonly credentials: CredentialsMode;
  /** What the server must change, in the order of the findings. */
  readonly remedies: readonly ServerRemedy[];
  readonly pageChanges: readonly PageChange[];
  /** True where the page's change is the better one. */
  readonly pageFirst: boolean;
  /** Names of `Access-Control-…` response headers that the page sends in its request. */
  readonly responseHeaderNames: readonly string[];
}

/**
 * The changes that end a refusal, divided between the server and the page. They are remembered, because a report asks for those of
 * a group and for those of all refusals.
 */
export function requiredChanges(diagnosis: Diagnosis): RequiredChanges {
  return remember(diagnosis);
}

const remember = memoPerObject(divided);

function divided(diagnosis: Diagnosis): RequiredChanges {
  const { verdict, reasons } = diagnosis;
  const request = refusedRequest(diagnosis);
  const { origin, isTainted } = request;
  const reason = reasons.find(({ remedy }) => remedy !== null);
  const reasonRemedy = reason?.remedy ?? null;
  const isPageAlone = (reason?.certainty ?? "certain") === "certain" && reason?.orServer !== true;
  const { remedies, pageChanges } = divideChanges(diagnosis, request, reasonRemedy, isPageAlone);
  // A redirect that a reason explains, as to a login page, does not lead to a URL that the page should request.
  const leadsAway =
    isTainted && reasons[0] !== undefined && (reasonRemedy === null || reasonRemedy === "change-request");
  const isUnallowable = isUnallowableOrigin(origin) || origin === "";
  return {
    diagnosis,
    url: request.url,
    origin: isUnallowable ? "" : origin,
    method: request.method,
    headerNames: request.headerNames,
    exposedNames: [],
    credentials: diagnosis.credentials,
    remedies: isUnallowable || leadsAway ? [] : remedies,
    pageChanges: leadsAway ? ["as-explained"] : pageChanges,
    pageFirst: (reasonRemedy ?? verdict?.remedy) === "change-request" || isTainted || isUnallowable,
    responseHeaderNames: request.responseHeaderNames,
  };
}

/** The request that the browser refused, as the page meant it. */
interface RefusedRequest {
  readonly url: string;
  /** The page's origin, also where a redirect made the browser send `Origin: null`. */
  readonly origin: string;
  /** True where the browser sent `Origin: null` after a redirect. */
  readonly isTainted: boolean;
  readonly method: string;
  /** The method as the page wrote it. */
  readonly writtenMethod: string;
  readonly headerNames: readonly string[];
  readonly responseHeaderNames: readonly string[];
}

function refusedRequest({ fetch }: Diagnosis): RefusedRequest {
  const hop = lastHop(fetch);
  const preflightHeaders = hop.preflight?.requestHeaders ?? [];
  const writtenMethod = getHeader(preflightHeaders, "Access-Control-Request-Method") ?? hop.method;
  const withoutPreflight = hop.actual ? pageSetUnsafeHeaderNames(hop.actual) : [];
  const names = hop.preflight ? requestedHeaderNames(preflightHeaders) : withoutPreflight;
  const isTainted = hop.origin === "null" && fetch.origin !== "null";
  return {
    url: hop.url,
    origin: isTainted ? fetch.origin : hop.origin,
    isTainted,
    method: intendedMethod(writtenMethod),
    writtenMethod,
    headerNames: names.filter((name) => !isCorsHeaderName(name)),
    responseHeaderNames: names.filter(isCorsHeaderName),
  };
}

/** The changes for each finding; the remedy of the reason replaces that of the verdict. */
function divideChanges(
  diagnosis: Diagnosis,
  request: RefusedRequest,
  reasonRemedy: Remedy | null,
  isPageAlone: boolean,
): Pick<RequiredChanges, "remedies" | "pageChanges"> {
  const { verdict } = diagnosis;
  const remedies = new Set<ServerRemedy>();
  const pageChanges = new Set<PageChange>();
  const sendsResponseHeaders = request.responseHeaderNames.length > 0;
  for (const finding of certainFindings(diagnosis)) {
    if (followsFromGrant(finding, diagnosis, reasonRemedy)) continue;
    const change = pageChangeFor(finding, request, diagnosis);
    if (change) pageChanges.add(change);
    const isRefined = finding === verdict && !(request.isTainted && reasonRemedy === "avoid-redirect");
    const remedy = isRefined ? (reasonRemedy ?? finding.remedy) : finding.remedy;
    const hasOwnChange = change !== undefined || sendsResponseHeaders;
    if (remedy === "change-request" && !hasOwnChange) pageChanges.add("as-explained");
    // Where it is only possible that the page has to change, or not necessary, the server's change stays the second choice.
    const isOfPageAlone = finding.remedy === "change-request" || (!hasOwnChange && isPageAlone);
    if (remedy === "change-request" && isOfPageAlone) continue;
    const atServer = remedy === "change-request" ? finding.remedy : remedy;
    if (atServer !== "change-request" && !isFixedByPage(finding, change, request)) remedies.add(atServer);
  }
  if (sendsResponseHeaders) pageChanges.add("remove-response-headers");
  return { remedies: [...remedies], pageChanges: [...pageChanges] };
}

/** True for the error status of a preflight that CORS middleware refused: the status changes with what it grants. */
function followsFromGrant({ cause }: Finding, { verdict }: Diagnosis, reasonRemedy: Remedy | null): boolean {
  return cause === "preflight-status-not-ok" && verdict?.cause === "missing-allow-origin" && reasonRemedy === "grant";
}

/** The verdict, which is not always the first finding, then the other findings that are certain. */
function certainFindings({ verdict, findings }: Diagnosis): Finding[] {
  if (!verdict) return [];
  const others = findings.filter(({ cause, step }) => cause !== verdict.cause || step !== verdict.step);
  return [verdict, ...others.filter(({ certainty }) => certainty === "certain")];
}

function pageChangeFor(finding: Finding, request: RefusedRequest, diagnosis: Diagnosis): PageChange | undefined {
  const { cause, subject, got } = finding;
  const { origin, isTainted, method, writtenMethod } = request;
  if (cause === "unsupported-scheme" && got !== "file:") return "add-scheme";
  if (cause === "unsupported-scheme") return origin === "null" ? opaqueOriginChange(diagnosis) : undefined;
  if (subject === "Access-Control-Allow-Origin" && isTainted) return "call-final-url";
  if (subject === "Access-Control-Allow-Origin" && origin === "null") return opaqueOriginChange(diagnosis);
  if (subject === "Access-Control-Allow-Origin" && origin === "file://") return "load-app-page";
  if (cause === "preflight-redirect" && redirectsToSamePath(diagnosis)) return "call-final-url";
  if (isRefusedForCredentials(cause) && isBeacon(diagnosis)) return "replace-beacon";
  if (cause === "wildcard-origin-with-credentials" && finding === diagnosis.verdict) return "omit-credentials";
  if (cause === "method-not-allowed" && method !== writtenMethod) return "upper-case-method";
  return undefined;
}

/** A document that has an address on http and no origin is in a sandbox; one without such an address lacks a server. */
function opaqueOriginChange({ fetch }: Diagnosis): PageChange {
  const { url = "" } = fetch.hops[0]?.actual?.initiator ?? {};
  return /^(https?:|about:srcdoc)/.test(url) ? "leave-sandbox" : "serve-page";
}

function isRefusedForCredentials(cause: Finding["cause"]): boolean {
  return cause === "wildcard-origin-with-credentials" || cause === "allow-credentials-not-true";
}

/** True for a request of `navigator.sendBeacon`, by Chromium's resource type. */
function isBeacon({ fetch }: Diagnosis): boolean {
  return lastHop(fetch).actual?.resourceType === "ping";
}

/** True when the page's changes leave the server nothing to do for this finding. */
function isFixedByPage(
  { cause, got, names }: Finding,
  change: PageChange | undefined,
  { responseHeaderNames }: RefusedRequest,
): boolean {
  if (change === "upper-case-method") {
    return names.every((name) => (got ?? "").split(/[ ,]+/).includes(name.toUpperCase()));
  }
  if (cause === "header-not-allowed")
    return names.length > 0 && names.every((name) => responseHeaderNames.includes(name));
  return false;
}

/** True when the preflight's redirect changes the path by a last slash at most, so that it leads to what the page meant. */
function redirectsToSamePath({ fetch }: Diagnosis): boolean {
  const { preflight } = lastHop(fetch);
  if (!preflight || !URL.canParse(preflight.redirectUrl) || !URL.canParse(preflight.url)) return false;
  const withoutLastSlash = (url: string) => new URL(url).pathname.replace(/\/$/, "");
  return withoutLastSlash(preflight.redirectUrl) === withoutLastSlash(preflight.url);
}

/** The method in the case that servers know; `patch` is the one method that pages misspell and browsers leave as it is. */
function intendedMethod(method: string): string {
  return /^patch$/i.test(method) ? "PATCH" : normalizeMethod(method);
}
