import { groupBy } from "../collections.ts";
import { originOf, withoutFragment } from "../fetch/origin.ts";
import type { CspBlock, Observation, PageCall } from "./observed-calls.ts";

/** A HAR entry, as far as this file reads it. */
interface HarEntry {
  readonly startedDateTime: string;
  readonly request: { readonly method: string; readonly url: string };
  readonly _resourceType?: string;
}

/** The entry of a call that left none in the recording. */
export type UnrecordedEntry = ReturnType<typeof unrecordedEntry>;

/**
 * The entries of a recording, each with what its call asked for (`_observedCall`) where that call was observed. Calls
 * that the browser stopped without recording them get an entry of their own. An entry gets nothing where it may belong
 * to several calls that asked for different things.
 */
export function mergeObservedCalls<Entry extends HarEntry>(
  entries: readonly Entry[],
  observations: readonly Observation[],
): (Entry | (Entry & { readonly _observedCall: PageCall["observedCall"] }) | UnrecordedEntry)[] {
  const callsByRequest = groupBy(callsOf(observations), ({ kind, method, url }) => requestKey(kind, method, url));
  const entriesByRequest = groupBy(entries, ({ _resourceType = "", request }) =>
    requestKey(_resourceType, request.method, request.url),
  );
  const observedCallOf = new Map<Entry, PageCall["observedCall"]>();
  const unrecorded: UnrecordedEntry[] = [];
  for (const [key, ofRequest] of callsByRequest) {
    for (const { calls, entries } of clustersOf(ofRequest, entriesByRequest.get(key) ?? [])) {
      const stopped = calls.filter(leavesNoEntry);
      const sent = calls.filter((call) => !leavesNoEntry(call));
      const stoppedHaveNoEntry = entries.length <= sent.length;
      for (const [entry, observedCall] of matchInOrder(stoppedHaveNoEntry ? sent : calls, entries)) {
        observedCallOf.set(entry, observedCall);
      }
      if (stoppedHaveNoEntry) unrecorded.push(...stopped.map(unrecordedEntry));
    }
  }
  const merged = entries.map((entry) => {
    const observedCall = observedCallOf.get(entry);
    return observedCall ? { ...entry, _observedCall: observedCall } : entry;
  });
  return unrecorded.length === 0 ? merged : [...merged, ...unrecorded].sort((a, b) => startOf(a) - startOf(b));
}

/** The calls, each with the policy directive that stopped it, which the page's event reports a little later. */
function callsOf(observations: readonly Observation[]): PageCall[] {
  const calls = observations.filter((observation) => "observedCall" in observation);
  const blocks = observations.filter((observation): observation is CspBlock => !("observedCall" in observation));
  const directives = new Map<PageCall, string>();
  for (const { url, documentUrl, directive, at } of blocks) {
    const isBlocked = (call: PageCall) =>
      call.documentUrl === documentUrl && withoutFragment(call.url) === url && !directives.has(call);
    const call = calls.find((call) => isBlocked(call) && call.at <= at && at - call.at < maxReportDelay);
    if (call) directives.set(call, directive);
  }
  return calls.map((call) => {
    const blockedBy = directives.get(call);
    return blockedBy === undefined ? call : { ...call, observedCall: { ...call.observedCall, blockedBy } };
  });
}

/**
 * Milliseconds until the page's event reports a call that its policy stopped; there is no delay unless the page is
 * busy.
 */
const maxReportDelay = 2000;

interface Cluster<Entry> {
  readonly calls: PageCall[];
  readonly entries: Entry[];
}

/** Calls and entries of one request, split where neither happened for a while. */
function clustersOf<Entry extends HarEntry>(calls: readonly PageCall[], entries: readonly Entry[]): Cluster<Entry>[] {
  const events = [
    ...calls.map((call) => ({ at: call.at, call, entry: null })),
    ...entries.map((entry) => ({ at: startOf(entry), call: null, entry })),
  ].sort((a, b) => a.at - b.at);
  const clusters: Cluster<Entry>[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, call, entry } of events) {
    let cluster = clusters.at(-1);
    if (!cluster || at - last > minPause) {
      cluster = { calls: [], entries: [] };
      clusters.push(cluster);
    }
    if (call) cluster.calls.push(call);
    if (entry) cluster.entries.push(entry);
    last = at;
  }
  return clusters;
}

/** Milliseconds that separate two clusters. Measured from a call to the start of its entry: at most 1. */
const minPause = 50;

/**
 * Entries with what their calls asked for, first with first. Empty when there are more entries than calls, or fewer and
 * the calls asked for different things.
 */
function matchInOrder<Entry>(
  calls: readonly PageCall[],
  entries: readonly Entry[],
): [Entry, PageCall["observedCall"]][] {
  if (entries.length > calls.length) return [];
  const areEqual = new Set(calls.map(({ observedCall }) => JSON.stringify(observedCall))).size === 1;
  if (!areEqual && entries.length < calls.length) return [];
  return entries.flatMap((entry, at) => {
    const call = calls[at];
    return call ? [[entry, call.observedCall]] : [];
  });
}

/** True for a `fetch` that ends before its first request: Chromium records nothing of it. */
function leavesNoEntry({ kind, url, documentUrl, observedCall }: PageCall): boolean {
  if (kind !== "fetch") return false;
  const { blockedBy, mode } = observedCall;
  return blockedBy !== "" || (mode === "same-origin" && originOf(url) !== originOf(documentUrl));
}

function unrecordedEntry({ kind, method, url, documentUrl, at, observedCall }: PageCall) {
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 0,
    request: { method, url, httpVersion: "", headers: [], queryString: [], cookies: [], headersSize: -1, bodySize: -1 },
    response: {
      status: 0,
      statusText: "",
      httpVersion: "",
      headers: [],
      cookies: [],
      content: { size: 0, mimeType: "" },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
      _error: "",
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _initiator: { type: "script", url: documentUrl },
    _resourceType: kind,
    _observedCall: observedCall,
  };
}

function startOf({ startedDateTime }: { readonly startedDateTime: string }): number {
  return Date.parse(startedDateTime) || 0;
}

function requestKey(kind: string, method: string, url: string): string {
  return `${kind} ${method} ${withoutFragment(url)}`;
}
