import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { grantHeaders } from "./grant-headers.ts";
import { jsString, jsStrings } from "./quote.ts";

/** The constant `allowedOrigins`, which code compares the origin with; no lines where any origin may read. */
export function allowedOriginsLines({ origins, added }: Policy): Line[] {
  if (origins === "*") return [];
  return [mark(added.origins.length > 0, `const allowedOrigins = new Set(${jsStrings(origins)});`), ""];
}

/** How one server's JavaScript sets a response header. */
interface Setter {
  /** The function that takes the header's name and value, such as `res.setHeader`. */
  readonly call: string;
  /** An expression for the request's origin. */
  readonly origin: string;
  readonly indent: string;
  /** True where the origin's line differs from today's code even if the policy adds no origin. */
  readonly originChanged: boolean;
}

/** The statements that set a policy's headers; some of them only where the variable `preflight` is true. */
export function setHeaderLines(policy: Policy, { call, origin, indent, originChanged }: Setter): Line[] {
  const { origins, added } = policy;
  const set = (name: string, value: string) => `${indent}${call}(${jsString(name)}, ${value});`;
  const headers = grantHeaders(policy).map(({ name, value, changed }) => ({
    line: (moreIndent: string) => mark(changed, `${moreIndent}${set(name, jsString(value))}`),
    isForPreflight: preflightHeaders.has(name),
  }));
  const inPreflight = headers.filter(({ isForPreflight }) => isForPreflight).map(({ line }) => line("  "));
  return [
    mark(
      originChanged || added.origins.length > 0,
      set("Access-Control-Allow-Origin", origins === "*" ? jsString("*") : origin),
    ),
    ...headers.filter(({ isForPreflight }) => !isForPreflight).map(({ line }) => line("")),
    ...(inPreflight.length > 0 ? [`${indent}if (preflight) {`, ...inPreflight, `${indent}}`] : []),
  ];
}

/** The headers that browsers read only in the response to a preflight. */
const preflightHeaders: ReadonlySet<string> = new Set([
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
]);
