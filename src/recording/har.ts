import { type Browser, type Exchange, type Header, noInitiator, type Recording } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { locationUrl } from "../fetch/http-redirect-fetch.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { translate } from "../text/translate.ts";
import { fromChromeEntry, hasHost } from "./chrome-har.ts";
import { type ExchangeDraft, type Fields, fieldsOf } from "./fields.ts";
import { fromFirefoxEntry } from "./firefox-har.ts";
import { readObservedCall } from "./observed-call-field.ts";

/**
 * Reads a HAR log: a parsed HAR file, or the log alone as `devtools.network.getHAR()` gives it. What cannot be read is
 * told in `problems`, with its place; the rest is kept.
 * @throws {TypeError} when the value holds no list of entries at all.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function readHar(har: unknown): Recording {
  const log = fieldsOf(fieldsOf(har).log ?? har);
  const entries = log.entries;
  if (!Array.isArray(entries)) {
    throw new TypeError(
      translate(
        Object.hasOwn(log, "entries") ? "log.entries is not a list" : "log.entries is missing: this is not a HAR log",
      ),
    );
  }
  const pages = readPages(log.pages);
  const browser = browserOf(log, entries);
  const problems: string[] = [];
  const exchanges: Exchange[] = [];
  for (let index = 0; index < entries.length; index++) {
    const exchange = readEntry(entries[index], index, browser, problems);
    if (exchange) exchanges.push(exchange);
  }
  return { browser, exchanges, pages, problems };
}

/** One HAR entry as an exchange; undefined when it names no URL, which is told in `problems`. */
export function readEntry(
  entry: unknown,
  index: number,
  browser: Browser,
  problems: string[] = [],
): Exchange | undefined {
  const { request, response } = fieldsOf(entry);
  const tell = (what: string) => problems.push(`log.entries[${index}].${translate(what)}`);
  const url = fieldsOf(request).url;
  if (typeof url !== "string" || url === "") {
    tell("request.url is missing: the entry was left out");
    return undefined;
  }
  if (typeof response !== "object" || response === null) tell("response is missing: read as no response");
  else if (!Array.isArray(fieldsOf(response).headers)) tell("response.headers is not a list: read as no response");
  else if (Number.isNaN(numberOf(fieldsOf(response).status)))
    tell("response.status is not a number: read as no response");
  if (!isListOrAbsent(fieldsOf(request).headers)) tell("request.headers is not a list: read as no headers");
  if (!isTextOrAbsent(fieldsOf(request).method)) tell("request.method is not a text: read as GET");
  const base = readBase(fieldsOf(entry), { index, browser, url });
  // Files saved before version 0.2 call this field `_asked`.
  const { _observedCall, _asked } = fieldsOf(entry);
  const observedCall = readObservedCall(_observedCall ?? _asked);
  if (observedCall) base.observedCall = observedCall;
  if (browser === "chromium") return fromChromeEntry(base, fieldsOf(entry));
  if (browser === "firefox") return fromFirefoxEntry(base, fieldsOf(entry));
  return base;
}

function isListOrAbsent(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

/** A finite number, which some recorders write as a text; NaN for anything else. */
function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : Number.NaN;
}

/** Without its headers nothing can be said of a response. */
function statusOf({ status, headers }: Fields): number {
  const number = numberOf(status);
  return Array.isArray(headers) && Number.isInteger(number) && number > 0 ? number : 0;
}

/** What every recorder writes, by HAR 1.2. */
function readBase(entry: Fields, { index, browser, url }: Pick<Exchange, "index" | "browser" | "url">): ExchangeDraft {
  const request = fieldsOf(entry.request);
  const response = fieldsOf(entry.response);
  const requestHeaders = readHeaders(request.headers);
  const responseHeaders = readHeaders(response.headers);
  const status = statusOf(response);
  const startedAt = typeof entry.startedDateTime === "string" ? Date.parse(entry.startedDateTime) : Number.NaN;
  const failure = response._failureText ?? entry._failureText;
  return {
    index,
    browser,
    method: typeof request.method === "string" ? request.method : "GET",
    url: withoutFragment(url),
    requestHeaders,
    // Without an answer, what is recorded may not be what was sent.
    hasWireHeaders: hasHost(requestHeaders) || (status > 0 && !isProvisional(requestHeaders)),
    mayHaveBeenSent: true,
    status,
    responseHeaders,
    responseText: text(fieldsOf(response.content).text, fieldsOf(response.content).encoding),
    redirectUrl: withoutFragment(locationUrl(status, responseHeaders, url)?.url || resolve(response.redirectURL, url)),
    error: typeof failure === "string" ? failure : undefined,
    resourceType: typeof entry._resourceType === "string" ? entry._resourceType.toLowerCase() : "",
    initiator: noInitiator,
    startedAt,
    endedAt: startedAt + Math.max(0, numberOf(entry.time) || 0),
    page: typeof entry.pageref === "string" ? entry.pageref : "",
    serverAddress: typeof entry.serverIPAddress === "string" ? entry.serverIPAddress : "",
    fetchedViaServiceWorker: false,
    hasUntrustedCertificate: false,
    requestId: "",
    context: "",
    credentials: "unknown",
    corsError: undefined,
    isIntercepted: false,
  };
}

/** What a browser is about to send has its name already, and not yet the encodings that the network understands. */
function isProvisional(headers: readonly Header[]): boolean {
  return getHeader(headers, "User-Agent") !== null && getHeader(headers, "Accept-Encoding") === null;
}

/** The list itself where it is as HAR wants it: most are, and copies of all headers would cost more than the diagnosis. */
function readHeaders(value: unknown): readonly Header[] {
  if (!Array.isArray(value)) return [];
  for (const item of value) if (!isHeader(item)) return value.flatMap(readHeader);
  return value;
}

function isHeader(item: unknown): item is Header {
  const { name, value } = fieldsOf(item);
  return typeof name === "string" && typeof value === "string" && !value.includes("\n");
}

/** Several recorders fold repeated headers into one, with a line feed between the values. */
function readHeader(item: unknown): Header[] {
  const { name, value } = fieldsOf(item);
  if (typeof name !== "string") return [];
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return (typeof text === "string" ? text.split("\n") : [""]).map((line) => ({ name, value: line }));
}

function readPages(value: unknown): Map<string, string> {
  const pages = new Map<string, string>();
  if (!Array.isArray(value)) return pages;
  for (const page of value) {
    const { id, title } = fieldsOf(page);
    if (typeof id === "string" && typeof title === "string") pages.set(id, title);
  }
  return pages;
}

function browserOf(log: Fields, entries: readonly unknown[]): Browser {
  const creator = fieldsOf(log.creator).name;
  if (creator === "WebInspector") return "chromium";
  if (creator === "Firefox") return "firefox";
  for (const entry of entries) {
    const { response, _initiator } = fieldsOf(entry);
    if (_initiator !== undefined && "_error" in fieldsOf(response)) return "chromium";
  }
  return "other";
}

function text(value: unknown, encoding: unknown): string | null {
  return typeof value === "string" && encoding !== "base64" ? value : null;
}

function resolve(location: unknown, base: string): string {
  if (typeof location !== "string" || location === "") return "";
  return URL.canParse(location, base) ? new URL(location, base).href : location;
}
