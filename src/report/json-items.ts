import { groupBy, unique } from "../collections.ts";
import { isAllowed, isRefused } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { serverGrants } from "../fixes/current-grants.ts";
import type { Fix } from "../fixes/fix.ts";
import { chosenExposeFixes, chosenFixes, type FixScope, likeliestFixes } from "./chosen-fixes.ts";
import { countsOf } from "./counts.ts";
import { neededWarnings } from "./fix-text.ts";
import { type CountedFetches, callSitesIn, type DiagnosedSource, type FormatOptions, notesIn } from "./format.ts";
import { equalRequestsOf, type Group, serverOf } from "./groups.ts";
import { type JsonItem, toJsonFetch, withoutEmpty } from "./json-fetch.ts";
import type { JsonFetch, JsonFix, JsonGrants, JsonSummary } from "./json-report.ts";

/** An item of a report for programs: a group of equal fetches, or a fix that the groups after it may name too. */
export type JsonPart = { readonly fetch: JsonFetch } | { readonly fix: JsonFix };

/** What the sources of a report share. */
export interface JsonRun {
  readonly scope: FixScope;
  /** The items so far. */
  count: number;
  /** Server and code of each fix so far → its number. */
  readonly fixes: Map<string, number>;
}

/**
 * The items of a source, each when it is asked for: the fetches that need attention, and each fix before the first fetch that
 * names it.
 */
export function* jsonParts(source: DiagnosedSource, run: JsonRun, options: FormatOptions): Generator<JsonPart> {
  for (const item of jsonItems(source, run.count, options)) {
    const numbers: number[] = [];
    for (const { key, fix, server } of fixesOf(item, run.scope, options)) {
      const known = run.fixes.get(key);
      const n = known ?? run.fixes.size + 1;
      numbers.push(n);
      if (known !== undefined) continue;
      run.fixes.set(key, n);
      yield { fix: toJsonFix(fix, { n, server }, options.verbose) };
    }
    run.count = item.n;
    yield { fetch: toJsonFetch(item, numbers, options.verbose) };
  }
}

/** The fetches of a source that need attention, equal ones as one item, each when it is asked for. Their numbers follow `last`. */
export function* jsonItems(source: DiagnosedSource, last: number, options: FormatOptions): Generator<JsonItem> {
  const { accepted } = source;
  const notes = notesIn(source);
  const callSites = callSitesIn(source);
  let n = last;
  for (const group of groupsToShow(source, options)) {
    const [diagnosis] = group;
    n += 1;
    yield {
      n,
      group,
      isAccepted: accepted?.has(diagnosis) ?? false,
      callSite: callSites.get(diagnosis),
      notes: notes.get(diagnosis) ?? [],
    };
  }
}

/** The fixes for these items, each once for a server, with the numbers of the items that it is for. */
export function fixesForItems(items: readonly JsonItem[], scope: FixScope, options: FormatOptions): JsonFixOfFetches[] {
  const found = items.flatMap(({ n, ...item }) =>
    fixesOf({ n, ...item }, scope, options).map((one) => ({ ...one, n })),
  );
  return [...groupBy(found, ({ key }) => key).values()].map((same, index) => ({
    ...toJsonFix(same[0].fix, { n: index + 1, server: same[0].server }, options.verbose),
    fetches: same.map(({ n }) => n),
  }));
}

/** A fix that names the fetches which it is for. */
export interface JsonFixOfFetches extends JsonFix {
  /** The numbers of the fetches, ascending. */
  readonly fetches: readonly number[];
}

/** How many fetches of a source ended in which way. */
export function jsonSummary(source: DiagnosedSource, { verbose }: Pick<FormatOptions, "verbose">): JsonSummary {
  const { refused, failed, unknown, allowed, unknownBlocked, accepted } = countsOf(source);
  const { counted } = source;
  const leftOut = counted && withoutZeros({ ...counted, allowed: verbose ? counted.allowed : 0 });
  return {
    ...{ refused, failed, unknown, allowed, blocked: refused + unknownBlocked, accepted },
    ...(leftOut && Object.keys(leftOut).length > 0 && { leftOut }),
  };
}

function withoutZeros({ refused, failed, unknown, allowed }: CountedFetches): NonNullable<JsonSummary["leftOut"]> {
  return Object.fromEntries(Object.entries({ refused, failed, unknown, allowed }).filter(([, count]) => count > 0));
}

function groupsToShow(source: DiagnosedSource, { verbose }: FormatOptions): Group[] {
  const { refused, accepted, unknown, failed, notes } = equalRequestsOf(source);
  const noted = [...new Set(notes.flatMap(([, group]) => group))].map((diagnosis): Group => [diagnosis]);
  const known = new Set(noted.map(([diagnosis]) => diagnosis));
  const allowed = verbose ? source.diagnoses.filter((one) => isAllowed(one) && !known.has(one)) : [];
  return [...refused, ...accepted, ...unknown, ...failed, ...noted, ...allowed.map((one): Group => [one])];
}

/** The fixes for the chosen stacks, or for all, or else for the likeliest one. Equal fixes for one server have the same key. */
function fixesOf({ group, notes }: JsonItem, scope: FixScope, options: FormatOptions): ServerFix[] {
  const [diagnosis] = group;
  const server = serverOf(diagnosis.fetch);
  return fixesOfGroup(group, notes.length > 0, scope, options).map((fix) => ({
    key: `${server} ${fix.stack} ${fix.code}`,
    fix,
    server,
  }));
}

interface ServerFix {
  readonly key: string;
  readonly fix: Fix;
  readonly server: string;
}

function fixesOfGroup(group: Group, hasNotes: boolean, scope: FixScope, options: FormatOptions): readonly Fix[] {
  const [diagnosis] = group;
  if (!isRefused(diagnosis)) return hasNotes ? chosenExposeFixes(diagnosis, scope, options) : [];
  const fixes = chosenFixes(group, scope, options);
  return options.stacks.length > 0 || options.allFixes ? [...fixes] : likeliestFixes(fixes);
}

function toJsonFix(fix: Fix, place: { readonly n: number; readonly server: string }, verbose: boolean): JsonFix {
  const { stack, certainty, form, title, language, code, typescript, changed } = fix;
  return withoutEmpty<JsonFix>({
    ...place,
    stack,
    certainty: certainty ?? undefined,
    form,
    title: verbose ? title : undefined,
    language: verbose ? language : undefined,
    code,
    typescript: verbose ? typescript : undefined,
    changed: verbose || form === "change" ? changed : undefined,
    warnings: verbose ? fix.warnings : neededWarnings(fix, [fix]),
  });
}

/** What the servers that caused refusals grant, by their origin; servers that grant nothing are left out. */
export function grantsIn({ recording, diagnoses }: DiagnosedSource): Readonly<Record<string, JsonGrants>> {
  const servers = unique(diagnoses.filter(isRefused).map(({ fetch }) => serverOf(fetch)));
  return withoutEmpty(Object.fromEntries(servers.map((server) => [server, grantsOf(recording, server)])));
}

function grantsOf(recording: Recording, server: string): JsonGrants {
  const grants = serverGrants(recording, server).grantsBelow("/");
  const { origins, openUrls, credentials, methods, anyMethod, headers, anyHeader, exposed, maxAge } = grants;
  return withoutEmpty<JsonGrants>({
    origins: listOf(openUrls.size > 0, origins),
    credentials: credentials ? true : undefined,
    methods: listOf(anyMethod, methods),
    headers: listOf(anyHeader, headers.values()),
    exposed: listOf(false, exposed.values()),
    maxAge: maxAge ?? undefined,
  });
}

function listOf(isAny: boolean, values: Iterable<string>): string[] {
  return [...(isAny ? ["*"] : []), ...values].slice(0, maxValues);
}

const maxValues = 30;
