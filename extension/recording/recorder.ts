import type { HeaderOverride } from "../../src/index.ts";
import type { RecordingSource } from "../host/host.ts";

/** A HAR entry as DevTools gives it, as far as this file looks into it; the rest is kept as it is. */
export interface Entry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly pageref?: string;
  readonly request: { readonly method: string; readonly url: string };
  readonly response: {
    readonly status: number;
    readonly headers: readonly unknown[];
    readonly _error?: string | null;
  };
  readonly _resourceType?: string;
  readonly _securityState?: string;
}

export interface Page {
  readonly id: string;
  readonly title: string;
}

/** A HAR log of everything that is kept, in the order of the starts. */
export interface Log {
  readonly version: string;
  readonly creator: object;
  readonly pages: readonly Page[];
  readonly entries: readonly Entry[];
  /** When and where a fix was tried. */
  readonly alterations?: readonly HeaderOverride[];
}

/** The tab left one document for another while the log was preserved. */
export interface Navigation {
  /** When the new document began, in milliseconds since the epoch. */
  readonly at: number;
  readonly url: string;
}

/** Gets the entry that was added; null where more than that may have changed. */
type Listener = (added: Entry | null) => void;

export interface Recorder {
  /** What is recorded now; the same object until something changes. */
  readonly log: () => Log;
  /** The navigations between the recorded requests, in their order. */
  readonly navigations: () => readonly Navigation[];
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: Listener) => () => void;
  /** Forgets everything recorded so far. */
  readonly clear: () => void;
  /** Whether a navigation leaves the recording as it is. */
  readonly preserve: (preserveLog: boolean) => void;
  /** Reads DevTools' log again where the browser's events may have left something out. */
  readonly refresh: () => void;
}

/**
 * Keeps what DevTools recorded of the inspected tab. DevTools' own log is the source of truth and events are the
 * trigger to read it: an event may come before its headers, and a browser may send none for a request that it never
 * sent. What was seen is kept when DevTools empties its log. Where reading the log loses requests, it waits for silence.
 */
export function createRecorder(source: RecordingSource, { preserveLog = false } = {}): Recorder {
  const listeners = new Set<Listener>();
  let records: Recorded[] = [];
  /** What only the log brought so far, by `startKey`. */
  let unannounced = new Map<string, Recorded[]>();
  let navigations: readonly Navigation[] = [];
  let pages = new Map<string, Page>();
  let creator: object = source.creator;
  let current: Log | undefined;
  let arrivals = 0;
  /** What started up to here is forgotten, so that no later reading brings it back. */
  let forgotten = Number.NEGATIVE_INFINITY;
  let preserving = preserveLog;
  let isReading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let doubtedSince = 0;
  let lastCost = 0;
  /** Identity of the document that the tab shows; undefined until it is known. */
  let document: unknown;

  source.onFinished((request) => {
    const entry = copyEntry(request);
    if (!entry) return;
    const isNew = announce(entry);
    if (entry._resourceType === "document" && entry.pageref && !pages.has(entry.pageref)) {
      pages.set(entry.pageref, { id: entry.pageref, title: entry.request.url });
    }
    if (isInDoubt(entry)) doubtedSince ||= Date.now();
    if (doubtedSince) readSoon();
    if (document === undefined) void learnDocument();
    changed(isNew ? entry : null);
  });

  source.onNavigated(async (url) => {
    const before = arrivals;
    const entered = await source.documentId();
    // `pushState` and a changed hash navigate too, within the same document; a new one cannot tell at once what it is.
    const stayed = entered !== undefined && (document === undefined || document === entered);
    document = entered;
    if (stayed) return;
    if (!preserving) forget(before);
    if (!preserving || records.length === 0) return;
    navigations = [...navigations, { at: typeof entered === "number" ? entered : Date.now(), url }];
    changed(null);
  });

  void learnDocument();
  if (!source.losesWhileWriting) void read();

  return {
    log: () => {
      if (current) return current;
      // Events come by end, DevTools' log by start; equal starts keep the log's order.
      records.sort((a, b) => a.startedAt - b.startedAt);
      current = { version: "1.2", creator, pages: [...pages.values()], entries: records.map(({ entry }) => entry) };
      return current;
    },
    navigations: () => navigations,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => forget(arrivals),
    preserve(preserveLog) {
      preserving = preserveLog;
    },
    refresh() {
      if (!source.losesWhileWriting) return;
      doubtedSince ||= Date.now();
      readSoon();
    },
  };

  /**
   * Adds what an event brings, or puts it in the place of the same request that the log brought before its end; true
   * where nothing else had to change for it.
   */
  function announce(entry: Entry): boolean {
    const record: Recorded = { entry, startedAt: startOf(entry), arrival: ++arrivals, announced: true };
    const known = unannounced.get(startKey(record))?.shift();
    if (!known) records.push(record);
    else if (entry.response.status > 0 || known.entry.response.status === 0) Object.assign(known, record);
    return !known;
  }

  async function learnDocument(): Promise<void> {
    const shown = await source.documentId();
    document ??= shown;
  }

  function changed(added: Entry | null): void {
    current = undefined;
    for (const listener of [...listeners]) listener(added);
  }

  /** Drops everything that had arrived when `arrivals` stood at the given count. */
  function forget(upTo: number): void {
    const gone = records.filter(({ arrival }) => arrival <= upTo);
    forgotten = gone.reduce((latest, { startedAt }) => Math.max(latest, startedAt), forgotten);
    replace(records.filter(({ arrival }) => arrival > upTo));
    const kept = new Set(records.map(({ entry }) => entry.pageref));
    pages = new Map([...pages].filter(([id]) => kept.has(id)));
    navigations = [];
    changed(null);
  }

  function replace(kept: Recorded[]): void {
    records = kept;
    unannounced = byKey(
      records.filter(({ announced }) => !announced),
      startKey,
    );
  }

  /** One reading for many events; the longer the last one took, the rarer they are, and none waits for ever. */
  function readSoon(): void {
    clearTimeout(timer);
    if (source.losesWhileWriting) {
      timer = setTimeout(read, silence);
      return;
    }
    const pause = Math.max(shortestPause, 4 * lastCost);
    const left = doubtedSince + 5 * pause - Date.now();
    timer = setTimeout(read, Math.max(0, Math.min(pause, left)));
  }

  /** Reads unless a reading is under way; what comes into doubt during that is read after it. */
  async function read(): Promise<void> {
    if (isReading) return;
    isReading = true;
    doubtedSince = 0;
    await readLog();
    isReading = false;
    if (doubtedSince) readSoon();
  }

  async function readLog(): Promise<void> {
    const startedAt = Date.now();
    const before = arrivals;
    const log = toLog(await source.readLog());
    lastCost = Date.now() - startedAt;
    if (!log) return;
    creator = log.creator ?? creator;
    for (const page of log.pages) pages.set(page.id, page);
    merge(
      log.entries.filter((entry) => !isOpen(entry)),
      before,
    );
    changed(null);
  }

  /** Puts what was read in the place of what was known of it, and keeps the rest. */
  function merge(entries: readonly Entry[], before: number): void {
    const read = entries.map((entry) => ({ entry, startedAt: startOf(entry), arrival: before, announced: false }));
    const twins = twinsOf(read, records);
    const replaced = new Set(twins.values());
    const fresh = read.flatMap((record) => {
      const twin = twins.get(record);
      if (!twin) return record.startedAt > forgotten ? [record] : [];
      // An event that came while the log was written is the later word, unless it came before its headers.
      const newer = twin.arrival > before && record.entry.response.status === 0;
      return [newer ? twin : { ...twin, entry: record.entry }];
    });
    replace([...records.filter((record) => !replaced.has(record)), ...fresh]);
  }
}

/** Milliseconds that events are gathered before DevTools' log is read. */
const shortestPause = 300;
/** Milliseconds without an event before a log is read that loses what comes meanwhile. */
const silence = 2000;

interface Recorded {
  readonly entry: Entry;
  readonly startedAt: number;
  /** Count of the events up to this one; for an entry of DevTools' log, up to its reading. */
  readonly arrival: number;
  /** Whether an event brought it, and not only the log. */
  readonly announced: boolean;
}

function startOf({ startedDateTime }: Entry): number {
  return Date.parse(startedDateTime) || 0;
}

/** Each record of the log with the known record of the same request: of equal ones the one that took equally long. */
function twinsOf(read: readonly Recorded[], known: readonly Recorded[]): Map<Recorded, Recorded> {
  const twins = new Map<Recorded, Recorded>();
  const taken = new Set<Recorded>();
  for (const keyOf of [exactKey, startKey]) {
    const waiting = byKey(
      known.filter((record) => !taken.has(record)),
      keyOf,
    );
    const cursors = new Map<string, number>();
    for (const record of read) {
      if (twins.has(record)) continue;
      const key = keyOf(record);
      const at = cursors.get(key) ?? 0;
      const twin = waiting.get(key)?.[at];
      if (!twin) continue;
      cursors.set(key, at + 1);
      twins.set(record, twin);
      taken.add(twin);
    }
  }
  return twins;
}

function byKey(records: readonly Recorded[], keyOf: (record: Recorded) => string): Map<string, Recorded[]> {
  const lists = new Map<string, Recorded[]>();
  for (const record of records) {
    const key = keyOf(record);
    const list = lists.get(key);
    if (list) list.push(record);
    else lists.set(key, [record]);
  }
  return lists;
}

function startKey({ startedAt, entry: { request } }: Recorded): string {
  return `${startedAt} ${request.method} ${request.url}`;
}

function exactKey(record: Recorded): string {
  return `${record.entry.time} ${startKey(record)}`;
}

/**
 * True where the log may know more than the event: Chromium may deliver a failed request before its headers, or before
 * its preflight; Firefox never delivers a request whose preflight failed.
 */
function isInDoubt({ request, response }: Entry): boolean {
  if (response._error === undefined) return request.method === "OPTIONS";
  if (response.status !== 0 || response.headers.length > 0) return false;
  return response._error === null || /^net::ERR_(FAILED|INVALID_REDIRECT)$/.test(response._error);
}

/** True for a request in the log that has not ended: Chromium gives it no error yet, Firefox no state of the connection. */
function isOpen({ response, _securityState }: Entry): boolean {
  if (response.status !== 0 || response.headers.length > 0) return false;
  return response._error === undefined ? _securityState === undefined : response._error === null;
}

/** The object of an event may be a Proxy without keys of its own: its fields are read by name. */
function copyEntry(value: unknown): Entry | undefined {
  const request = value as Record<string, unknown>;
  const entry = Object.fromEntries(
    fieldNames.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])),
  );
  return isEntry(entry) ? entry : undefined;
}

const fieldNames = [
  "pageref",
  "startedDateTime",
  "time",
  "request",
  "response",
  "cache",
  "timings",
  "serverIPAddress",
  "connection",
  "_initiator",
  "_priority",
  "_resourceType",
  "_connectionId",
  "_fromCache",
  "_securityState",
];

function isEntry(value: unknown): value is Entry {
  const { startedDateTime, request, response } = (value ?? {}) as Partial<Entry>;
  return typeof startedDateTime === "string" && typeof request?.url === "string" && Array.isArray(response?.headers);
}

/** DevTools' answer as a log; undefined where it gives an error instead, as on pages of the browser's own. */
function toLog(value: unknown): { creator?: object; pages: Page[]; entries: Entry[] } | undefined {
  const { creator, pages, entries } = (value ?? {}) as { creator?: object; pages?: Page[]; entries?: unknown[] };
  if (!Array.isArray(entries)) return undefined;
  return {
    ...(creator ? { creator } : {}),
    pages: Array.isArray(pages) ? pages : [],
    entries: entries.filter(isEntry),
  };
}
