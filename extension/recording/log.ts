import type { HeaderOverride } from "../../src/index.ts";

/** The parts of DevTools' HAR entries that the panel itself reads; the other fields are kept as they are. */
export interface Entry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly pageref?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: readonly { readonly name: string }[];
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly unknown[];
    readonly _error?: string | null;
  };
  readonly _resourceType?: string;
  readonly _securityState?: string;
  /** The place of the whole entry in the archive, where this one only holds what a diagnosis needs. */
  readonly archivedAt?: number;
}

export interface Page {
  readonly id: string;
  readonly title: string;
}

/** A HAR log with its entries in the order of their starts. */
export interface Log {
  readonly version: string;
  readonly creator: object;
  readonly pages: readonly Page[];
  readonly entries: readonly Entry[];
  /** When and for which servers a fix was tried. */
  readonly headerOverrides?: readonly HeaderOverride[];
}

/** Milliseconds since the epoch. */
export function startOf({ startedDateTime }: Entry): number {
  return Date.parse(startedDateTime) || 0;
}

/**
 * Whether the log may hold more than the event: Chromium may send the event of a failed request before its headers or before
 * its preflight; Firefox never sends an event for a request whose preflight failed.
 */
export function mayBeIncomplete({ request, response }: Entry): boolean {
  if (response._error === undefined) return request.method === "OPTIONS";
  if (response.status !== 0 || response.headers.length > 0) return false;
  return response._error === null || /^net::ERR_(FAILED|INVALID_REDIRECT)$/.test(response._error);
}

/** Whether a request in the log has not ended: Chromium gives it no error yet, Firefox no security state yet. */
export function isPending({ response, _securityState }: Entry): boolean {
  if (response.status !== 0 || response.headers.length > 0) return false;
  return response._error === undefined ? _securityState === undefined : response._error === null;
}

/**
 * Whether Chromium delivered the response, so that neither the check of CORS nor the network failed. Firefox does not tell
 * whether a request failed.
 */
export function isDelivered({ response }: Entry): boolean {
  return response._error === null && response.status > 0;
}

/** Whether the headers are those that were sent: the provisional ones that a page asks for do not name the host. */
export function hasSentHeaders({ request: { headers } }: Entry): boolean {
  return Array.isArray(headers) && headers.some((header) => /^(host|:authority)$/i.test(header?.name));
}

/** Equal for the same request in an event and in DevTools' log, unless equal requests started in the same moment. */
export function startKey(entry: Entry): string {
  return `${startOf(entry)} ${entry.request.method} ${entry.request.url}`;
}

/**
 * A copy of an event's request, or undefined where it is no entry. The request may be a Proxy without own keys, so its
 * fields are read by name.
 */
export function copyEntry(value: unknown): Entry | undefined {
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

/** The value that DevTools gave as its log; undefined where it is an error object, as on the browser's own pages. */
export function toLog(value: unknown): { creator?: object; pages: Page[]; entries: Entry[] } | undefined {
  const { creator, pages, entries } = (value ?? {}) as { creator?: object; pages?: Page[]; entries?: unknown[] };
  if (!Array.isArray(entries)) return undefined;
  return {
    ...(creator ? { creator } : {}),
    pages: Array.isArray(pages) ? pages : [],
    entries: entries.filter(isEntry),
  };
}
