import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { asWhole, type GrantHeader, grantHeaders } from "./grant-headers.ts";
import { everyOtherPage, optionalLine } from "./lists.ts";
import { singleQuoted } from "./quote.ts";

export const errorPagesInFront =
  "Set these headers in Apache, nginx or the CDN too. Their own error pages do not reach PHP.";

/** The parts of the code that may differ from today's even if the policy adds nothing. */
export type Part = "preflight" | "origin" | "vary";

/** How a project writes PHP. */
interface Style {
  readonly indent: string;
  /** One level of indentation. */
  readonly step: string;
  /** A list of values, such as of strings in quotes. */
  readonly list: (items: readonly string[]) => string;
  /** True where blanks stand inside parentheses, and a constant stands on the left of a comparison, as in WordPress. */
  readonly isWordPress?: boolean;
  /** The function that sets the status. */
  readonly status: string;
  /** An expression for the origin of the request. */
  readonly origin: string;
}

/**
 * The statements that grant the policy with `header()`. They answer preflights and end the script there. Headers that are
 * set this early stay on the response of a script that fails later.
 */
export function phpCorsLines(
  given: Policy,
  changes: readonly Part[],
  redirect: FixContext["redirect"],
  style: Style,
): Line[] {
  const policy = asWhole(given);
  const { origins, staysOpen, added } = policy;
  const { indent, step, list } = style;
  const write = writerOf(style);
  const newOrigin = added.origins.length > 0;
  const headers = grantHeaders(policy);
  const allowed = list(origins === "*" ? [] : origins.map(singleQuoted));
  const comparing: Line[] = [
    mark(newOrigin, `${indent}$allowed_origins = ${allowed};`),
    `${indent}$origin = ${style.origin};`,
    mark(changes.includes("vary") || staysOpen, `${indent}${write.call("header", "'Vary: Origin', false")};`),
    `${indent}${write.condition(write.call("in_array", "$origin, $allowed_origins, true"))}`,
    mark(
      newOrigin || changes.includes("origin"),
      `${indent}${step}${write.call("header", '"Access-Control-Allow-Origin: $origin"')};`,
    ),
    ...headers.filter(isForResponse).map((one) => headerLine(one, indent + step, write)),
    staysOpen && { changed: `${indent}} else {` },
    staysOpen && {
      changed: `${indent}${step}${write.call("header", "'Access-Control-Allow-Origin: *'")}; // ${everyOtherPage}`,
    },
    `${indent}}`,
  ];
  const open: Line[] = [
    mark(changes.includes("origin"), `${indent}${write.call("header", "'Access-Control-Allow-Origin: *'")};`),
    ...headers.filter(isForResponse).map((one) => headerLine(one, indent, write)),
  ];
  return [
    ...(origins === "*" ? open : comparing),
    "",
    `${indent}// Preflights end here, before authentication.`,
    mark(changes.includes("preflight"), `${indent}${write.condition(isPreflight(write, style.isWordPress))}`),
    ...headers.filter((one) => !isForResponse(one)).map((one) => headerLine(one, indent + step, write)),
    mark(changes.includes("preflight"), `${indent}${step}${write.call(style.status, "204")};`),
    mark(changes.includes("preflight"), `${indent}${step}exit;`),
    `${indent}}`,
    ...(redirect?.step === "actual" ? redirectLines(redirect, style, write) : []),
  ];
}

type Writer = ReturnType<typeof writerOf>;

function writerOf({ isWordPress = false }: Style) {
  const inside = (text: string) => (isWordPress ? `( ${text} )` : `(${text})`);
  return {
    call: (name: string, args: string) => `${name}${inside(args)}`,
    condition: (text: string) => `if ${inside(text)} {`,
  };
}

function isPreflight(write: Writer, isWordPress = false): string {
  const method = isWordPress ? "'OPTIONS' === $_SERVER['REQUEST_METHOD']" : "$_SERVER['REQUEST_METHOD'] === 'OPTIONS'";
  return `${method} && ${write.call("isset", "$_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD']")}`;
}

function headerLine({ name, value, changed, isOptional }: GrantHeader, indent: string, write: Writer): Line {
  const text = `${indent}${write.call("header", singleQuoted(`${name}: ${value}`))};`;
  return isOptional ? optionalLine(text) : mark(changed, text);
}

/** The lines that set these headers, for a change that only adds to lists. */
export function phpHeaderLines(policy: Policy, style: Style): Line[] {
  const write = writerOf(style);
  return grantHeaders(policy).map((header) => headerLine(header, "", write));
}

/** False for the headers that browsers read only in the response to a preflight. */
function isForResponse({ name }: GrantHeader): boolean {
  return name === "Access-Control-Allow-Credentials" || name === "Access-Control-Expose-Headers";
}

function redirectLines(
  { path, target }: NonNullable<FixContext["redirect"]>,
  { indent, step, isWordPress }: Style,
  write: Writer,
): Line[] {
  const requested = write.call("parse_url", "$_SERVER['REQUEST_URI'], PHP_URL_PATH");
  const isPath = isWordPress ? `${singleQuoted(path)} === ${requested}` : `${requested} === ${singleQuoted(path)}`;
  return [
    "",
    `${indent}// In place of the redirect that names \`user:password@\`.`,
    { changed: `${indent}${write.condition(isPath)}` },
    { changed: `${indent}${step}${write.call("header", `${singleQuoted(`Location: ${target}`)}, true, 307`)};` },
    { changed: `${indent}${step}exit;` },
    { changed: `${indent}}` },
  ];
}
