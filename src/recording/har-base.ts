import { type Exchange, noInitiator } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { type Fields, fieldsOf, textOf } from "./fields.ts";
import { readHeaders } from "./har-headers.ts";
import { redirectUrlOf } from "./redirect-url.ts";

/** An exchange that is still being read: each browser's reader corrects what `readBase` has read. */
export type ExchangeDraft = { -readonly [Key in keyof Exchange]: Exchange[Key] };

/** An exchange from the fields that HAR 1.2 defines, which every recorder writes. */
export function readBase(
  entry: Fields,
  { index, browser, url }: Pick<Exchange, "index" | "browser" | "url">,
): ExchangeDraft {
  const request = fieldsOf(entry.request);
  const response = fieldsOf(entry.response);
  const requestHeaders = readHeaders(request.headers);
  const responseHeaders = readHeaders(response.headers);
  const status = responseStatus(response);
  const startedAt = typeof entry.startedDateTime === "string" ? Date.parse(entry.startedDateTime) : Number.NaN;
  const failure = response._failureText ?? entry._failureText;
  return {
    index,
    browser,
    method: typeof request.method === "string" ? request.method : "GET",
    url: withoutFragment(url),
    requestHeaders,
    // Without a response, the recorded headers may not be those that were sent.
    hasWireHeaders: hasHost(requestHeaders) || (status > 0 && !isProvisional(requestHeaders)),
    mayHaveBeenSent: true,
    status,
    responseHeaders,
    responseText: bodyText(response),
    redirectUrl: redirectUrlOf(status, responseHeaders, url, textOf(response.redirectURL)),
    error: typeof failure === "string" ? failure : undefined,
    resourceType: textOf(entry._resourceType).toLowerCase(),
    initiator: noInitiator,
    startedAt,
    endedAt: startedAt + Math.max(0, harNumber(entry.time) || 0),
    page: textOf(entry.pageref),
    serverAddress: textOf(entry.serverIPAddress),
    fetchedViaServiceWorker: false,
    hasUntrustedCertificate: false,
    requestId: "",
    context: "",
    credentials: "unknown",
    corsError: undefined,
    isIntercepted: false,
  };
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

/** True for headers that were sent; the provisional ones that a page asks for do not name the host. */
export function hasHost(requestHeaders: Exchange["requestHeaders"]): boolean {
  return getHeader(requestHeaders, "Host") !== null || getHeader(requestHeaders, ":authority") !== null;
}

/** True before the network has completed the headers: the browser's name is there, the encodings are not. */
function isProvisional(headers: Exchange["requestHeaders"]): boolean {
  return getHeader(headers, "User-Agent") !== null && getHeader(headers, "Accept-Encoding") === null;
}

function bodyText(response: Fields): string | null {
  const { text, encoding } = fieldsOf(response.content);
  return typeof text === "string" && encoding !== "base64" ? text : null;
}
