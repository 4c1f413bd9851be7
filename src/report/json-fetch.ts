import { type Diagnosis, type Finding, isBlocked, isRefused, isUnknown, type RecognizedNote } from "../diagnosis.ts";
import { type Hop, lastHop } from "../exchange.ts";
import { type CallSite, callSitePath } from "../explain/call-site.ts";
import { applicationCurl, curlCommands } from "../explain/curl-commands.ts";
import { wrongFixesFor } from "../explain/wrong-fixes.ts";
import { isCorsHeaderName } from "../fetch/headers.ts";
import { serverToChange } from "../servers/answered-by.ts";
import { fetchCount } from "./counts.ts";
import { type Group, requestsOf } from "./groups.ts";
import type { JsonCallSite, JsonDetails, JsonFetch, JsonFinding, JsonHop, JsonRefusal } from "./json-report.ts";
import { preflightCommand } from "./preflight-command.ts";
import { firstExplanationOf, headlineOf, otherFindings } from "./sentences.ts";

/** What an item of the JSON report has besides its diagnoses. */
export interface JsonItem {
  readonly n: number;
  readonly group: Group;
  readonly isAccepted: boolean;
  readonly callSite: CallSite | undefined;
  readonly notes: readonly RecognizedNote[];
}

/** Equal fetches as one item, with the numbers of their fixes; with all details where `verbose` is set. */
export function toJsonFetch(item: JsonItem, fixes: readonly number[], verbose: boolean): JsonFetch {
  const { n, group, isAccepted, callSite, notes } = item;
  const [diagnosis] = group;
  const { fetch, outcome, lookAlike, cannotTell } = diagnosis;
  const [first, ...others] = requestsOf(group);
  const { method, url } = first ?? lastHop(fetch);
  const count = fetchCount(group);
  const shown = others.slice(0, verbose ? maxEntries : maxOthers);
  return withoutEmpty<JsonFetch>({
    n,
    outcome,
    isBlocked: isUnknown(diagnosis) && isBlocked(diagnosis) ? true : undefined,
    accepted: isAccepted ? true : undefined,
    method,
    url,
    origin: fetch.origin,
    count: count > 1 ? count : undefined,
    alsoTo: shown.map(({ url, count }) => (count > 1 ? { url, count } : { url })),
    entry: entryOf(diagnosis),
    callSite: callSite && toJsonCallSite(callSite, verbose),
    ...(isRefused(diagnosis) ? refusalOf(item, fixes, verbose) : {}),
    lookAlike: lookAlike ? { id: lookAlike.id, title: lookAlike.title, explain: lookAlike.explain } : undefined,
    cannotTell: cannotTell ?? undefined,
    notes: notes.map(({ id, title, evidence, explain }) => ({ id, title, evidence, explain })),
    ...(isRefused(diagnosis) ? {} : { fixes }),
    ...(verbose ? detailsOf(group) : {}),
    // Empty, it says that Chromium refused nothing.
    ...(diagnosis.differingCorsError === "" ? { differingCorsError: "" } : {}),
  });
}

const maxOthers = 3;

/** The file without its origin; the page where it is not the file itself. */
function toJsonCallSite(site: CallSite, verbose: boolean): JsonCallSite {
  const { url, line, column, function: name, mapped, page, frame } = site;
  return withoutEmpty<JsonCallSite>({
    file: callSitePath(site),
    line: line ?? undefined,
    column: column ?? undefined,
    function: name,
    mapped: mapped ? true : undefined,
    page: verbose || page !== url ? page : undefined,
    frame,
    url: verbose ? url : undefined,
  });
}

function refusalOf(item: JsonItem, fixes: readonly number[], verbose: boolean): Fields<JsonRefusal> {
  const [diagnosis] = item.group;
  const { verdict, reasons, answeredBy, differingCorsError, fetch } = diagnosis;
  const hops = fetch.hops.slice(0, -1);
  return {
    cause: verdict?.cause,
    step: verdict?.step,
    certainty: verdict?.certainty === "possible" ? "possible" : undefined,
    reason: reasons[0]?.id,
    title: reasons.length > 0 || !verdict ? headlineOf(diagnosis) : undefined,
    subject: verdict?.subject,
    got: verdict?.got ?? undefined,
    want: verdict?.want ?? undefined,
    missing: verdict?.names.filter((name) => !isCorsHeaderName(name)),
    servers: answeredBy.map(({ id }) => id),
    serverToChange: serverToChange(diagnosis)?.server.id,
    next: otherFindings(diagnosis).flatMap(({ finding: { cause, certainty } }) =>
      certainty === "certain" ? cause : [],
    ),
    fixes,
    verify: preflightCommand(diagnosis) ?? undefined,
    differingCorsError: differingCorsError ?? undefined,
    earlierHops: verbose ? hops.map(toJsonHop) : hops.map(({ url, method }) => ({ url, method })),
  };
}

function detailsOf(group: Group): Fields<JsonDetails> {
  const [diagnosis] = group;
  const { fetch, verdict, preflightReason, alternatives, findings, answeredBy, credentials } = diagnosis;
  const isToAsk = isRefused(diagnosis) || isUnknown(diagnosis);
  const hops = group.flatMap((one) => one.fetch.hops);
  return {
    explain: firstExplanationOf(diagnosis),
    entries: hops
      .flatMap(({ preflight, actual }) => [preflight, actual])
      .flatMap((exchange) => exchange?.index ?? [])
      .slice(0, maxEntries),
    credentials,
    preflightReason: preflightReason ?? undefined,
    reportedAs: verdict ? { chrome: verdict.reportedAs.chrome, firefox: verdict.reportedAs.firefox } : undefined,
    alternatives: alternatives.filter((name) => name !== verdict?.reportedAs.chrome),
    findings: findings.map(toJsonFinding),
    answeredBy: answeredBy.map(({ stacks, setting, ...server }) => server),
    curlCommands: isToAsk ? curlCommands(fetch) : [],
    applicationCurl: (isRefused(diagnosis) && applicationCurl(diagnosis)) || undefined,
    wrongFixes: wrongFixesFor(diagnosis).map(({ id, fix, because }) => ({ id, fix, because })),
  };
}

const maxEntries = 1000;

function toJsonFinding({ cause, step, certainty, subject, got, want, names, explain }: Finding): JsonFinding {
  return { cause, step, certainty, subject, got, want, names, explain };
}

function toJsonHop({ url, method, actual, preflight }: Hop): JsonHop {
  return withoutEmpty<JsonHop>({ url, method, entry: actual?.index, preflightEntry: preflight?.index });
}

function entryOf({ fetch }: Diagnosis): number | undefined {
  const { actual, preflight } = lastHop(fetch);
  return (actual ?? preflight)?.index;
}

/** The fields of an object, each of which may be left out. */
type Fields<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The object without what says nothing: undefined, null, empty texts and empty lists. */
export function withoutEmpty<T extends object>(fields: Fields<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))) as T;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return (
    value === undefined || value === null || value === "" || (typeof value === "object" && !Object.keys(value).length)
  );
}
