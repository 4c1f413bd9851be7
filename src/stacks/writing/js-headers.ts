import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { grantHeaders } from "./grant-headers.ts";
import { jsString, jsStrings } from "./quote.ts";

/** The constant `allowedOrigins`, which code compares the origin with, and a blank line; none where any origin may read. */
export function allowedOriginsLines({ origins, added }: Policy): Line[] {
  if (origins === "*") return [];
  return [mark(added.origins.length > 0, `const allowedOrigins = new Set(${jsStrings(origins)});`), ""];
}

/** How one server's JavaScript sets a response header. */
interface Setter {
  /** The function that takes the name and the value, such as `res.setHeader`. */
  readonly call: string;
  /** The expression for the origin of the request. */
  readonly origin: string;
  readonly indent: string;
  /** True where the origin's line differs whatever the policy adds. */
  readonly originChanged: boolean;
}

/** The statements that set a policy's headers; some only where the variable `preflight` holds. */
export function setHeaderLines(policy: Policy, { call, origin, indent, originChanged }: Setter): Line[] {
  const { origins, added } = policy;
  const set = (name: string, value: string) => `${indent}${call}(${jsString(name)}, ${value});`;
  const headers = grantHeaders(policy).map(({ name, value, changed }) => ({
    line: (more: string) => mark(changed, `${more}${set(name, jsString(value))}`),
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

/** The headers that a browser reads on the response to a preflight only. */
const preflightHeaders: ReadonlySet<string> = new Set([
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
]);
