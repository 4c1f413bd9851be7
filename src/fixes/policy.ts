import { unique } from "../collections.ts";
import { normalizeMethod } from "../fetch/method.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import type { AddedGrants, Policy } from "../remedy.ts";
import { isPlainHeaderName, isPlainMethod } from "../text/plain.ts";
import type { CurrentGrants, ServerGrants } from "./current-grants.ts";
import { commonFolder } from "./folder.ts";
import { plainPage } from "./placeholders.ts";
import { policyWarnings } from "./policy-warnings.ts";
import type { RequiredChanges } from "./required-changes.ts";

/** A policy, and what the reader should know of its values before pasting them. */
export interface PolicyDecision {
  readonly policy: Policy;
  /** False where credentials are granted only because the page may send them. */
  readonly hasKnownCredentials: boolean;
  readonly warnings: readonly string[];
}

/** One policy for all chosen fetches of one server: what it grants today, and the least that they need. */
export function policyFor(chosen: readonly RequiredChanges[], server: ServerGrants): PolicyDecision {
  const grants = server.grantsBelow(commonFolder(chosen.map(({ url }) => url)));
  const required = requiredBy(chosen);
  const keepsAny =
    !grants.namedCredentials && chosen.every((required) => grants.openUrls.has(required.url) && acceptsAny(required));
  const maySendCredentials = !keepsAny && chosen.some(({ credentials }) => credentials !== "omit");
  const policy: Policy = {
    origins: keepsAny ? "*" : unique([...grants.origins, ...required.origins]).sort(),
    credentials: !keepsAny && (grants.credentials || maySendCredentials),
    methods: inCustomaryOrder([...grants.methods, ...required.methods, ...(grants.anyMethod ? usualMethods : [])]),
    headers: inServersSpelling(grants.headers, [
      ...required.headers,
      ...(grants.anyHeader || grants.repeatsHeaders ? grants.askedHeaders : []),
    ]),
    exposed: [...grants.exposed.values()].sort(byName),
    maxAge: grants.maxAge,
    added: addedTo(grants, required, chosen, maySendCredentials),
  };
  return {
    policy,
    hasKnownCredentials: chosen.some(({ credentials }) => credentials === "include"),
    warnings: policyWarnings(policy, grants, chosen),
  };
}

/**
 * True where `*` is enough for a fetch. A `*` that is sent twice is refused under every credentials mode; sent once, it
 * worked for the page before, which needs no credentials then.
 */
function acceptsAny({ credentials, diagnosis }: RequiredChanges): boolean {
  return credentials === "omit" || (credentials === "unknown" && diagnosis.verdict?.cause === "multiple-allow-origins");
}

/** What the chosen fetches need, as far as code may hold it. */
interface Required {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
}

function requiredBy(chosen: readonly RequiredChanges[]): Required {
  return {
    origins: unique(chosen.map(({ origin }) => plainPage(origin))),
    methods: unique(chosen.map(({ method }) => method).filter(isPlainMethod)),
    headers: unique(chosen.flatMap(({ headerNames }) => headerNames).filter(isPlainHeaderName)),
  };
}

/** What the server allows in no response, or did not allow in the response that a chosen fetch got. */
function addedTo(
  grants: CurrentGrants,
  required: Required,
  chosen: readonly RequiredChanges[],
  maySendCredentials: boolean,
): AddedGrants {
  const findings = chosen.flatMap(({ diagnosis, origin, headerNames, method }) =>
    diagnosis.findings.map(({ subject, names }) => ({ subject, names, origin, headerNames, method })),
  );
  const refused = (subject: string) => findings.filter((finding) => finding.subject === subject);
  const refusedOrigins = new Set(refused("Access-Control-Allow-Origin").map(({ origin }) => origin));
  const refusedMethods = new Set(refused("Access-Control-Allow-Methods").map(({ method }) => method));
  const refusedHeaders = new Set(
    refused("Access-Control-Allow-Headers").flatMap(({ names, headerNames }) =>
      names.length > 0 ? names : headerNames,
    ),
  );
  return {
    origins: required.origins.filter((origin) => !grants.origins.has(origin) || refusedOrigins.has(origin)).sort(),
    credentials: maySendCredentials && (!grants.credentials || refused("Access-Control-Allow-Credentials").length > 0),
    methods: required.methods.filter(
      (method) => !isCorsSafelistedMethod(method) && (!grants.methods.has(method) || refusedMethods.has(method)),
    ),
    headers: required.headers.filter((name) => !grants.headers.has(name) || refusedHeaders.has(name)).sort(),
  };
}

const usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** The usual methods first, then the others; `put` and its like are left out, because browsers send them in upper case. */
function inCustomaryOrder(methods: readonly string[]): string[] {
  const rank = (method: string) => (usualMethods.includes(method) ? usualMethods.indexOf(method) : usualMethods.length);
  return unique([...methods, "GET", "HEAD", "POST"])
    .filter((method) => normalizeMethod(method) === method)
    .sort((a, b) => rank(a) - rank(b) || byName(a, b));
}

/** The granted names and the others, sorted; a name that the server grants keeps the server's spelling. */
function inServersSpelling(granted: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  const all = new Map(names.map((name) => [name.toLowerCase(), name]));
  for (const [lowerName, name] of granted) all.set(lowerName, name);
  return [...all.values()].sort(byName);
}

function byName(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}
