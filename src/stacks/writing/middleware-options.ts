import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { jsString, jsStrings } from "./quote.ts";

/** The names of a CORS middleware's options, and the effect of an empty list of headers. */
interface OptionNames {
  readonly methods: string;
  readonly headers: string;
  readonly exposed: string;
  /** True where an empty list allows no header; false where it allows whatever a preflight asks for. */
  readonly emptyAllowsNone: boolean;
}

/** The option names of `cors` for Express; Fastify and NestJS use the same. */
export const corsNames: OptionNames = {
  methods: "methods",
  headers: "allowedHeaders",
  exposed: "exposedHeaders",
  emptyAllowsNone: true,
};

/** The option names of Koa and Hono. */
export const allowNames: OptionNames = {
  methods: "allowMethods",
  headers: "allowHeaders",
  exposed: "exposeHeaders",
  emptyAllowsNone: false,
};

export const answersAboveRedirect =
  "Above the redirect, the middleware answers `OPTIONS` with 204 and never redirects it; the actual request is redirected as before.";

/** Warns that the middleware, without a list of header names, allows whatever a preflight asks for. */
export function anyHeaderAllowed({ headers }: Policy): string[] {
  return headers.length > 0
    ? []
    : [
        "Without `allowHeaders` every header name that these pages ask for is allowed; list names to allow those alone.",
      ];
}

interface Layout {
  readonly indent?: string;
  /** The value of `origin` where it is not the list itself. */
  readonly origin?: string;
  /** True where the origin's line differs from today's code even if the policy adds no origin. */
  readonly originChanged?: boolean;
}

/** The options of a CORS middleware, one on each line. */
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
