import { type Diagnosis, isAllowed, isBlocked, isFailed, isRefused, isUnknown } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { serverGrants } from "../fixes/current-grants.ts";
import type { Fix } from "../fixes/fix.ts";
import { chosenExposeFixes, chosenFixes, type FixScope, likeliestFixes } from "./chosen-fixes.ts";
import { neededWarnings } from "./fix-text.ts";
import { callSitesIn, type DiagnosedSource, type FormatOptions, notesIn } from "./format.ts";
import { equalRequestsOf, type Group, serverOf } from "./groups.ts";
import { toJsonFetch, withoutEmpty } from "./json-fetch.ts";
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
  const { recording, accepted } = source;
  const notes = notesIn(source);
  const callSites = callSitesIn(source);
  for (const group of groupsToShow(source, options)) {
    const [diagnosis] = group;
    const numbers: number[] = [];
    for (const fix of fixesOf(group, notes.has(diagnosis), run.scope, options)) {
      const server = serverOf(diagnosis.fetch);
      const key = `${server} ${fix.stack} ${fix.code}`;
      const known = run.fixes.get(key);
      const n = known ?? run.fixes.size + 1;
      numbers.push(n);
      if (known !== undefined) continue;
      run.fixes.set(key, n);
      yield { fix: toJsonFix(fix, { n, server }, options.verbose) };
    }
    run.count += 1;
    const item = {
      n: run.count,
      group,
      isAccepted: accepted?.has(diagnosis) ?? false,
      callSite: callSites.get(diagnosis),
      granted: isRefused(diagnosis) ? grantsOf(recording, serverOf(diagnosis.fetch)) : {},
      fixes: numbers,
      notes: notes.get(diagnosis) ?? [],
    };
    yield { fetch: toJsonFetch(item, options.verbose) };
  }
}

/** How many fetches of a source ended in which way. */
export function jsonSummary({ diagnoses, accepted }: DiagnosedSource): JsonSummary {
  const count = (isCounted: (diagnosis: Diagnosis) => boolean) => diagnoses.filter(isCounted).length;
  return {
    refused: count(isRefused),
    failed: count(isFailed),
    unknown: count(isUnknown),
    allowed: count(isAllowed),
    blocked: count(isBlocked),
    accepted: accepted?.size ?? 0,
  };
}

function groupsToShow(source: DiagnosedSource, { verbose }: FormatOptions): Group[] {
  const { refused, accepted, unknown, failed, notes } = equalRequestsOf(source);
  const noted = [...new Set(notes.flatMap(([, group]) => group))].map((diagnosis): Group => [diagnosis]);
  const known = new Set(noted.map(([diagnosis]) => diagnosis));
  const allowed = verbose ? source.diagnoses.filter((one) => isAllowed(one) && !known.has(one)) : [];
  return [...refused, ...accepted, ...unknown, ...failed, ...noted, ...allowed.map((one): Group => [one])];
}

/** The fixes for the chosen stacks, or for all, or else for the likeliest one. */
function fixesOf(group: Group, hasNotes: boolean, scope: FixScope, options: FormatOptions): readonly Fix[] {
  const [diagnosis] = group;
  if (!isRefused(diagnosis)) return hasNotes ? chosenExposeFixes(diagnosis, scope, options) : [];
  const fixes = chosenFixes(group, scope, options);
  return options.stacks.length > 0 || options.allFixes ? fixes : likeliestFixes(fixes);
}

function toJsonFix(fix: Fix, place: { readonly n: number; readonly server: string }, verbose: boolean): JsonFix {
  const { stack, certainty, form, title, language, code, typescript, changed } = fix;
  return withoutEmpty<JsonFix>({
    ...place,
    stack,
    certainty: certainty ?? undefined,
    form,
    title,
    language,
    code,
    typescript: verbose ? typescript : undefined,
    changed: verbose || form === "change" ? changed : undefined,
    warnings: verbose ? fix.warnings : neededWarnings(fix, [fix]),
  });
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
