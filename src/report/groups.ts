import { groupBy } from "../collections.ts";
import { type Diagnosis, isFailed, isRefused, isUnknown, type RecognizedNote } from "../diagnosis.ts";
import { type CorsFetch, lastHop } from "../exchange.ts";
import { errorStatusText } from "../explain/error-status-text.ts";
import { originOf } from "../fetch/origin.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { type DiagnosedSource, notesIn } from "./format.ts";

/** Fetches that a report describes in one section, because everything that it says is true for each of them. */
export type Group = readonly [Diagnosis, ...Diagnosis[]];

/** The sections of a report. Within each, the groups keep the order of their first fetches. */
export interface Groups {
  /** The refused fetches that no baseline accepts. */
  readonly refused: readonly Group[];
  /** The blocked fetches that a baseline accepts. */
  readonly accepted: readonly Group[];
  readonly failed: readonly Group[];
  readonly unknown: readonly Group[];
  readonly notes: readonly (readonly [RecognizedNote, Group])[];
}

/**
 * The fetches of a source by section. Refused fetches share a group where page, server, verdict, evidence and reason
 * agree, and where `keyOf` says so.
 */
export function groupsOf(source: DiagnosedSource, keyOf: (diagnosis: Diagnosis) => string = () => ""): Groups {
  const { diagnoses, accepted } = source;
  const isAccepted = (diagnosis: Diagnosis) => accepted?.has(diagnosis) ?? false;
  const others = diagnoses.filter((diagnosis) => !isAccepted(diagnosis));
  return {
    refused: groupsBy(others.filter(isRefused), (one) => refusalKey(one) + keyOf(one)),
    accepted: groupsBy(diagnoses.filter(isAccepted), (one) => refusalKey(one) + keyOf(one)),
    failed: groupsBy(others.filter(isFailed), failureKey),
    unknown: groupsBy(others.filter(isUnknown), unknownKey),
    notes: groupNotes(source),
  };
}

/**
 * The groups for programs, which act on the first request of a group: all requests of one also have the same method, ask for
 * the same headers and send credentials alike.
 */
export function equalRequestsOf(source: DiagnosedSource): Groups {
  return groupsOf(source, ({ fetch, credentials }) => {
    const { method, preflight } = lastHop(fetch);
    return JSON.stringify([method, requestedHeaderNames(preflight?.requestHeaders ?? []), credentials]);
  });
}

/** One request of a group, and how often the page made it. */
export interface GroupedRequest {
  readonly method: string;
  readonly url: string;
  readonly count: number;
}

/** The last requests of a group's fetches, each method and URL once. */
export function requestsOf(group: Group): GroupedRequest[] {
  const hops = group.map(({ fetch }) => lastHop(fetch));
  return [...groupBy(hops, ({ method, url }) => `${method} ${url}`).values()].map((same) => ({
    method: same[0].method,
    url: same[0].url,
    count: same.length,
  }));
}

/** Origin of the server that decided the fetch: the one of its last hop. */
export function serverOf(fetch: CorsFetch): string {
  return originOf(lastHop(fetch).url);
}

/** The browser's own name of the network error that ended the fetch, or "". */
export function networkErrorOf(fetch: CorsFetch): string {
  const { actual, preflight } = lastHop(fetch);
  return actual?.error || preflight?.error || "";
}

function groupsBy(diagnoses: readonly Diagnosis[], keyOf: (diagnosis: Diagnosis) => string): Group[] {
  return [...groupBy(diagnoses, keyOf).values()];
}

function refusalKey(diagnosis: Diagnosis): string {
  const { fetch, verdict, reasons, alternatives, differingCorsError } = diagnosis;
  const { cause, step, certainty, got, want, explain } = verdict ?? {};
  const isRedirected = fetch.hops.length > 1;
  const sentences = [explain, errorStatusText(diagnosis), differingCorsError];
  const contents = [cause, step, certainty, got, want, sentences, reasons[0], alternatives];
  return JSON.stringify([serverOf(fetch), fetch.origin, isRedirected, ...contents]);
}

function failureKey({ fetch, lookAlike, differingCorsError }: Diagnosis): string {
  return JSON.stringify([serverOf(fetch), lookAlike, networkErrorOf(fetch), differingCorsError]);
}

function unknownKey({ fetch, cannotTell, differingCorsError }: Diagnosis): string {
  return JSON.stringify([serverOf(fetch), cannotTell, differingCorsError]);
}

function groupNotes(source: DiagnosedSource): [RecognizedNote, Group][] {
  const noted = [...notesIn(source)].flatMap(([diagnosis, notes]) => notes.map((note) => ({ note, diagnosis })));
  const keyOf = ({ note, diagnosis: { fetch } }: (typeof noted)[number]) =>
    JSON.stringify([note.id, note.explain, serverOf(fetch), fetch.origin]);
  return [...groupBy(noted, keyOf).values()].map(([first, ...others]) => [
    first.note,
    [first.diagnosis, ...others.map(({ diagnosis }) => diagnosis)],
  ]);
}
