import {
  type Diagnosis,
  type Exchange,
  type HeaderOverride,
  hasHeaderOverride,
  lastHop,
  type Outcome,
  pathTemplate,
} from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import type { DiagnosedLog } from "../recording/diagnosed-log.ts";
import type { Navigation } from "../recording/recorder.ts";

/** Fetches that were refused, or not, in the same way: one line of the list. */
export interface Row {
  readonly key: string;
  readonly outcome: Outcome;
  /** Id of the cause, or "". */
  readonly cause: string;
  readonly title: string;
  readonly method: string;
  /** The server that answered, as an origin. */
  readonly server: string;
  readonly path: string;
  /** The URL that the page called, of the latest fetch. */
  readonly url: string;
  /** Status of the response that decided; 0 where there was none. */
  readonly status: number;
  readonly count: number;
  /** Start of the latest fetch, in milliseconds since the epoch; NaN where it is not known. */
  readonly at: number;
  /** When the same request passed after the latest refusal, in milliseconds since the epoch; else null. */
  readonly fixedAt: number | null;
  /** Which section of the list it is in; 0 is what comes before the first. */
  readonly section: number;
  /** The latest fetch. */
  readonly diagnosis: Diagnosis;
}

/** What the list is parted by: the navigations of the tab, or the sources of a report. */
export type Section = Navigation | Source;

/** One of the sources that a report is made of. */
export interface Source {
  readonly name: string;
  readonly holds: (diagnosis: Diagnosis) => boolean;
  /** Everything that was recorded there; what passes elsewhere says nothing of it. */
  readonly recorded: DiagnosedLog;
}

/** The fetches of one row. */
interface Group {
  readonly key: string;
  /** Counts the rows from 0. */
  readonly place: number;
  /** The URL that the first fetch called. */
  readonly url: string;
  readonly section: number;
  readonly sameUrl: boolean;
  readonly count: number;
  readonly latest: Diagnosis;
}

/**
 * Fetches of one section, server, method, path shape and cause in one group; in the order of the first of each. Where
 * they come after those of former groups: only the groups that they are in, with what was there before.
 */
export function groupsOf(
  diagnoses: readonly Diagnosis[],
  sections: readonly Section[],
  former: ReadonlyMap<string, Group> = new Map(),
): Map<string, Group> {
  const groups = new Map<string, Group>();
  let places = former.size;
  for (const diagnosis of diagnoses) {
    const { key: ownKey, url, at } = factsOf(diagnosis);
    const section = sections.length === 0 ? 0 : sectionOf(diagnosis, at, sections);
    const key = section === 0 ? ownKey : `${ownKey}\n${section}`;
    const known = groups.get(key) ?? former.get(key);
    groups.set(
      key,
      known
        ? { ...known, sameUrl: known.sameUrl && known.url === url, count: known.count + 1, latest: diagnosis }
        : { key, place: places++, url, section, sameUrl: true, count: 1, latest: diagnosis },
    );
  }
  return groups;
}

/** A fetch that the browser kept from the page, whether or not the recording tells why. */
export function isRefused({ outcome, fetch }: Diagnosis): boolean {
  return outcome === "refused" || (outcome === "unknown" && lastHop(fetch).actual !== null);
}

/** A fetch that the browser let pass after the checks of CORS. */
export function isPass({ outcome, fetch }: Diagnosis): boolean {
  return outcome === "allowed" && fetch.mode === "cors";
}

/** Finds what passed: the start of the first fetch that does what the refused one did, later and with success. */
export function passesOf(
  diagnoses: readonly Diagnosis[],
  alterations: readonly HeaderOverride[] = [],
): (refused: Diagnosis) => number | null {
  const passed = new Map<string, Diagnosis[]>();
  for (const diagnosis of diagnoses) {
    if (!isPass(diagnosis)) continue;
    // What a fix that is tried lets through proves nothing of the server.
    if (hasHeaderOverride(diagnosis.fetch, alterations)) continue;
    const { request } = factsOf(diagnosis);
    const known = passed.get(request);
    if (known) known.push(diagnosis);
    else passed.set(request, [diagnosis]);
  }
  return (refused) => {
    const { request, at } = factsOf(refused);
    const pass = passed.get(request)?.find((one) => factsOf(one).at > at && asksAsMuch(one, refused));
    return pass ? factsOf(pass).at : null;
  };
}

/** The same method at a URL of the same shape, called by the same origin. */
export function requestOf(diagnosis: Diagnosis): string {
  return factsOf(diagnosis).request;
}

/** A call without the headers or the credentials of the refused one proves nothing. */
function asksAsMuch(passed: Diagnosis, refused: Diagnosis): boolean {
  if (refused.credentials === "include" && passed.credentials === "omit") return false;
  const asked = headerOf(refused.fetch.hops[0]?.preflight, "access-control-request-headers");
  const names = new Set(passed.fetch.hops[0]?.actual?.requestHeaders.map(({ name }) => name.toLowerCase()));
  return asked.split(",").every((name) => name.trim() === "" || names.has(name.trim().toLowerCase()));
}

function headerOf(exchange: Exchange | null | undefined, name: string): string {
  return exchange?.requestHeaders.find((header) => header.name.toLowerCase() === name)?.value ?? "";
}

interface Facts {
  readonly key: string;
  readonly request: string;
  readonly url: string;
  readonly at: number;
}

const facts = new WeakMap<Diagnosis, Facts>();

function factsOf(diagnosis: Diagnosis): Facts {
  const known = facts.get(diagnosis) ?? readFacts(diagnosis);
  facts.set(diagnosis, known);
  return known;
}

function readFacts({ fetch, outcome, verdict, lookAlike, reasons }: Diagnosis): Facts {
  const { method = "", url = "", actual, preflight } = fetch.hops[0] ?? {};
  const { origin, path } = partsOf(url);
  const shape = `${origin}${pathTemplate(path)}`;
  const what = verdict?.cause ?? lookAlike?.id ?? "";
  return {
    key: [serverOf(fetch), method, shape, outcome, what, reasons[0]?.id].join("\n"),
    request: [method, shape, fetch.origin].join("\n"),
    url,
    at: (actual ?? preflight)?.startedAt ?? Number.NaN,
  };
}

function sectionOf(diagnosis: Diagnosis, at: number, sections: readonly Section[]): number {
  const own = sections.findIndex((section) => "holds" in section && section.holds(diagnosis));
  if (own >= 0) return own + 1;
  const later = sections.findIndex((section) => "at" in section && section.at > at);
  return later < 0 ? sections.length : later;
}

const rows = new WeakMap<Diagnosis, Row>();

/** The same object as long as it says the same, so that what shows it need not be drawn again. */
export function toRow({ key, section, sameUrl, count, latest }: Group): Row {
  const known = rows.get(latest);
  const { url, at } = factsOf(latest);
  const { path, query } = partsOf(url);
  const shown = sameUrl ? `${path}${query}` : pathTemplate(path);
  if (known?.key === key && known.count === count && known.path === shown) return known;
  const row: Row = {
    key,
    outcome: latest.outcome,
    cause: latest.verdict?.cause ?? "",
    title: titleOf(latest),
    method: latest.fetch.hops[0]?.method ?? "",
    server: serverOf(latest.fetch),
    path: shown,
    url,
    status: statusOf(latest),
    count,
    at,
    fixedAt: null,
    section,
    diagnosis: latest,
  };
  rows.set(latest, row);
  return row;
}

function statusOf({ fetch, verdict }: Diagnosis): number {
  const { actual, preflight } = lastHop(fetch);
  const decisive = verdict?.step === "preflight" ? preflight : (actual ?? preflight);
  return decisive?.status ?? 0;
}

/** The server that answered last, as an origin. */
export function serverOf(fetch: Diagnosis["fetch"]): string {
  return partsOf(lastHop(fetch).url).origin;
}

/** Origin, path and query of a URL as browsers record it; much faster than `URL`, which need not check it again. */
function partsOf(url: string): { readonly origin: string; readonly path: string; readonly query: string } {
  const [, scheme = "", host = "", path = url, query = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  return { origin: `${scheme}${host}`, path, query };
}

/** The headline: the reason where one is recognized, else the verdict, else what the fetch is instead. */
function titleOf({ outcome, verdict, reasons, lookAlike, cannotTell, notes }: Diagnosis): string {
  const [reason] = reasons;
  const [note] = notes;
  if (outcome === "refused") return reason?.title ?? verdict?.title ?? t("titleRefused");
  if (outcome === "unknown") return cannotTell ? t("titleCannotTell", cannotTell.because) : t("titleUnknown");
  if (outcome === "failed") return lookAlike?.title ?? t("titleFailed");
  return note?.title ?? t("titleAllowed");
}
