import { type Browser, type Exchange, type Header, noInitiator, type Recording } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { locationOf } from "../fetch/redirect.ts";
import { say } from "../text/translate.ts";
import { fromChromeEntry, hasHost } from "./chrome-har.ts";
import { type Draft, type Fields, record } from "./fields.ts";
import { fromFirefoxEntry } from "./firefox-har.ts";
import { readAsked } from "./observed-call-field.ts";

/**
 * Reads a HAR log: a parsed HAR file, or the log alone as `devtools.network.getHAR()` gives it. What cannot be read is
 * told in `problems`, with its place; the rest is kept.
 * @throws {TypeError} when the value holds no list of entries at all.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function readHar(har: unknown): Recording {
  const log = record(record(har).log ?? har);
  const entries = log.entries;
  if (!Array.isArray(entries)) {
    throw new TypeError(
      say(
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
  const { request, response } = record(entry);
  const tell = (what: string) => problems.push(`log.entries[${index}].${say(what)}`);
  const url = record(request).url;
  if (typeof url !== "string" || url === "") {
    tell("request.url is missing: the entry was left out");
    return undefined;
  }
  if (typeof response !== "object" || response === null) tell("response is missing: read as no response");
  else if (!Array.isArray(record(response).headers)) tell("response.headers is not a list: read as no response");
  else if (Number.isNaN(numberOf(record(response).status)))
    tell("response.status is not a number: read as no response");
  if (!isListOrAbsent(record(request).headers)) tell("request.headers is not a list: read as no headers");
  if (!isTextOrAbsent(record(request).method)) tell("request.method is not a text: read as GET");
  const base = readBase(record(entry), { index, browser, url });
  const asked = readAsked(record(entry)._asked);
  if (asked) base.asked = asked;
  if (browser === "chromium") return fromChromeEntry(base, record(entry));
  if (browser === "firefox") return fromFirefoxEntry(base, record(entry));
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
function readBase(entry: Fields, { index, browser, url }: Pick<Exchange, "index" | "browser" | "url">): Draft {
  const request = record(entry.request);
  const response = record(entry.response);
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
    wireHeaders: hasHost(requestHeaders) || (status > 0 && !isProvisional(requestHeaders)),
    maybeSent: true,
    status,
    responseHeaders,
    responseText: text(record(response.content).text, record(response.content).encoding),
    redirectUrl: withoutFragment(locationOf(status, responseHeaders, url)?.url || resolve(response.redirectURL, url)),
    error: typeof failure === "string" ? failure : undefined,
    resourceType: typeof entry._resourceType === "string" ? entry._resourceType.toLowerCase() : "",
    initiator: noInitiator,
    startedAt,
    endedAt: startedAt + Math.max(0, numberOf(entry.time) || 0),
    page: typeof entry.pageref === "string" ? entry.pageref : "",
    serverAddress: typeof entry.serverIPAddress === "string" ? entry.serverIPAddress : "",
    viaServiceWorker: false,
    brokenSecurity: false,
    requestId: "",
    caller: "",
    credentials: "unknown",
    corsError: undefined,
    intercepted: false,
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
  const { name, value } = record(item);
  return typeof name === "string" && typeof value === "string" && !value.includes("\n");
}

/** Several recorders fold repeated headers into one, with a line feed between the values. */
function readHeader(item: unknown): Header[] {
  const { name, value } = record(item);
  if (typeof name !== "string") return [];
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return (typeof text === "string" ? text.split("\n") : [""]).map((line) => ({ name, value: line }));
}

function readPages(value: unknown): Map<string, string> {
  const pages = new Map<string, string>();
  if (!Array.isArray(value)) return pages;
  for (const page of value) {
    const { id, title } = record(page);
    if (typeof id === "string" && typeof title === "string") pages.set(id, title);
  }
  return pages;
}

function browserOf(log: Fields, entries: readonly unknown[]): Browser {
  const creator = record(log.creator).name;
  if (creator === "WebInspector") return "chromium";
  if (creator === "Firefox") return "firefox";
  for (const entry of entries) {
    const { response, _initiator } = record(entry);
    if (_initiator !== undefined && "_error" in record(response)) return "chromium";
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
