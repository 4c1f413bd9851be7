import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { type GrantHeader, grantHeaders } from "./grant-headers.ts";
import { everyOtherPage, listLine, namesOrigins, optionalLine } from "./lists.ts";
import { jsString, jsStrings } from "./quote.ts";

/** The constant `allowedOrigins`, which code compares the origin with; no lines where any origin may read. */
export function allowedOriginsLines(policy: Policy): Line[] {
  const { origins, added } = policy;
  if (origins === "*") return [];
  return [listLine(policy, added.origins.length > 0, `const allowedOrigins = new Set(${jsStrings(origins)});`), ""];
}

/** How one server's JavaScript sets a response header. */
interface Setter {
  /** The function that takes the header's name and value, such as `res.setHeader`. */
  readonly call: string;
  /** An expression for the request's origin, a string or nothing. */
  readonly origin: string;
  /** The statement that sends `Vary: Origin`. */
  readonly vary: string;
  readonly indent: string;
  /** The parts that differ from today's code even if the policy adds nothing. */
  readonly changes: readonly string[];
}

/**
 * The statements that compare the request's origin with `allowedOrigins` and set a policy's headers; those for preflights
 * only where the variable `preflight` is true.
 */
export function grantStatements(policy: Policy, setter: Setter): Line[] {
  const { origins, staysOpen, added } = policy;
  const { call, indent, vary, changes } = setter;
  const originChanged = changes.includes("origin") || added.origins.length > 0;
  const allow = (value: string) => `${call}('Access-Control-Allow-Origin', ${value});`;
  if (origins === "*") {
    return [mark(originChanged, `${indent}${allow("'*'")}`), ...headerStatements(policy, setter)];
  }
  return [
    mark(changes.includes("vary") || staysOpen, `${indent}${vary}`),
    `${indent}const origin = ${setter.origin} ?? '';`,
    `${indent}if (allowedOrigins.has(origin)) {`,
    mark(originChanged, `${indent}  ${allow("origin")}`),
    ...headerStatements(policy, { ...setter, indent: `${indent}  ` }),
    staysOpen && { changed: `${indent}} else {` },
    staysOpen && { changed: `${indent}  ${allow("'*'")} // ${everyOtherPage}` },
    `${indent}}`,
  ];
}

/** The statements that set the headers beside `Access-Control-Allow-Origin`. */
export function headerStatements(policy: Policy, { call, indent }: Pick<Setter, "call" | "indent">): Line[] {
  const headers = grantHeaders(policy);
  const lineOf = ({ name, value, changed, isList, isOptional }: GrantHeader, own: string): Line => {
    const text = `${own}${call}(${jsString(name)}, ${jsString(value)});`;
    if (isOptional) return optionalLine(text);
    return isList ? listLine(policy, changed, text) : mark(changed, text);
  };
  const ofPreflight = headers.filter(({ name }) => preflightHeaders.has(name));
  return [
    ...headers.filter(({ name }) => !preflightHeaders.has(name)).map((header) => lineOf(header, indent)),
    ...(ofPreflight.length > 0
      ? [`${indent}if (preflight) {`, ...ofPreflight.map((header) => lineOf(header, `${indent}  `)), `${indent}}`]
      : []),
  ];
}

/**
 * True where a change adds to lists or allows credentials, so that the code around the headers stays as it is. `changes` names
 * the parts of that code that a remedy changes.
 */
export function addsToLists(policy: Policy, changes: readonly string[]): boolean {
  return !namesOrigins(policy) && changes.length === 0;
}

/** The headers that browsers read only in the response to a preflight. */
const preflightHeaders: ReadonlySet<string> = new Set([
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
]);
