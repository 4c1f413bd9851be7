import type { Exchange } from "../exchange.ts";
import { hasHeader } from "../fetch/headers.ts";
import { RecordedExchange } from "../fetch/recorded-exchange.ts";
import { type Fields, fieldsOf, textOf } from "./fields.ts";
import { readHeaders } from "./har-headers.ts";
import { redirectUrlOf } from "./redirect-url.ts";

/** An exchange from the fields that HAR 1.2 defines, which every recorder writes. Each browser's reader corrects it. */
export function readBase(entry: Fields, request: Fields, response: Fields, url: string): RecordedExchange {
  const exchange = new RecordedExchange();
  const { startedDateTime } = entry;
  const failure = response._failureText ?? entry._failureText;
  if (typeof request.method === "string") exchange.method = request.method;
  exchange.setUrl(url);
  exchange.setRequestHeaders(readHeaders(request.headers));
  exchange.hasWireHeaders = exchange.knownRequestHeaders.hasHost;
  exchange.status = responseStatus(response);
  exchange.setResponseHeaders(readHeaders(response.headers));
  exchange.responseText = bodyText(response);
  exchange.redirectUrl = redirectUrlOf(exchange.status, exchange.responseHeaders, url, textOf(response.redirectURL));
  if (typeof failure === "string") exchange.error = failure;
  exchange.resourceType = textOf(entry._resourceType).toLowerCase();
  exchange.startedAt = typeof startedDateTime === "string" ? parseTime(startedDateTime) : Number.NaN;
  exchange.endedAt = exchange.startedAt + Math.max(0, harNumber(entry.time) || 0);
  exchange.page = textOf(entry.pageref);
  exchange.serverAddress = textOf(entry.serverIPAddress);
  return exchange;
}

/** Completes the exchange of an unknown recorder. A response shows that the headers were sent, unless they look provisional. */
export function completeByResponse(base: RecordedExchange): void {
  base.hasWireHeaders ||= base.status > 0 && !isProvisional(base.requestHeaders);
}

/**
 * Milliseconds since the epoch of a time as browsers write it. Entries follow one another within the same minutes, and
 * `Date.parse` takes several times as long as adding the seconds to a minute that was parsed before.
 */
function parseTime(text: string): number {
  if (text.length !== "2026-11-23T12:00:00.000Z".length || text.charCodeAt(23) !== 0x5a) return Date.parse(text);
  const seconds = digit(text, 17) * 10 + digit(text, 18);
  const milliseconds = digit(text, 20) * 100 + digit(text, 21) * 10 + digit(text, 22);
  const isTime = seconds < 60 && text.charCodeAt(16) === 0x3a && text.charCodeAt(19) === 0x2e && milliseconds >= 0;
  if (!isTime) return Date.parse(text);
  if (!text.startsWith(latestMinute)) {
    const minute = text.slice(0, 16);
    // The hour 24 has no minutes but the first, and no seconds.
    if (minute.slice(11, 13) === "24") return Date.parse(text);
    startOfLatestMinute = Date.parse(`${minute}:00.000Z`);
    latestMinute = minute;
  }
  return startOfLatestMinute + seconds * 1000 + milliseconds;
}

let latestMinute = "1970-01-01T00:00";
let startOfLatestMinute = 0;

/** The digit at this place; NaN where there is none. */
function digit(text: string, place: number): number {
  const value = text.charCodeAt(place) - 0x30;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

/** The status of a response that has headers; 0 without headers, since nothing can be said of such a response. */
function responseStatus({ status, headers }: Fields): number {
  const number = harNumber(status);
  return Array.isArray(headers) && Number.isInteger(number) && number > 0 ? number : 0;
}

/** A finite number, which some recorders write as a text; NaN for anything else. */
export function harNumber(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : Number.NaN;
}

/** True before the network has completed the headers: the browser's name is there, the encodings are not. */
function isProvisional(headers: Exchange["requestHeaders"]): boolean {
  return hasHeader(headers, "User-Agent") && !hasHeader(headers, "Accept-Encoding");
}

function bodyText(response: Fields): string | null {
  const { text, encoding } = fieldsOf(response.content);
  return typeof text === "string" && encoding !== "base64" ? text : null;
}
