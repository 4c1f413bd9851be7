import { originOf, withoutFragment } from "../fetch/origin.ts";
import type { CspBlock, Observation, PageCall } from "./observed-calls.ts";

/** A HAR entry, as far as this file looks into it. */
interface HarEntry {
  readonly startedDateTime: string;
  readonly request: { readonly method: string; readonly url: string };
  readonly _resourceType?: string;
}

/** The entry of a call that left none in the recording. */
export type UnrecordedEntry = ReturnType<typeof unrecordedEntry>;

/**
 * The entries of a recording, each with what its call asked for (`_observedCall`) where one who watched the page noted that, and
 * with entries for noted calls that the browser stopped without recording them. Where the notes leave open which call an
 * entry belongs to, and the calls differ, it gets nothing.
 */
export function mergeObservedCalls<Entry extends HarEntry>(
  entries: readonly Entry[],
  notes: readonly Observation[],
): (Entry | (Entry & { readonly _observedCall: PageCall["observedCall"] }) | UnrecordedEntry)[] {
  const calls = byKey(callsOf(notes), (call) => keyOf(call.kind, call.method, call.url));
  const requests = byKey(entries, ({ _resourceType = "", request }) =>
    keyOf(_resourceType, request.method, request.url),
  );
  const askedOf = new Map<Entry, PageCall["observedCall"]>();
  const lost: UnrecordedEntry[] = [];
  for (const [key, noted] of calls) {
    for (const { calls, entries } of clustersOf(noted, requests.get(key) ?? [])) {
      const stopped = calls.filter(leavesNoEntry);
      const sent = calls.filter((call) => !leavesNoEntry(call));
      const told = entries.length <= sent.length;
      for (const [entry, asked] of matched(told ? sent : calls, entries)) askedOf.set(entry, asked);
      if (told) lost.push(...stopped.map(unrecordedEntry));
    }
  }
  const told = entries.map((entry) => {
    const asked = askedOf.get(entry);
    return asked ? { ...entry, _observedCall: asked } : entry;
  });
  return lost.length === 0 ? told : [...told, ...lost].sort((a, b) => startOf(a) - startOf(b));
}

/** The calls, each with the policy that stopped it: the page is told of that a little later. */
function callsOf(notes: readonly Observation[]): PageCall[] {
  const calls = notes.filter((note) => "observedCall" in note);
  const blocks = notes.filter((note): note is CspBlock => !("observedCall" in note));
  const directives = new Map<PageCall, string>();
  for (const { url, from, directive, at } of blocks) {
    const isIt = (call: PageCall) => call.from === from && withoutFragment(call.url) === url && !directives.has(call);
    const call = calls.find((call) => isIt(call) && call.at <= at && at - call.at < longestTelling);
    if (call) directives.set(call, directive);
  }
  return calls.map((call) => {
    const blockedBy = directives.get(call);
    return blockedBy === undefined ? call : { ...call, observedCall: { ...call.observedCall, blockedBy } };
  });
}

/** Milliseconds until a page is told that its policy stopped a call; it is told at once unless it is busy. */
const longestTelling = 2000;

interface Cluster<Entry> {
  readonly calls: PageCall[];
  readonly entries: Entry[];
}

/** Calls and entries of one request, split where nothing of either happened for a while. */
function clustersOf<Entry extends HarEntry>(calls: readonly PageCall[], entries: readonly Entry[]): Cluster<Entry>[] {
  const events = [
    ...calls.map((call) => ({ at: call.at, call, entry: null })),
    ...entries.map((entry) => ({ at: startOf(entry), call: null, entry })),
  ].sort((a, b) => a.at - b.at);
  const clusters: Cluster<Entry>[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, call, entry } of events) {
    let cluster = clusters.at(-1);
    if (!cluster || at - last > pause) {
      cluster = { calls: [], entries: [] };
      clusters.push(cluster);
    }
    if (call) cluster.calls.push(call);
    if (entry) cluster.entries.push(entry);
    last = at;
  }
  return clusters;
}

/** Milliseconds that keep two calls apart; from a call to the start of its entry it is 1 at most, measured. */
const pause = 50;

/** Entries with what their calls asked for: alike, or as many as there are calls, in their order. */
function matched<Entry>(calls: readonly PageCall[], entries: readonly Entry[]): [Entry, PageCall["observedCall"]][] {
  if (entries.length > calls.length) return [];
  const alike = new Set(calls.map(({ observedCall }) => JSON.stringify(observedCall))).size === 1;
  if (!alike && entries.length < calls.length) return [];
  return entries.flatMap((entry, at) => {
    const call = calls[at];
    return call ? [[entry, call.observedCall]] : [];
  });
}

/** Chromium records nothing of a `fetch` that ends before its first request. */
function leavesNoEntry({ kind, url, from, observedCall }: PageCall): boolean {
  if (kind !== "fetch") return false;
  return observedCall.blockedBy !== "" || (observedCall.mode === "same-origin" && originOf(url) !== originOf(from));
}

function unrecordedEntry({ kind, method, url, from, at, observedCall }: PageCall) {
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
    _initiator: { type: "script", url: from },
    _resourceType: kind,
    _observedCall: observedCall,
  };
}

function startOf({ startedDateTime }: { readonly startedDateTime: string }): number {
  return Date.parse(startedDateTime) || 0;
}

function keyOf(kind: string, method: string, url: string): string {
  return `${kind} ${method} ${withoutFragment(url)}`;
}

function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const item of items) {
    const list = lists.get(key(item));
    if (list) list.push(item);
    else lists.set(key(item), [item]);
  }
  return lists;
}
