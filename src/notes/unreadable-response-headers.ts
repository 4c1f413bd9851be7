import { memo, memoPerObject, unique } from "../collections.ts";
import type { Exchange, Header } from "../exchange.ts";
import type { HeaderNames } from "../fetch/header-names.ts";
import { getHeader, hasHeader, isSameName, splitList } from "../fetch/headers.ts";
import { isInfrastructureHeader } from "../fetch/infrastructure-headers.ts";
import { isGetOrHead } from "../fetch/method.ts";
import { responseHeaderOf, responseNamesOf } from "../fetch/response-header.ts";
import { isCorsSafelistedResponseHeaderName } from "../fetch/safelisted-response-headers.ts";
import { rejectedNextRequest } from "../history/next-request.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, defineNote, responseHeader } from "./note.ts";

export const unreadableResponseHeaders = defineNote({
  id: "unreadable-response-headers",
  title: "The page cannot read some headers of the response",
  mode: "cors",
  detect(passed) {
    const names = unreadableNames(passed);
    if (names.length === 0) return undefined;
    const missed = missedHeader(passed, names);
    return missed
      ? translate`${quoteAll(names)} not in \`Access-Control-Expose-Headers\`, and the next ${quote(missed.next.method)}, without ${quote(missed.name)}, got HTTP ${missed.next.status}`
      : translate`${quoteAll(names)} not in \`Access-Control-Expose-Headers\``;
  },
  explain: (passed) => {
    const names = unreadableNames(passed);
    const missed = missedHeader(passed, names);
    const wanted = exposedAndUnreadable(passed, names);
    return missed
      ? translate`Send \`Access-Control-Expose-Headers: ${wanted}\`. The page's next request failed with HTTP ${missed.next.status}, because the page cannot read ${quote(missed.name)} and send it back.`
      : translate`If the page needs these headers, send \`Access-Control-Expose-Headers: ${wanted}\`. Otherwise, the page reads these headers as \`null\`.`;
  },
});

/** The value of an `Access-Control-Expose-Headers` that also exposes the unreadable headers. */
function exposedAndUnreadable(passed: AllowedFetch, unreadable: readonly string[]): string {
  const exposed = exposedNames(passed).filter((name) => name !== "*");
  const names = [...exposed, ...unreadable];
  return names.length > maxNames ? `${names.slice(0, maxNames).join(", ")}, …` : names.join(", ");
}

/** More names would make the sentence unreadable. */
const maxNames = 12;

/** The names of useful headers that the page cannot read, as the response writes them. */
export function unreadableNames(passed: Pick<AllowedFetch, "hop" | "credentials">): readonly string[] {
  const { actual } = passed.hop;
  if (!actual || !isByScript(actual)) return none;
  const mayBeUseful = namesThatMayBeUseful(responseNamesOf(actual));
  if (mayBeUseful.length === 0) return none;
  const exposed = exposedNames(passed);
  if (exposed.includes("*") && passed.credentials !== "include") return none;
  const lowerExposed = exposed.length === 0 ? none : exposed.map((name) => name.toLowerCase());
  const unreadable = mayBeUseful.filter(
    ({ lowerName }) => !lowerExposed.includes(lowerName) && isUsefulIn(actual, lowerName),
  );
  return unreadable.map(({ name }) => name);
}

const none: readonly string[] = [];

function exposedNames(passed: Pick<AllowedFetch, "hop">): readonly string[] {
  const exposed = responseHeader(passed, "Access-Control-Expose-Headers");
  return exposed === null ? none : splitList(exposed);
}

/** False for fonts, images and their like, whose headers no page can read. */
function isByScript({ resourceType }: Exchange): boolean {
  return resourceType === "fetch" || resourceType === "xhr" || resourceType === "";
}

/** The names, each once, that `mayBeUseful` is true for. */
const namesThatMayBeUseful = memoPerObject(({ names }: HeaderNames) =>
  unique(names)
    .map((name) => ({ name, lowerName: name.toLowerCase() }))
    .filter(({ lowerName }) => mayBeUseful(lowerName)),
);

/** False for headers for servers, proxies and browsers alone, which would be noise. */
const mayBeUseful = memo(
  (lowerName) => !isCorsSafelistedResponseHeaderName(lowerName) && !isInfrastructureHeader(lowerName),
);

/** False for a header that most responses have, where this request gives the page no reason to read it. */
function isUsefulIn(actual: Exchange, lowerName: string): boolean {
  const { method, status, requestHeaders } = actual;
  switch (lowerName) {
    case "location":
      return status === 201;
    case "retry-after":
      return status >= 400;
    case "etag":
      return !isGetOrHead(method) || status === 206 || requestHeaders.some(asksForPartOrVersion);
    case "accept-ranges":
      if (method === "HEAD" || status === 206 || hasHeader(requestHeaders, "Range")) return true;
      return isLargeFile(responseHeaderOf(actual, "Content-Type") ?? "");
    default:
      return true;
  }
}

/** True for the request headers `Range` and `If-Match`. Most responses have an `ETag`, so both are looked for at once. */
function asksForPartOrVersion({ name }: Header): boolean {
  return isSameName(name, "Range") || isSameName(name, "If-Match");
}

/** True for files that a page may load in parts. */
function isLargeFile(contentType: string): boolean {
  return /^(application\/(pdf|zip|octet-stream|vnd\.apache\.parquet|vnd\.pmtiles)|audio\/|video\/)/i.test(contentType);
}

/** A header that the page could not read, and the request that failed without it. */
interface MissedHeader {
  readonly name: string;
  readonly next: Exchange;
}

/** The unreadable header that the page's next request to the same server failed without; undefined where none shows. */
function missedHeader({ hop, fetch, history }: AllowedFetch, names: readonly string[]): MissedHeader | undefined {
  const { actual } = hop;
  if (!actual || actual.status >= 400) return undefined;
  const next = rejectedNextRequest(history, actual, fetch.origin);
  const name = next && names.find((one) => getHeader(next.requestHeaders, one) === null && asksFor(next, one));
  return next && name !== undefined ? { name, next } : undefined;
}

/** True where the error's body names the header by its words, as in "Missing session ID" for `mcp-session-id`. */
function asksFor({ status, responseText }: Exchange, name: string): boolean {
  const words = name.toLowerCase().split("-");
  const known = words.length > 2 ? words.slice(1) : words;
  const body = (responseText ?? "")
    .slice(0, 2000)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  if (body !== "") return body.includes(known.join(""));
  return (status === 400 || status === 428) && /(session|token|-id$)/i.test(name);
}
