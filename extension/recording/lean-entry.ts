import type { Entry } from "./log.ts";

/**
 * A function that copies from an entry whose response was delivered what a diagnosis, and the list, need of it. A page
 * repeats the same headers, call stacks and addresses thousands of times, so the copies share them: they are a tenth as large.
 */
export function createLeanCopies(): (entry: Entry, archivedAt: number) => Entry {
  const shared = createSharedValues();
  return (entry, archivedAt) => {
    const { request, response, serverIPAddress, _initiator } = entry as DetailedEntry;
    return {
      startedDateTime: entry.startedDateTime,
      time: entry.time,
      ...(entry.pageref === undefined ? {} : { pageref: shared(entry.pageref) }),
      request: {
        method: shared(request.method),
        url: request.url,
        headers: headersOf(request.headers),
        ...(isShort(request.postData) ? { postData: request.postData } : {}),
      },
      response: {
        status: response.status,
        headers: headersOf(response.headers),
        redirectURL: shared(response.redirectURL),
        _error: null,
        ...(response._fetchedViaServiceWorker === true ? { _fetchedViaServiceWorker: true } : {}),
      },
      serverIPAddress: shared(serverIPAddress),
      _initiator: shared(_initiator),
      _resourceType: shared(entry._resourceType),
      archivedAt,
    } as Entry;
  };

  function headersOf(headers: unknown): unknown {
    return Array.isArray(headers) ? headers.map((header) => shared(header)) : headers;
  }
}

/** The fields that the engine reads besides those that the panel itself reads. */
type DetailedEntry = Entry & {
  readonly request: { readonly headers: unknown; readonly postData?: { readonly text?: unknown } };
  readonly response: { readonly redirectURL: unknown; readonly _fetchedViaServiceWorker: unknown };
  readonly serverIPAddress: unknown;
  readonly _initiator: unknown;
};

/** Whether a body is short enough to be kept. It is needed only to send the request again. */
function isShort(postData: { readonly text?: unknown } | undefined): boolean {
  return typeof postData?.text === "string" && postData.text.length <= maxBodyLength;
}

const maxBodyLength = 1000;

/** A function that returns the same object for equal values. */
function createSharedValues(): <T>(value: T) => T {
  const strings = createFirsts();
  const headers = createFirsts();
  const others = createFirsts();
  return <T>(value: T): T => {
    if (value === undefined || value === null) return value;
    if (typeof value === "string") return strings(value, value);
    return isHeader(value) ? headers(`${value.name}\n${value.value}`, value) : others(JSON.stringify(value), value);
  };
}

function isHeader(value: object): value is { readonly name: string; readonly value: string } {
  const { name, value: text } = value as { readonly name?: unknown; readonly value?: unknown };
  return typeof name === "string" && typeof text === "string";
}

/** A function that returns the first value with that key. */
function createFirsts(): <T>(key: string, value: T) => T {
  const firsts = new Map<string, unknown>();
  return <T>(key: string, value: T): T => {
    if (key.length > maxKeyLength) return value;
    const first = firsts.get(key);
    if (first !== undefined) return first as T;
    if (firsts.size >= maxValues) firsts.clear();
    firsts.set(key, value);
    return value;
  };
}

/** Beyond these, what differs each time would take more memory than sharing saves. */
const maxValues = 5000;
const maxKeyLength = 20_000;
