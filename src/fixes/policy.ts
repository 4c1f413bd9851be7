import { normalizeMethod } from "../fetch/method.ts";
import { isPotentiallyTrustworthyOrigin } from "../fetch/origin.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import type { AddedGrants, Policy } from "../remedy.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin } from "../text/plain.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { type CurrentGrants, type ServerGrants, scopeOf } from "./current-grants.ts";
import type { RequiredChanges } from "./required-changes.ts";

/** A policy, and what the person who pastes it should know of its values. */
export interface PolicyDecision {
  readonly policy: Policy;
  /** False where credentials are granted because they are possible. */
  readonly hasKnownCredentials: boolean;
  readonly warnings: readonly string[];
}

/** Stands in code for an origin that cannot stand there itself. */
const originPlaceholder = "https://your-page.example";

/** One policy for all chosen fetches of one server: what it grants today, and the least that they need. */
export function policyFor(chosen: readonly RequiredChanges[], server: ServerGrants): PolicyDecision {
  const grants = server.grantsBelow(commonScope(chosen));
  const needed = neededBy(chosen);
  const possiblyCredentialed = chosen.some(({ credentials }) => credentials !== "omit");
  const keepsAny =
    !possiblyCredentialed && !grants.namedCredentials && chosen.every(({ url }) => grants.openUrls.has(url));
  const policy: Policy = {
    origins: keepsAny ? "*" : [...new Set([...grants.origins, ...needed.origins])].sort(),
    credentials: !keepsAny && (grants.credentials || possiblyCredentialed),
    methods: inCustomaryOrder([...grants.methods, ...needed.methods, ...(grants.anyMethod ? usualMethods : [])]),
    headers: spelled(grants.headers, [
      ...needed.headers,
      ...(grants.anyHeader || grants.repeatsHeaders ? grants.askedHeaders : []),
    ]),
    exposed: [...grants.exposed.values()].sort(byName),
    maxAge: grants.maxAge,
    added: addedTo(grants, needed, chosen, possiblyCredentialed),
  };
  return {
    policy,
    hasKnownCredentials: chosen.some(({ credentials }) => credentials === "include"),
    warnings: [
      ...refusedValues(chosen, grants),
      ...widenings(policy, grants, chosen),
      ...keptOrigins(policy, grants, needed),
    ],
  };
}

/** The first path segment that all chosen URLs share, or `/`. */
export function commonScope(chosen: readonly RequiredChanges[]): string {
  const scopes = new Set(chosen.map(({ url }) => scopeOf(url)));
  const [scope = "/"] = scopes;
  return scopes.size === 1 ? scope : "/";
}

interface Needed {
  readonly origins: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  readonly headers: ReadonlySet<string>;
}

function neededBy(chosen: readonly RequiredChanges[]): Needed {
  const origins = chosen.map(({ origin }) => (isPlainOrigin(origin) ? origin : originPlaceholder));
  const methods = chosen.map(({ method }) => method).filter(isPlainMethod);
  const headers = chosen.flatMap(({ headerNames }) => headerNames).filter(isPlainHeaderName);
  return { origins: new Set(origins), methods: new Set(methods), headers: new Set(headers) };
}

/** What the server does not allow at all, and what it failed to allow where it was asked. */
function addedTo(
  grants: CurrentGrants,
  needed: Needed,
  chosen: readonly RequiredChanges[],
  credentialed: boolean,
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
    origins: [...needed.origins].filter((origin) => !grants.origins.has(origin) || refusedOrigins.has(origin)).sort(),
    credentials: credentialed && (!grants.credentials || refused("Access-Control-Allow-Credentials").length > 0),
    methods: [...needed.methods].filter(
      (method) => !isCorsSafelistedMethod(method) && (!grants.methods.has(method) || refusedMethods.has(method)),
    ),
    headers: [...needed.headers].filter((name) => !grants.headers.has(name) || refusedHeaders.has(name)).sort(),
  };
}

const usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** The usual methods first, then the others; without `put` and its like, which browsers write in upper case. */
function inCustomaryOrder(methods: readonly string[]): string[] {
  const rank = (method: string) => (usualMethods.includes(method) ? usualMethods.indexOf(method) : usualMethods.length);
  return [...new Set([...methods, "GET", "HEAD", "POST"])]
    .filter((method) => normalizeMethod(method) === method)
    .sort((a, b) => rank(a) - rank(b) || byName(a, b));
}

function spelled(granted: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  const all = new Map(names.map((name) => [name.toLowerCase(), name]));
  for (const [lowerName, name] of granted) all.set(lowerName, name);
  return [...all.values()].sort(byName);
}

function byName(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** What the page asked for or the server allows that is left out of the code, because it could break out of it. */
function refusedValues(chosen: readonly RequiredChanges[], { unwritable }: CurrentGrants): string[] {
  const { origins, methods, headers } = {
    origins: chosen.map(({ origin }) => origin).filter((origin) => !isPlainOrigin(origin)),
    methods: chosen.map(({ method }) => method).filter((method) => !isPlainMethod(method)),
    headers: chosen.flatMap(({ headerNames }) => headerNames).filter((name) => !isPlainHeaderName(name)),
  };
  const unique = (values: readonly string[]) => quoteAll([...new Set(values)]);
  return [
    origins.length > 0 &&
      translate`The page's origin ${unique(origins)} has characters that could break out of the code: \`${originPlaceholder}\` stands in its place, write the origin there by hand.`,
    methods.length > 0 &&
      translate`The method ${unique(methods)} is left out of the code, because it has characters that could break out of it: rename it, or add it by hand.`,
    headers.length > 0 &&
      translate`The header ${unique(headers)} is left out of the code, because it has characters that could break out of it: rename it, or add it by hand.`,
    unwritable.size > 0 &&
      translate`The server allows ${unique([...unwritable])} today, left out of the code because of characters that could break out of it: add by hand what pages use.`,
  ].filter((warning) => warning !== false);
}

/** Where the policy keeps, narrows or guesses. */
function widenings(policy: Policy, grants: CurrentGrants, chosen: readonly RequiredChanges[]): string[] {
  const guessed = chosen.some(({ credentials }) => credentials === "unknown");
  const certain = chosen.some(({ credentials }) => credentials === "include");
  const open = policy.origins === "*";
  const insecure = chosen.find(
    ({ origin, url }) => /^http:/.test(origin) && !isPotentiallyTrustworthyOrigin(origin) && /^https:/.test(url),
  );
  const extension = chosen.some(({ origin }) => /^[a-z]+-extension:/.test(origin));
  return [
    extension &&
      "The caller is a browser extension. Its own pages need no CORS for the servers that its manifest names under `host_permissions`: then the server can stay as it is.",
    open && "`*` lets every site read these answers, as the server does today; name the origins if that is not meant.",
    !open &&
      grants.openUrls.size > 0 &&
      "The server answers `*` today. A browser ignores `*` on a call with credentials, so the origins are named: add those of the other pages that call this server.",
    guessed &&
      !certain &&
      !grants.credentials &&
      'The recording does not tell whether the call carries cookies, so credentials are allowed too; leave that line out if the page does not use `credentials: "include"` (`withCredentials`).',
    grants.anyHeader &&
      "The server allows `*` as header names today, which a browser ignores on a call with credentials, and for `Authorization` by the standard: the names are those that the recording shows; add others that pages send.",
    grants.repeatsHeaders &&
      !grants.anyHeader &&
      "The server seems to allow whatever header is asked for today (`Vary: Access-Control-Request-Headers`): the names are those that the recording shows; add others that pages send.",
    grants.anyMethod &&
      "The server allows `*` as methods today, which a browser ignores on a call with credentials: the methods are named; add others that pages use.",
    policy.credentials &&
      insecure !== undefined &&
      translate`${quote(insecure.origin)} is a page without https: whoever can change it on its way can call this server with the user's cookies.`,
  ].filter((warning) => warning !== false);
}

function keptOrigins({ origins }: Policy, grants: CurrentGrants, needed: Needed): string[] {
  if (origins === "*") return [];
  const kept = [...grants.origins].filter((origin) => !needed.origins.has(origin));
  return kept.length === 0
    ? []
    : [translate`Kept, because the server names it today: ${quoteAll(kept)}. Remove what should not be there.`];
}
