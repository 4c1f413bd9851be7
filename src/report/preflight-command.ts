import type { Diagnosis } from "../diagnosis.ts";
import { type Hop, lastHop } from "../exchange.ts";
import { posixOption, posixWord } from "../explain/shell.ts";
import { isCorsHeaderName, isToken } from "../fetch/headers.ts";
import { pageSetUnsafeHeaderNames } from "../fetch/page-set-headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { finalUrl } from "../fixes/final-url.ts";
import { type RequiredChanges, requiredChanges } from "../fixes/required-changes.ts";
import { visible } from "../text/visible.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/**
 * The `cors-panel preflight` command, for POSIX shells, that exits with 0 once the server allows the request of this fetch. Where
 * the page has to change its request, that is the changed request. Null where no command can tell: for a page that needs another
 * origin, a change that the recording does not show, a URL that is not http, and values that a shell or a terminal may misread.
 * It has `--actual`, with which the request itself is sent, only where a preflight cannot show the refusal.
 */
export function preflightCommand(diagnosis: Diagnosis): string | null {
  const changes = requiredChanges(diagnosis);
  const request = changedRequest(diagnosis, changes);
  if (request === null || changes.origin === "" || !isToken(request.method)) return null;
  const { url, method, headerNames, needsActual } = request;
  if (!/^https?:/i.test(url) || !URL.canParse(url) || hasCredentials(new URL(url))) return null;
  const words = [
    "cors-panel preflight",
    posixWord(new URL(url).href),
    posixOption("--origin", changes.origin),
    ...(method === "GET" ? [] : [posixOption("--method", method)]),
    ...headerNames.slice(0, maxHeaders).map((name) => posixOption("--header", name)),
    ...(diagnosis.credentials === "include" ? ["--credentials include"] : []),
    ...(needsActual ? ["--actual"] : []),
  ];
  const command = words.join(" ");
  return visible(command) === command && command.length <= maxLength && headerNames.length <= maxHeaders
    ? command
    : null;
}

/** The method of the request that the command sends after the preflight; null where it sends none, or one that only reads. */
export function methodThatCommandSends(command: string, diagnosis: Diagnosis): string | null {
  const { method = "GET" } = changedRequest(diagnosis, requiredChanges(diagnosis)) ?? {};
  return command.endsWith(" --actual") && method !== "GET" && method !== "HEAD" ? method : null;
}

const maxHeaders = 30;
const maxLength = 2000;

/** True for a URL with a user name or password, which `preflight` refuses. */
function hasCredentials({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}

interface ChangedRequest {
  readonly url: string;
  readonly method: string;
  readonly headerNames: readonly string[];
  readonly needsActual: boolean;
}

/** The first request of a fetch, with the changes that the page has to make; null where they are said in words only. */
function changedRequest(
  { fetch, verdict }: Diagnosis,
  { remedies, pageChanges, pageFirst, method: intendedMethod }: RequiredChanges,
): ChangedRequest | null {
  if (remedies.length === 0 && pageChanges.includes("as-explained")) return null;
  const last = lastHop(fetch);
  const [first = last] = fetch.hops;
  const isDirect = pageFirst && pageChanges.includes("call-final-url");
  const { url, method } = isDirect ? { ...last, url: finalUrl(fetch) } : first;
  const headerNames = sentNames(isDirect ? last : first);
  const needsPreflight = headerNames.length > 0 || !isCorsSafelistedMethod(method);
  const isRedirected = first !== last && !isDirect;
  return {
    url,
    method: pageChanges.includes("upper-case-method") ? intendedMethod : method,
    headerNames,
    needsActual: verdict?.step === "actual" || isRedirected || !needsPreflight,
  };
}

/** The names that the preflight of a request has to ask for. The page has to remove names of response headers. */
function sentNames({ preflight, actual }: Hop): string[] {
  const withoutPreflight = actual ? pageSetUnsafeHeaderNames(actual) : [];
  const names = preflight ? requestedHeaderNames(preflight.requestHeaders) : withoutPreflight;
  return names.filter((name) => isToken(name) && !isCorsHeaderName(name) && !needsNoPreflight(name));
}

/** True for names that need a preflight only with certain values: without a value, the command would not ask for them. */
function needsNoPreflight(name: string): boolean {
  return /^(?:accept|accept-language|content-language)$/.test(name);
}
