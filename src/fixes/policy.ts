import { unique } from "../collections.ts";
import { normalizeMethod } from "../fetch/normalize-method.ts";
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
  readonly warnings: readonly string[];
}

/** One policy for all chosen fetches of one server: what it grants today, and the least that they need. */
export function policyFor(chosen: readonly RequiredChanges[], server: ServerGrants): PolicyDecision {
  const grants = server.grantsBelow(commonFolder(chosen.map(({ url }) => url)));
  const required = requiredBy(chosen);
  const isOpen = chosen.every(({ url }) => grants.openUrls.has(url));
  const sendsCredentials = chosen.some(({ credentials }) => credentials === "include");
  const keepsAny = isOpen && !sendsCredentials && !grants.namedCredentials;
  const credentials = !keepsAny && (grants.credentials || sendsCredentials);
  const form = grants.hasCorsCode || chosen.some(hasCorsLibrary) ? "change" : "new";
  const showsLists = form === "new" || grants.showsLists;
  const policy: Policy = {
    form,
    origins: keepsAny ? "*" : unique([...grants.origins, ...required.origins]).sort(),
    staysOpen: isOpen && !keepsAny,
    credentials,
    maybeCredentials: !keepsAny && !credentials && chosen.some((one) => one.credentials === "unknown"),
    methods: inCustomaryOrder([...grants.methods, ...required.methods, ...(grants.anyMethod ? usualMethods : [])]),
    headers: inServersSpelling(grants.headers, [
      ...required.headers,
      ...(grants.anyHeader || grants.repeatsHeaders ? grants.askedHeaders : []),
    ]),
    exposed: inServersSpelling(grants.exposed, required.exposed),
    maxAge: grants.maxAge,
    added: addedTo(grants, keepsAny ? { ...required, origins: [] } : required, chosen, {
      sendsCredentials: !keepsAny && sendsCredentials,
      showsLists,
    }),
    unproven: showsLists ? nothingUnproven : unprovenOf(grants, required),
  };
  return { policy, warnings: policyWarnings(policy, grants, chosen) };
}

/** True where a CORS library took part in the response, even if it sent none of the headers. */
function hasCorsLibrary({ diagnosis }: RequiredChanges): boolean {
  return diagnosis.answeredBy.some(({ layer, certainty }) => layer === "library" && certainty === "certain");
}

/** What the chosen fetches need, as far as code may hold it. */
interface Required {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
}

function requiredBy(chosen: readonly RequiredChanges[]): Required {
  return {
    origins: unique(chosen.map(({ origin }) => plainPage(origin))),
    methods: unique(chosen.map(({ method }) => method).filter(isPlainMethod)),
    headers: unique(chosen.flatMap(({ headerNames }) => headerNames).filter(isPlainHeaderName)),
    exposed: unique(chosen.flatMap(({ exposedNames }) => exposedNames).filter(isPlainHeaderName)),
  };
}

/**
 * What the server allows in no response, or did not allow in the response that a chosen fetch got. Methods and headers are
 * left out where the server's own lists do not show: a library may allow all of them, and a list would take that away.
 */
function addedTo(
  grants: CurrentGrants,
  required: Required,
  chosen: readonly RequiredChanges[],
  { sendsCredentials, showsLists }: { readonly sendsCredentials: boolean; readonly showsLists: boolean },
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
    credentials: sendsCredentials && (!grants.credentials || refused("Access-Control-Allow-Credentials").length > 0),
    methods: required.methods.filter(
      (method) =>
        showsLists && !isCorsSafelistedMethod(method) && (!grants.methods.has(method) || refusedMethods.has(method)),
    ),
    headers: required.headers
      .filter((name) => showsLists && (!grants.headers.has(name) || refusedHeaders.has(name)))
      .sort(),
    exposed: required.exposed.filter((name) => !grants.exposed.has(name.toLowerCase())).sort(),
  };
}

const nothingUnproven = { methods: [], headers: [] };

/** What the chosen fetches need of the server's lists, and no response shows. */
function unprovenOf(grants: CurrentGrants, { methods, headers }: Required): Policy["unproven"] {
  return {
    methods: methods.filter((method) => !isCorsSafelistedMethod(method) && !grants.methods.has(method)),
    headers: headers.filter((name) => !grants.headers.has(name)).sort(),
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
