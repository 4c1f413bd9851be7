import type { Header } from "../../exchange.ts";
import { getHeader } from "../../fetch/headers.ts";
import { isGetOrHead } from "../../fetch/method.ts";
import { normalizeMethod } from "../../fetch/normalize-method.ts";
import { withoutFragment } from "../../fetch/origin.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { quote } from "../../text/quote.ts";
import { headerProblem, methodProblem, originProblem, urlProblem } from "../../text/request-problems.ts";

/** A request as the user typed it on the command line. */
export interface RequestArguments {
  readonly url: string;
  readonly origin: string;
  readonly method: string | undefined;
  /** Each is `name: value`, or a name alone for an empty value. */
  readonly headers: readonly string[];
  readonly data: string | undefined;
  readonly credentials: RequestInput["credentials"];
}

/** The request as a browser's `fetch` would make it; or, where `fetch` would reject it, a sentence that says why. */
export function readRequestArguments({
  url,
  origin,
  method,
  headers: lines,
  data,
  credentials,
}: RequestArguments): RequestInput | string {
  const headers = parseHeaderLines(lines);
  const problem = urlProblem(url) ?? originProblem(origin) ?? (method === undefined ? null : methodProblem(method));
  if (problem !== null) return problem;
  if (typeof headers === "string") return headers;
  const normalized = normalizeMethod(method ?? (data === undefined ? "GET" : "POST"));
  if (data !== undefined && isGetOrHead(normalized)) return `a ${normalized} request has no body; remove --data`;
  const needsNoType = data === undefined || getHeader(headers, "Content-Type") !== null;
  return {
    method: normalized,
    url: withoutFragment(new URL(url).href),
    headers: needsNoType ? headers : [...headers, { name: "Content-Type", value: "text/plain;charset=UTF-8" }],
    body: data ?? null,
    origin,
    credentials,
  };
}

/** Headers with each name once, the values of a repeated name joined; or a sentence that says what is wrong. */
function parseHeaderLines(lines: readonly string[]): readonly Header[] | string {
  const headers = new Map<string, Header>();
  for (const line of lines) {
    const [, name = "", value = ""] = /^([^:]*):?(.*)$/s.exec(line) ?? [];
    const header = { name: name.trim(), value: value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "") };
    if (/^(cookie|origin)$/i.test(header.name))
      return `a page cannot set ${quote(header.name)} as a header; use --${header.name.toLowerCase()}`;
    const problem = headerProblem(header.name, header.value);
    if (problem !== null) return problem;
    const known = headers.get(header.name.toLowerCase());
    headers.set(header.name.toLowerCase(), known ? { ...known, value: `${known.value}, ${header.value}` } : header);
  }
  return [...headers.values()];
}
