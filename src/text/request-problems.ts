import { isHeaderValue, isToken } from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import { isForbiddenRequestHeader } from "../fetch/safelist.ts";
import { isPlainOrigin } from "./plain.ts";
import { quote } from "./quote.ts";

/** Why no page can fetch this URL, in one sentence; null when one can. */
export function urlProblem(url: string): string | null {
  if (!URL.canParse(url))
    return `${quote(url)} is not a URL${/^[\w.-]+(:\d+)?(\/|$)/.test(url) ? "; start it with https://" : ""}`;
  const { protocol, username, password } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    return `${quote(url)} does not use http or https${url.includes("://") ? "" : "; start it with its scheme, as in http://localhost:3000"}`;
  if (username !== "" || password !== "")
    return "browsers do not fetch URLs with a user name or password; remove the user name and password from the URL";
  return null;
}

/** Why a browser never sends this origin, in one sentence; null when it may. */
export function originProblem(origin: string): string | null {
  const serialized = originOf(origin);
  if (origin === "null" || (serialized === origin && origin !== "")) return null;
  if (serialized !== "" && serialized !== "null")
    return `${quote(origin)} is not the form in which browsers send this origin; use ${serialized}`;
  // The URL standard makes the origins of extensions and apps opaque, but browsers send them.
  if (serialized === "null" && isPlainOrigin(origin)) return null;
  return `${quote(origin)} is not an origin; use scheme, host and port, such as https://app.example, or null`;
}

/**
 * Why `fetch` rejects this method, in one sentence; null when it does not.
 * @see https://fetch.spec.whatwg.org/#methods
 */
export function methodProblem(method: string): string | null {
  if (!isToken(method)) return `${quote(method)} is not an HTTP method`;
  return /^(connect|trace|track)$/i.test(method) ? `browsers do not send ${method.toUpperCase()} requests` : null;
}

/** Why a page cannot set this request header, in one sentence; null when it can. */
export function headerProblem(name: string, value: string): string | null {
  const shown = quote(name);
  if (!isToken(name)) return `${shown} is not a valid header name`;
  if (isForbiddenRequestHeader(name)) return `a page cannot set ${shown}, because the browser sets it`;
  if (!isHeaderValue(value)) return `the value of ${shown} has characters that are not allowed in headers`;
  return null;
}
