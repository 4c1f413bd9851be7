import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, unprovenLine } from "./lists.ts";
import { jsString, jsStrings } from "./quote.ts";

/** The names of a CORS middleware's options, and what it allows where an option is left out. */
export interface OptionNames {
  readonly methods: string;
  readonly headers: string;
  readonly exposed: string;
  /** The methods that it allows by default. */
  readonly defaultMethods: readonly string[];
  /** True where an empty list allows no header; false where it allows whatever a preflight asks for, as without a list. */
  readonly emptyAllowsNone: boolean;
}

const usualMethods = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];

/** The options of `cors` for Express, which NestJS and tRPC use too. */
export const corsNames: OptionNames = {
  methods: "methods",
  headers: "allowedHeaders",
  exposed: "exposedHeaders",
  defaultMethods: usualMethods,
  emptyAllowsNone: true,
};

/** The options of Koa and Hono. */
export const allowNames: OptionNames = {
  methods: "allowMethods",
  headers: "allowHeaders",
  exposed: "exposeHeaders",
  defaultMethods: usualMethods,
  emptyAllowsNone: false,
};

interface Layout {
  readonly indent?: string;
  /** The value of `origin` where it is not the list itself. */
  readonly origin?: string;
  /** True where the origin's line differs from today's code even if the policy adds no origin. */
  readonly originChanged?: boolean;
}

/**
 * The options of a CORS middleware, one on each line. All these middlewares allow every header that a preflight asks for
 * where they have no list of headers.
 */
export function optionLines(policy: Policy, names: OptionNames, layout: Layout = {}): Line[] {
  const { added } = policy;
  const { indent = "  ", origin = originOption(policy) } = layout;
  const originChanged = added.origins.length > 0 || layout.originChanged === true;
  return [
    (namesOrigins(policy) || originChanged) && listLine(policy, originChanged, `${indent}origin: ${origin},`),
    credentialsLine(policy, `${indent}credentials: true,`),
    ...listOptionLines(policy, names, indent),
  ];
}

/** The options beside the origin and credentials. */
export function listOptionLines(given: Policy, names: OptionNames, indent: string): Line[] {
  const policy = withMethodsBeyond(given, names.defaultMethods);
  const { form, methods, headers, exposed, maxAge, added } = policy;
  const needsMethods = form !== "new" || methods.some((method) => !names.defaultMethods.includes(method));
  const needsHeaders = form === "exact" ? headers.length > 0 || names.emptyAllowsNone : form === "change";
  // A new list of methods holds the default ones too, because it replaces them.
  const written = form === "new" ? [...new Set([...names.defaultMethods, ...methods])] : methods;
  return [
    needsMethods &&
      isNamed(policy, "methods") &&
      listLine(policy, added.methods.length > 0, `${indent}${names.methods}: ${jsStrings(written)},`),
    unprovenLine(policy, "methods", `${indent}${names.methods}: ${jsStrings(methods)},`),
    needsHeaders &&
      (form === "exact" || isNamed(policy, "headers")) &&
      listLine(policy, added.headers.length > 0, `${indent}${names.headers}: ${jsStrings(headers)},`),
    unprovenLine(policy, "headers", `${indent}${names.headers}: ${jsStrings(headers)},`),
    isNamed(policy, "exposed") &&
      listLine(policy, added.exposed.length > 0, `${indent}${names.exposed}: ${jsStrings(exposed)},`),
    maxAge !== null && form !== "change" && mark(false, `${indent}maxAge: ${maxAge},`),
  ];
}

/** The policy that also adds the methods which nothing proves and no default allows. */
function withMethodsBeyond(policy: Policy, defaults: readonly string[]): Policy {
  const { added, unproven } = policy;
  const beyond = unproven.methods.filter((method) => !defaults.includes(method));
  if (beyond.length === 0) return policy;
  return {
    ...policy,
    added: { ...added, methods: [...added.methods, ...beyond] },
    unproven: { ...unproven, methods: [] },
  };
}

function originOption({ origins }: Policy): string {
  return origins === "*" ? jsString("*") : jsStrings(origins);
}
