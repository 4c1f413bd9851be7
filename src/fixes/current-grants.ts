import type { Exchange, Recording } from "../exchange.ts";
import {
  extractHeaderListValues,
  getHeader,
  getHeaderLines,
  isCorsHeaderName,
  isToken,
  splitList,
} from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import { isPreflight } from "../pairing/pair.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { type DetectedStack, detectStacks } from "./detect-stacks.ts";

/** What a server's recorded answers allow, taken together. */
export interface CurrentGrants {
  readonly origins: ReadonlySet<string>;
  /** URLs whose answers allow any origin, by `*` alone. */
  readonly openUrls: ReadonlySet<string>;
  readonly credentials: boolean;
  /** True where credentials are allowed to an origin that is named, which `*` instead of it would take away. */
  readonly namedCredentials: boolean;
  readonly methods: ReadonlySet<string>;
  readonly anyMethod: boolean;
  /** Lower-cased name → the server's own spelling. */
  readonly headers: ReadonlyMap<string, string>;
  readonly anyHeader: boolean;
  /** True when a preflight's answer depends on the headers that it asks for: whatever is asked for is allowed. */
  readonly repeatsHeaders: boolean;
  readonly exposed: ReadonlyMap<string, string>;
  readonly maxAge: number | null;
  /** Every plain header name that a preflight has asked for, allowed or not. */
  readonly askedHeaders: ReadonlySet<string>;
  /** Methods and header names that are allowed, but cannot stand in code as they are. */
  readonly unwritable: ReadonlySet<string>;
}

/** What one server grants below each path, and what it runs on; each is read once. */
export interface ServerGrants {
  readonly grantsBelow: (path: string) => CurrentGrants;
  readonly detected: () => readonly DetectedStack[];
}

/** The server of a URL as a recording shows it; each server is read once, however many fetches ask. */
export function serverGrants(recording: Recording, origin: string): ServerGrants {
  let servers = known.get(recording);
  if (!servers) {
    servers = readServers(recording);
    known.set(recording, servers);
  }
  return servers.get(origin) ?? toServer([]);
}

const known = new WeakMap<Recording, ReadonlyMap<string, ServerGrants>>();

/** The first segment of a URL's path, as in `/api/`, for the code that answers there; `/` where there is only one. */
export function scopeOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*(\/[^/?#]+\/)/.exec(url)?.[1] ?? "/";
}

function readServers({ exchanges }: Recording): Map<string, ServerGrants> {
  const byOrigin = groupBy(exchanges, ({ url }) => originOf(url));
  return new Map([...byOrigin].map(([origin, list]) => [origin, toServer(list)]));
}

function groupBy(exchanges: readonly Exchange[], keyOf: (exchange: Exchange) => string): Map<string, Exchange[]> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const group = groups.get(keyOf(exchange));
    if (group) group.push(exchange);
    else groups.set(keyOf(exchange), [exchange]);
  }
  return groups;
}

function toServer(exchanges: readonly Exchange[]): ServerGrants {
  const grants = new Map<string, CurrentGrants>();
  let detected: readonly DetectedStack[] | undefined;
  let scopes: ReadonlyMap<string, readonly Exchange[]> | undefined;
  const byScope = () => {
    scopes ??= groupBy(exchanges, ({ url }) => scopeOf(url));
    return scopes;
  };
  return {
    grantsBelow(path) {
      const read = grants.get(path) ?? readGrants(path === "/" ? exchanges : (byScope().get(path) ?? []));
      grants.set(path, read);
      return read;
    },
    detected() {
      detected ??= detectStacks(exchanges);
      return detected;
    },
  };
}

function readGrants(exchanges: readonly Exchange[]): CurrentGrants {
  const origins = new Set<string>();
  const openUrls = new Set<string>();
  const methods = new Set<string>();
  const headers = new Map<string, string>();
  const exposed = new Map<string, string>();
  const askedHeaders = new Set<string>();
  const unwritable = new Set<string>();
  let repeatsHeaders = false;
  let credentials = false;
  let namedCredentials = false;
  let maxAge: number | null = null;
  for (const exchange of exchanges) {
    const { responseHeaders, requestHeaders, url } = exchange;
    if (isPreflight(exchange)) {
      const vary = extractHeaderListValues(responseHeaders, "Vary") ?? [];
      repeatsHeaders ||= vary.some((name) => name.toLowerCase() === "access-control-request-headers");
      for (const name of requestedHeaderNames(requestHeaders)) if (isPlainHeaderName(name)) askedHeaders.add(name);
    }
    if (!responseHeaders.some(({ name }) => isCorsHeaderName(name))) continue;
    const allowOrigin = getHeaderLines(responseHeaders, "Access-Control-Allow-Origin");
    if (allowOrigin.join() === "*") openUrls.add(url);
    for (const origin of allowOrigin.flatMap((line) => line.split(/[ ,]+/))) {
      if (isPlainOrigin(origin)) origins.add(origin);
    }
    const allowsCredentials = getHeader(responseHeaders, "Access-Control-Allow-Credentials") === "true";
    credentials ||= allowsCredentials;
    namedCredentials ||= allowsCredentials && allowOrigin.some(isPlainOrigin);
    for (const method of extractHeaderListValues(responseHeaders, "Access-Control-Allow-Methods") ?? []) {
      if (method === "*" || isPlainMethod(method)) methods.add(method);
      else unwritable.add(method);
    }
    addNames(headers, extractHeaderListValues(responseHeaders, "Access-Control-Allow-Headers"), unwritable);
    addNames(exposed, splitList(getHeader(responseHeaders, "Access-Control-Expose-Headers") ?? ""), unwritable);
    const seconds = getHeader(responseHeaders, "Access-Control-Max-Age") ?? "";
    if (/^[0-9]{1,9}$/.test(seconds)) maxAge = Math.max(maxAge ?? 0, Number(seconds));
  }
  const anyMethod = methods.delete("*");
  const anyHeader = headers.delete("*");
  const any = { anyMethod, anyHeader, repeatsHeaders };
  const told = { exposed, maxAge, askedHeaders, unwritable };
  return { origins, openUrls, credentials, namedCredentials, methods, headers, ...any, ...told };
}

function addNames(names: Map<string, string>, list: readonly string[] | null, unwritable: Set<string>): void {
  for (const name of list ?? []) {
    const lowerName = name.toLowerCase();
    if (name !== "*" && !isPlainHeaderName(name)) {
      if (isToken(name)) unwritable.add(name);
    } else if (!names.has(lowerName)) names.set(lowerName, name);
  }
}
