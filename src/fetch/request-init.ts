import type { Header } from "../exchange.ts";
import { isPlainOrigin } from "../text/plain.ts";
import { quote } from "../text/quote.ts";
import { getHeader } from "./headers.ts";
import { normalizeMethod } from "./method.ts";
import { originOf, withoutFragment } from "./origin.ts";
import type { RequestInput } from "./request.ts";
import { isForbiddenRequestHeader } from "./safelist.ts";

/** What `fetch` would be called with, as somebody typed it. */
export interface TypedRequest {
  readonly url: string;
  readonly origin: string;
  readonly method: string | undefined;
  /** `name: value`, or a name alone for an empty value. */
  readonly headers: readonly string[];
  readonly data: string | undefined;
  readonly credentials: RequestInput["credentials"];
}

/** The call, as a browser would take it; a sentence that says what is wrong where a browser would not. */
export function readRequestInput({
  url,
  origin,
  method,
  headers,
  data,
  credentials,
}: TypedRequest): RequestInput | string {
  const read = readHeaders(headers);
  const problem = urlProblem(url) ?? originProblem(origin) ?? (method === undefined ? null : methodProblem(method));
  if (problem !== null) return problem;
  if (typeof read === "string") return read;
  const normalized = normalizeMethod(method ?? (data === undefined ? "GET" : "POST"));
  if (data !== undefined && /^(GET|HEAD)$/.test(normalized))
    return `a ${normalized} request has no body: leave --data out`;
  const typed = data === undefined || getHeader(read, "Content-Type") !== null;
  return {
    method: normalized,
    url: withoutFragment(new URL(url).href),
    headers: typed ? read : [...read, { name: "Content-Type", value: "text/plain;charset=UTF-8" }],
    body: data ?? null,
    origin,
    credentials,
  };
}

/** Why no page can call this URL; null when one can. */
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

/** Why a browser never sends this origin; null when it may. */
export function originProblem(origin: string): string | null {
  const serialized = originOf(origin);
  if (origin === "null" || (serialized === origin && origin !== "")) return null;
  if (serialized !== "" && serialized !== "null")
    return `${quote(origin)} is not how a browser writes an origin: write ${serialized}`;
  // Origins of extensions and apps, which the URL standard leaves opaque.
  if (serialized === "null" && isPlainOrigin(origin) && !origin.startsWith("file:")) return null;
  return `${quote(origin)} is no origin: write scheme, host and port, such as https://app.example, or null`;
}

/** Why `fetch` does not take this method; null when it does. @see https://fetch.spec.whatwg.org/#methods */
export function methodProblem(method: string): string | null {
  if (!isToken(method)) return `${quote(method)} is no method`;
  return /^(connect|trace|track)$/i.test(method) ? `browsers do not send ${method.toUpperCase()}` : null;
}

/** Why `fetch` does not take this header from a page; null when it does. */
export function headerProblem(name: string, value: string): string | null {
  const shown = quote(name);
  if (!isToken(name)) return `${shown} is no header name`;
  if (isForbiddenRequestHeader(name.toLowerCase())) return `a page cannot set ${shown}: the browser does`;
  if (!isHeaderValue(value)) return `the value of ${shown} has characters that no header can carry`;
  return null;
}

/** @see https://fetch.spec.whatwg.org/#header-value */
export function isHeaderValue(value: string): boolean {
  return !/[\0\n\r]|[^\0-\xff]/.test(value);
}

function readHeaders(typed: readonly string[]): readonly Header[] | string {
  const headers = new Map<string, Header>();
  for (const line of typed) {
    const [, name = "", value = ""] = /^([^:]*):?(.*)$/s.exec(line) ?? [];
    const header = { name: name.trim(), value: value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "") };
    if (/^(cookie|origin)$/i.test(header.name))
      return `a page cannot set ${quote(header.name)}: use --${header.name.toLowerCase()}`;
    const problem = headerProblem(header.name, header.value);
    if (problem !== null) return problem;
    const known = headers.get(header.name.toLowerCase());
    headers.set(header.name.toLowerCase(), known ? { ...known, value: `${known.value}, ${header.value}` } : header);
  }
  return [...headers.values()];
}

function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}
