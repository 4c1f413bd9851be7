import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { jsString, jsStrings } from "./quote.ts";

/** What the options of a CORS middleware are called, and what it makes of an empty list of headers. */
interface OptionNames {
  readonly methods: string;
  readonly headers: string;
  readonly exposed: string;
  /** True where an empty list of headers allows none; elsewhere it allows whatever is asked for, as no list does. */
  readonly emptyAllowsNone: boolean;
}

/** The names of `cors` for Express, which Fastify and NestJS took over. */
export const corsNames: OptionNames = {
  methods: "methods",
  headers: "allowedHeaders",
  exposed: "exposedHeaders",
  emptyAllowsNone: true,
};

/** The names of Koa and Hono. */
export const allowNames: OptionNames = {
  methods: "allowMethods",
  headers: "allowHeaders",
  exposed: "exposeHeaders",
  emptyAllowsNone: false,
};

export const answersAboveRedirect =
  "Above the redirect, the middleware answers `OPTIONS` with 204 and never redirects it; the actual request is redirected as before.";

/** What to know of a middleware that, without a list of header names, sends back those that are asked for. */
export function anyHeaderAllowed({ headers }: Policy): string[] {
  return headers.length > 0
    ? []
    : [
        "Without `allowHeaders` every header name that these pages ask for is allowed; list names to allow those alone.",
      ];
}

interface Layout {
  readonly indent?: string;
  /** The value of `origin`, where it is not the list itself. */
  readonly origin?: string;
  /** True where the origin's line differs whatever the policy adds. */
  readonly originChanged?: boolean;
}

/** The options of a CORS middleware, each on its line. */
export function optionLines(policy: Policy, names: OptionNames, layout: Layout = {}): Line[] {
  const { credentials, methods, headers, exposed, maxAge, added } = policy;
  const { indent = "  ", origin = originOption(policy), originChanged = false } = layout;
  return [
    mark(added.origins.length > 0 || originChanged, `${indent}origin: ${origin},`),
    credentials && mark(added.credentials, `${indent}credentials: true,`),
    mark(added.methods.length > 0, `${indent}${names.methods}: ${jsStrings(methods)},`),
    (headers.length > 0 || names.emptyAllowsNone) &&
      mark(added.headers.length > 0, `${indent}${names.headers}: ${jsStrings(headers)},`),
    exposed.length > 0 && `${indent}${names.exposed}: ${jsStrings(exposed)},`,
    maxAge !== null && `${indent}maxAge: ${maxAge},`,
  ];
}

function originOption({ origins }: Policy): string {
  return origins === "*" ? jsString("*") : jsStrings(origins);
}
