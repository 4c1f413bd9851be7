import { groupBy, memoPerObject } from "../collections.ts";
import { type Diagnosis, isFailed, isRefused, isUnknown, type RecognizedNote } from "../diagnosis.ts";
import { type CorsFetch, lastHop } from "../exchange.ts";
import { errorStatusText } from "../explain/error-status-text.ts";
import { originOf } from "../fetch/origin.ts";
import { namesAskedBy } from "../verdict/check-response.ts";
import { fetchCount } from "./counts.ts";
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
  return groupsOf(source, requestKey);
}

function requestKey({ fetch, credentials }: Diagnosis): string {
  const { method, preflight } = lastHop(fetch);
  return JSON.stringify([method, preflight ? namesAskedBy(preflight) : [], credentials]);
}

/** Says which fetches every report, for people and for programs, shows as one: those of which both texts are equal. */
export interface SectionKey {
  /** What the browser decided. */
  readonly judged: string;
  /** What is recognized beneath. To find it takes most of the time of a refusal, so it is a function. */
  readonly recognized: () => string;
}

/** The key of a fetch's section; `notes` are those on an allowed fetch. */
export function sectionKey(diagnosis: Diagnosis, notes: readonly RecognizedNote[]): SectionKey {
  switch (diagnosis.outcome) {
    case "refused":
      return { judged: verdictKey(diagnosis) + requestKey(diagnosis), recognized: () => reasonKey(diagnosis) };
    case "failed":
      return { judged: networkErrorKey(diagnosis), recognized: () => lookAlikeKey(diagnosis) };
    case "unknown":
      return { judged: unknownKey(diagnosis), recognized: nothing };
    case "allowed":
      return { judged: notes.map((note) => noteKey(note, diagnosis)).join("\n"), recognized: nothing };
  }
}

const nothing = () => "";

/** One request of a group, and how often the page made it. */
export interface GroupedRequest {
  readonly method: string;
  readonly url: string;
  readonly count: number;
}

/** The last requests of a group's fetches, each method and URL once. Those that are only counted are not among them. */
export function requestsOf(group: Group): GroupedRequest[] {
  const requests = group.flatMap(({ fetch, alike }): GroupedRequest[] => {
    const { method, url } = lastHop(fetch);
    return [{ method, url, count: 1 }, ...(alike?.requests ?? [])];
  });
  return [...groupBy(requests, ({ method, url }) => `${method} ${url}`).values()].map((same) => ({
    method: same[0].method,
    url: same[0].url,
    count: same.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** What a report leaves out of a group of which it lists some requests. */
export interface OtherRequests {
  readonly count: number;
  /** True for a number of requests, where the URLs of some of them are not known any more. */
  readonly areRequests: boolean;
}

/** How many URLs, or else how many requests, a report leaves out that lists the first of these and not the others. */
export function otherRequests(
  group: Group,
  listed: readonly GroupedRequest[],
  others: readonly GroupedRequest[],
): OtherRequests {
  const sum = (requests: readonly GroupedRequest[]) => requests.reduce((total, { count }) => total + count, 0);
  const requests = fetchCount(group) - sum(listed);
  const areRequests = requests > sum(others);
  return { count: areRequests ? requests : others.length, areRequests };
}

/** " and 12 more" for the requests of a group besides the first; "" where there are none. */
export function moreText(group: Group, first: GroupedRequest, others: readonly GroupedRequest[]): string {
  const { count } = otherRequests(group, [first], others);
  return count > 0 ? ` and ${count} more` : "";
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
  return verdictKey(diagnosis) + reasonKey(diagnosis);
}

function verdictKey(diagnosis: Diagnosis): string {
  const { fetch, verdict, alternatives, differingCorsError } = diagnosis;
  const { cause, step, certainty, got, want, explain } = verdict ?? {};
  const isRedirected = fetch.hops.length > 1;
  const contents = [cause, step, certainty, got, want, explain, differingCorsError, alternatives];
  return JSON.stringify([serverOf(fetch), fetch.origin, isRedirected, ...contents]);
}

function reasonKey(diagnosis: Diagnosis): string {
  return JSON.stringify([diagnosis.reasons[0], errorStatusText(diagnosis)]);
}

function failureKey(diagnosis: Diagnosis): string {
  return networkErrorKey(diagnosis) + lookAlikeKey(diagnosis);
}

function networkErrorKey({ fetch, differingCorsError }: Diagnosis): string {
  return JSON.stringify([serverOf(fetch), networkErrorOf(fetch), differingCorsError]);
}

function lookAlikeKey({ lookAlike }: Diagnosis): string {
  return JSON.stringify(lookAlike);
}

function unknownKey({ fetch, cannotTell, differingCorsError }: Diagnosis): string {
  return JSON.stringify([serverOf(fetch), cannotTell, differingCorsError]);
}

function noteKey(note: RecognizedNote, { fetch }: Diagnosis): string {
  return `${serverOf(fetch)} ${textOfNote(note)} ${fetch.origin}`;
}

/** Equal notes are mostly one object, whose text is written once. */
const textOfNote = memoPerObject(({ id, explain }: RecognizedNote) => JSON.stringify([id, explain]));

function groupNotes(source: DiagnosedSource): [RecognizedNote, Group][] {
  const noted = [...notesIn(source)].flatMap(([diagnosis, notes]) => notes.map((note) => ({ note, diagnosis })));
  return [...groupBy(noted, ({ note, diagnosis }) => noteKey(note, diagnosis)).values()].map(([first, ...others]) => [
    first.note,
    [first.diagnosis, ...others.map(({ diagnosis }) => diagnosis)],
  ]);
}
