import { groupBy, lazy, memo, memoPerOwner, unique } from "../collections.ts";
import type { Exchange, Header, Recording } from "../exchange.ts";
import { extractHeaderListValues, getHeader, getHeaderLines, isCorsHeaderName, splitList } from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import { isOkStatus } from "../fetch/status.ts";
import { isPreflight } from "../pairing/classify.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { firstFolder } from "./folder.ts";

/** What a server's recorded responses allow, taken together. */
export interface CurrentGrants {
  /** True where a response has a CORS header, or varies by `Origin`: some code for CORS runs there. */
  readonly hasCorsCode: boolean;
  readonly origins: ReadonlySet<string>;
  /** URLs whose responses allow any origin by `*`. */
  readonly openUrls: ReadonlySet<string>;
  readonly credentials: boolean;
  /** True where an origin is allowed by name and with credentials; `*` in its place would take the credentials away. */
  readonly namedCredentials: boolean;
  readonly methods: ReadonlySet<string>;
  readonly anyMethod: boolean;
  /** Lower-cased name → the server's own spelling. */
  readonly headers: ReadonlyMap<string, string>;
  readonly anyHeader: boolean;
  /**
   * True when the response to a preflight varies by the headers that it asks for, and none of them was refused: the server
   * seems to allow whatever is asked for.
   */
  readonly repeatsHeaders: boolean;
  /** Lower-cased name → the server's own spelling. */
  readonly exposed: ReadonlyMap<string, string>;
  /** Seconds; null where no response says. */
  readonly maxAge: number | null;
  /** Every plain header name that a preflight asked for, allowed or not. */
  readonly askedHeaders: ReadonlySet<string>;
  /**
   * True where a response to a preflight has `Access-Control-Allow-Origin`, and a 2xx status or a list. Its lists of methods and
   * headers are the server's then; a library that refuses an origin may leave them out.
   */
  readonly showsLists: boolean;
}

/** What one server grants in each folder, which is read once. */
export interface ServerGrants {
  /** What the responses below a folder such as `/api/` allow; `/` is the whole server. */
  readonly grantsBelow: (folder: string) => CurrentGrants;
}

/** The server with this origin as a recording shows it; a recording is read once, however many fetches ask. */
export function serverGrants(recording: Recording, origin: string): ServerGrants {
  const servers = serversByRecording(recording, "", () => {
    const byOrigin = groupBy(recording.exchanges, ({ url }) => originOf(url));
    return new Map([...byOrigin].map(([own, exchanges]) => [own, readServer(exchanges)]));
  });
  return servers.get(origin) ?? readServer([]);
}

const serversByRecording = memoPerOwner<Recording, ReadonlyMap<string, ServerGrants>>(1);

function readServer(exchanges: readonly Exchange[]): ServerGrants {
  const byFolder = lazy(() => groupBy(exchanges, ({ url }) => firstFolder(url)));
  return {
    grantsBelow: memo((folder) => readGrants(folder === "/" ? exchanges : (byFolder().get(folder) ?? []))),
  };
}

function readGrants(exchanges: readonly Exchange[]): CurrentGrants {
  const preflights = exchanges.filter(isPreflight);
  const { responses, openUrls } = readResponses(exchanges);
  const methods = responses.flatMap((response) => response.methods);
  const headers = responses.flatMap((response) => response.headers);
  return {
    hasCorsCode: responses.length > 0 || exchanges.some(variesByOrigin),
    origins: new Set(responses.flatMap((response) => response.origins)),
    openUrls,
    credentials: responses.some(({ credentials }) => credentials),
    namedCredentials: responses.some(({ credentials, isNamed }) => credentials && isNamed),
    methods: new Set(methods.filter(isPlainMethod)),
    anyMethod: methods.includes("*"),
    headers: spellings(headers.filter(isPlainHeaderName)),
    anyHeader: headers.includes("*"),
    repeatsHeaders: preflights.some(variesByRequestedHeaders) && !preflights.some(refusesHeader),
    exposed: spellings(responses.flatMap(({ exposed }) => exposed.filter(isPlainOrAny))),
    maxAge: responses.reduce(longerMaxAge, null),
    askedHeaders: new Set(
      unique(preflights.map(({ requestHeaders }) => requestedHeaderNames(requestHeaders)))
        .flat()
        .filter(isPlainHeaderName),
    ),
    showsLists: preflights.some(
      ({ status, responseHeaders }) =>
        getHeader(responseHeaders, "Access-Control-Allow-Origin") !== null &&
        (isOkStatus(status) || listNames.some((name) => getHeader(responseHeaders, name) !== null)),
    ),
  };
}

const listNames = ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers"];

/** The grants of one response, whether or not its values are plain. */
interface ResponseGrants {
  readonly origins: readonly string[];
  /** True for `*` and no other origin, also where it is sent twice. */
  readonly isOpen: boolean;
  /** True where a line is one plain origin. */
  readonly isNamed: boolean;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAge: number | null;
}

/**
 * The grants of the responses with CORS headers, equal ones once, and the URLs that allow any origin. Reading equal headers again
 * took 100 ms for the 16,000 responses of a busy page.
 */
function readResponses(exchanges: readonly Exchange[]): {
  readonly responses: readonly ResponseGrants[];
  readonly openUrls: ReadonlySet<string>;
} {
  const byHeaders = new Map<string, ResponseGrants>();
  const openUrls = new Set<string>();
  for (const { url, responseHeaders } of exchanges) {
    const headers = corsHeaderLines(responseHeaders);
    if (headers === "") continue;
    const grants = byHeaders.get(headers) ?? readResponse(responseHeaders);
    byHeaders.set(headers, grants);
    if (grants.isOpen) openUrls.add(url);
  }
  return { responses: [...byHeaders.values()], openUrls };
}

/** The CORS headers as one text; "" where there are none. */
function corsHeaderLines(headers: readonly Header[]): string {
  let lines = "";
  for (const { name, value } of headers) if (isCorsHeaderName(name)) lines += `${name}: ${value}\n`;
  return lines;
}

function readResponse(responseHeaders: readonly Header[]): ResponseGrants {
  const allowOrigin = getHeaderLines(responseHeaders, "Access-Control-Allow-Origin");
  const origins = allowOrigin.flatMap((line) => line.split(/[ ,]+/)).filter((origin) => origin !== "");
  const seconds = getHeader(responseHeaders, "Access-Control-Max-Age") ?? "";
  return {
    origins: origins.filter(isPlainOrigin),
    isOpen: origins.length > 0 && origins.every((origin) => origin === "*"),
    isNamed: allowOrigin.some(isPlainOrigin),
    credentials: getHeader(responseHeaders, "Access-Control-Allow-Credentials") === "true",
    methods: extractHeaderListValues(responseHeaders, "Access-Control-Allow-Methods") ?? [],
    headers: extractHeaderListValues(responseHeaders, "Access-Control-Allow-Headers") ?? [],
    exposed: splitList(getHeader(responseHeaders, "Access-Control-Expose-Headers") ?? ""),
    maxAge: /^[0-9]{1,9}$/.test(seconds) ? Number(seconds) : null,
  };
}

function variesByOrigin(exchange: Exchange): boolean {
  return variesBy(exchange, "origin");
}

function variesByRequestedHeaders(exchange: Exchange): boolean {
  return variesBy(exchange, "access-control-request-headers");
}

function variesBy({ responseHeaders }: Exchange, lowerName: string): boolean {
  const vary = extractHeaderListValues(responseHeaders, "Vary") ?? [];
  return vary.some((name) => name.toLowerCase() === lowerName);
}

/** True for a response that depends on the requested headers and does not allow all of them. */
function refusesHeader(preflight: Exchange): boolean {
  const { status, requestHeaders, responseHeaders } = preflight;
  if (status === 0 || !(variesByRequestedHeaders(preflight) || status === 400 || status === 403)) return false;
  const allowed = (extractHeaderListValues(responseHeaders, "Access-Control-Allow-Headers") ?? []).map((name) =>
    name.toLowerCase(),
  );
  return !allowed.includes("*") && requestedHeaderNames(requestHeaders).some((name) => !allowed.includes(name));
}

function longerMaxAge(longest: number | null, { maxAge }: ResponseGrants): number | null {
  return maxAge === null ? longest : Math.max(longest ?? 0, maxAge);
}

/** Lower-cased name → its first spelling. */
function spellings(names: readonly string[]): Map<string, string> {
  const byLowerName = groupBy(names, (name) => name.toLowerCase());
  return new Map([...byLowerName].map(([lowerName, [first]]) => [lowerName, first]));
}

function isPlainOrAny(name: string): boolean {
  return name === "*" || isPlainHeaderName(name);
}
