import { groupBy, lazy, memo, memoPerOwner, unique } from "../collections.ts";
import type { Exchange, Header, Recording } from "../exchange.ts";
import type { HeaderNames } from "../fetch/header-names.ts";
import {
  extractHeaderListValues,
  getHeader,
  getHeaderLines,
  isCorsHeaderName,
  parseHeaderList,
  splitList,
} from "../fetch/headers.ts";
import { corsHeadersOf, serverOf } from "../fetch/recorded-exchange.ts";
import { responseNamesOf } from "../fetch/response-header.ts";
import { isOkStatus } from "../fetch/status.ts";
import { isPreflight } from "../pairing/classify.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { namesAskedBy } from "../verdict/check-response.ts";
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
    const byOrigin = groupBy(recording.exchanges, serverOf);
    return new Map([...byOrigin].map(([own, exchanges]) => [own, readServer(exchanges)]));
  });
  return servers.get(origin) ?? readServer([]);
}

const serversByRecording = memoPerOwner<Recording, ReadonlyMap<string, ServerGrants>>(1);

function readServer(exchanges: readonly Exchange[]): ServerGrants {
  const read = lazy(() => readResponses(exchanges));
  const byFolder = lazy(() => groupBy(read(), ({ exchange }) => firstFolder(exchange.url)));
  return {
    grantsBelow: memo((folder) => grantsTogether(folder === "/" ? read() : (byFolder().get(folder) ?? []))),
  };
}

function grantsTogether(read: readonly ReadResponse[]): CurrentGrants {
  const preflightResponses = read.filter(({ exchange }) => isPreflight(exchange));
  const preflights = preflightResponses.map(({ exchange }) => exchange);
  const responses = [...new Set(read.map(({ grants }) => grants))].filter((grants) => grants !== null);
  const methods = responses.flatMap((response) => response.methods);
  const headers = responses.flatMap((response) => response.headers);
  return {
    hasCorsCode: responses.length > 0 || read.some(({ vary }) => vary.includes("origin")),
    origins: new Set(responses.flatMap((response) => response.origins)),
    openUrls: new Set(read.filter(({ grants }) => grants?.isOpen).map(({ exchange }) => exchange.url)),
    credentials: responses.some(({ credentials }) => credentials),
    namedCredentials: responses.some(({ credentials, isNamed }) => credentials && isNamed),
    methods: new Set(methods.filter(isPlainMethod)),
    anyMethod: methods.includes("*"),
    headers: spellings(headers.filter(isPlainHeaderName)),
    anyHeader: headers.includes("*"),
    repeatsHeaders: preflightResponses.some(variesByRequestedHeaders) && !preflightResponses.some(refusesHeader),
    exposed: spellings(responses.flatMap(({ exposed }) => exposed.filter(isPlainOrAny))),
    maxAge: responses.reduce(longerMaxAge, null),
    askedHeaders: new Set(unique(preflights.map(namesAskedBy)).flat().filter(isPlainHeaderName)),
    showsLists: preflights.some(showsLists),
  };
}

/** True for a response that allows an origin, with a 2xx status or a list. */
function showsLists(preflight: Exchange): boolean {
  const { allowOrigin, allowMethods, allowHeaders } = corsHeadersOf(preflight);
  return allowOrigin !== null && (isOkStatus(preflight.status) || allowMethods !== null || allowHeaders !== null);
}

/** A response with what it grants and varies by. */
interface ReadResponse extends ReadHeaders {
  readonly exchange: Exchange;
}

/** What the headers of a response show. */
interface ReadHeaders {
  /** Null where it has no CORS header. */
  readonly grants: ResponseGrants | null;
  /** The names in `Vary`, in lower case. */
  readonly vary: readonly string[];
}

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
 * The responses in the order of the recording. Equal CORS headers are read once: reading those of each of the 16,000 responses of
 * a busy page took 100 ms.
 */
function readResponses(exchanges: readonly Exchange[]): ReadResponse[] {
  const readers = new Map<HeaderNames, ReturnType<typeof readerFor>>();
  return exchanges.map((exchange) => {
    const names = responseNamesOf(exchange);
    let read = readers.get(names);
    if (read === undefined) {
      read = readerFor(names);
      readers.set(names, read);
    }
    const { grants, vary } = read(exchange.responseHeaders);
    return { exchange, grants, vary };
  });
}

/**
 * Reads responses with these names of headers. Most equal the latest one in their CORS headers and `Vary`. Comparing the values takes
 * half as long as finding them in a map, for which they have to be joined and hashed.
 */
function readerFor(names: HeaderNames): (responseHeaders: readonly Header[]) => ReadHeaders {
  const corsPlaces = placesOfCorsHeaders(names);
  const places = [...corsPlaces, ...names.placesOf("Vary")];
  const known = new Map<string, ReadHeaders>();
  let latest: { readonly headers: readonly Header[]; readonly read: ReadHeaders } | undefined;
  return (headers) => {
    if (latest) {
      const { headers: latestHeaders, read } = latest;
      if (places.every((place) => latestHeaders[place]?.value === headers[place]?.value)) return read;
    }
    const values = places.map((place) => headers[place]?.value).join("\n");
    const read = known.get(values) ?? {
      grants: corsPlaces.length === 0 ? null : readResponse(headers),
      vary: (extractHeaderListValues(headers, "Vary") ?? []).map((name) => name.toLowerCase()),
    };
    known.set(values, read);
    latest = { headers, read };
    return read;
  };
}

function placesOfCorsHeaders({ names }: HeaderNames): number[] {
  return [...names.keys()].filter((place) => isCorsHeaderName(names[place] ?? ""));
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

function variesByRequestedHeaders({ vary }: ReadResponse): boolean {
  return vary.includes("access-control-request-headers");
}

/** True for a response that depends on the requested headers and does not allow all of them. */
function refusesHeader(response: ReadResponse): boolean {
  const { exchange: preflight } = response;
  const { status } = preflight;
  if (status === 0 || !(variesByRequestedHeaders(response) || status === 400 || status === 403)) return false;
  const allowed = (parseHeaderList(corsHeadersOf(preflight).allowHeaders) ?? []).map((name) => name.toLowerCase());
  return !allowed.includes("*") && namesAskedBy(preflight).some((name) => !allowed.includes(name));
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
