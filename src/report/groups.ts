import { type Diagnosis, isBlocked, isUnknown } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { translate } from "../text/translate.ts";
import type { DiagnosedSource } from "./format.ts";

/** Fetches of which a report says the same. */
export type Group = readonly [Diagnosis, ...Diagnosis[]];

/** What reports tell one after the other, each group in the order of the first of its fetches. */
export interface Groups {
  readonly refused: readonly Group[];
  /** What is refused, and accepted by the baseline. */
  readonly known: readonly Group[];
  readonly failed: readonly Group[];
  readonly unknown: readonly Group[];
  readonly notes: readonly (readonly [Diagnosis["notes"][number], Group])[];
}

/** The fetches of a source, those together of one server and page that share verdict, evidence and reason. */
export function groupsOf({ diagnoses, known }: DiagnosedSource): Groups {
  const ofNew = (outcome: Diagnosis["outcome"]) =>
    diagnoses.filter((diagnosis) => diagnosis.outcome === outcome && !known?.has(diagnosis));
  return {
    refused: groupBy(ofNew("refused"), refusalKey),
    known: groupBy(
      diagnoses.filter((diagnosis) => known?.has(diagnosis)),
      refusalKey,
    ),
    failed: groupBy(ofNew("failed"), failureKey),
    unknown: groupBy(ofNew("unknown"), unknownKey),
    notes: notesOf(diagnoses),
  };
}

/** One request of a group, and how often it was made. */
export interface GroupedRequest {
  readonly method: string;
  readonly url: string;
  readonly count: number;
}

/** The requests of a group, each once. */
export function requestsOf(group: Group): GroupedRequest[] {
  const requests = new Map<string, GroupedRequest>();
  for (const { fetch } of group) {
    const { method, url } = lastHop(fetch);
    const key = `${method} ${url}`;
    requests.set(key, { method, url, count: (requests.get(key)?.count ?? 0) + 1 });
  }
  return [...requests.values()];
}

/** How many fetches ended in which way, in one sentence. */
export function summaryOf({ diagnoses, known }: Pick<DiagnosedSource, "diagnoses" | "known">): string {
  const count = (outcome: Diagnosis["outcome"]) =>
    diagnoses.filter((diagnosis) => diagnosis.outcome === outcome).length;
  const total = diagnoses.length;
  if (total === 0) return translate("The recording holds no cross-origin fetch.");
  const [refused, failed, unknown, allowed] = [count("refused"), count("failed"), count("unknown"), count("allowed")];
  const fetches = total === 1 ? translate("1 cross-origin fetch") : translate`${total} cross-origin fetches`;
  const accepted = known?.size ? translate` (${known.size} known)` : "";
  return `${[
    translate`${fetches}: ${refused === 0 ? translate("none") : refused} refused by CORS${accepted}`,
    ...(failed > 0 ? [translate`${failed} failed for another reason`] : []),
    ...(unknown > 0 ? [unknownPart(unknown, diagnoses)] : []),
    ...(allowed > 0 ? [translate`${allowed} allowed`] : []),
  ].join(", ")}.`;
}

/** How many fetches have an unknown outcome, and how many of them the browser blocked. */
function unknownPart(count: number, diagnoses: readonly Diagnosis[]): string {
  const all = translate`${count} of which the recording does not tell`;
  const blocked = diagnoses.filter((diagnosis) => isUnknown(diagnosis) && isBlocked(diagnosis)).length;
  const part = translate` (${blocked} blocked)`;
  return blocked > 0 ? `${all}${part}` : all;
}

/** The browser's own name of a network error, or "". */
export function errorOf(fetch: Diagnosis["fetch"]): string {
  const { actual, preflight } = lastHop(fetch);
  return actual?.error || preflight?.error || "";
}

function refusalKey({ fetch, verdict, reasons, alternatives, differingCorsError }: Diagnosis): string {
  const { cause, step, certainty, got, want, explain } = verdict ?? {};
  const server = originOf(lastHop(fetch).url);
  const redirected = fetch.hops.length > 1;
  const said = [cause, step, certainty, got, want, explain, reasons[0], alternatives, differingCorsError];
  return JSON.stringify([server, fetch.origin, redirected, ...said]);
}

function failureKey({ fetch, lookAlike, differingCorsError }: Diagnosis): string {
  return JSON.stringify([originOf(lastHop(fetch).url), lookAlike, errorOf(fetch), differingCorsError]);
}

function unknownKey({ fetch, cannotTell, differingCorsError }: Diagnosis): string {
  return JSON.stringify([originOf(lastHop(fetch).url), cannotTell, differingCorsError]);
}

function notesOf(diagnoses: readonly Diagnosis[]): [Diagnosis["notes"][number], Group][] {
  const found = diagnoses.flatMap((diagnosis) => diagnosis.notes.map((note) => ({ note, diagnosis })));
  const keyOf = ({ note, diagnosis }: (typeof found)[number]) =>
    JSON.stringify([note.id, note.explain, originOf(lastHop(diagnosis.fetch).url), diagnosis.fetch.origin]);
  return groupBy(found, keyOf).map(([first, ...others]) => [
    first.note,
    [first.diagnosis, ...others.map(({ diagnosis }) => diagnosis)],
  ]);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
