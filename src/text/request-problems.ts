import { isHeaderValue, isToken } from "../fetch/headers.ts";
import { originOf } from "../fetch/origin.ts";
import { isForbiddenRequestHeader } from "../fetch/safelist.ts";
import { isPlainOrigin } from "./plain.ts";
import { quote } from "./quote.ts";

/** Why no page can fetch this URL, in one sentence; null when one can. */
export function urlProblem(url: string): string | null {
  if (!URL.canParse(url))
    return `${quote(url)} is no URL${/^[\w.-]+(:\d+)?(\/|$)/.test(url) ? ": write https:// in front" : ""}`;
  const { protocol, username, password } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    return `${quote(url)} is neither http nor https${url.includes("://") ? "" : ": give it with its scheme, as in http://localhost:3000"}`;
  if (username !== "" || password !== "")
    return "a URL with a user name or password in it cannot be fetched: take it out";
  return null;
}

/** Why a browser never sends this origin, in one sentence; null when it may. */
export function originProblem(origin: string): string | null {
  const serialized = originOf(origin);
  if (origin === "null" || (serialized === origin && origin !== "")) return null;
  if (serialized !== "" && serialized !== "null")
    return `${quote(origin)} is not how a browser writes an origin: write ${serialized}`;
  // The URL standard makes the origins of extensions and apps opaque, but browsers send them.
  if (serialized === "null" && isPlainOrigin(origin)) return null;
  return `${quote(origin)} is no origin: write scheme, host and port, such as https://app.example, or null`;
}

/**
 * Why `fetch` rejects this method, in one sentence; null when it does not.
 * @see https://fetch.spec.whatwg.org/#methods
 */
export function methodProblem(method: string): string | null {
  if (!isToken(method)) return `${quote(method)} is no method`;
  return /^(connect|trace|track)$/i.test(method) ? `browsers do not send ${method.toUpperCase()}` : null;
}

/** Why a page cannot set this request header, in one sentence; null when it can. */
export function headerProblem(name: string, value: string): string | null {
  const shown = quote(name);
  if (!isToken(name)) return `${shown} is no header name`;
  if (isForbiddenRequestHeader(name)) return `a page cannot set ${shown}: the browser does`;
  if (!isHeaderValue(value)) return `the value of ${shown} has characters that no header can carry`;
  return null;
}
